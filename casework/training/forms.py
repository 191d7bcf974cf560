"""What training asks."""

from __future__ import annotations

from datetime import date
from typing import Any

from wtforms.validators import ValidationError

from casework.core.calendar_text import show_date
from casework.core.forms import (
    ChoiceField,
    CodeField,
    Creates,
    DayField,
    Form,
    IntegerField,
    PalikaField,
    Revises,
    TextField,
)
from casework.core.i18n import _, _l, calendar, language


class CourseForm(Creates):
    """A course of the catalogue, in both languages."""

    title_ne = TextField(_l("Title in Nepali"), required=True, length=120)
    title_en = TextField(_l("Title in English"), required=True, length=120)
    trade = CodeField(_l("Trade"), "trades", required=True)
    hours = IntegerField(_l("Hours in all"), required=True, least=1, most=4000)
    level = CodeField(
        _l("Skill test that it leads to"), "nstb_skill_levels", blank=_l("No skill test"), control="radios"
    )


COURSE_FIELDS = ("title_ne", "title_en", "trade", "hours", "level")


class _CohortFields(Form):
    """When and where a cohort meets, and how many it takes."""

    title = TextField(
        _l("Name of the cohort"),
        required=True,
        length=80,
        hint=_l("Stands on lists and rolls. Write no woman's name and nothing about anybody here."),
    )
    first_day = DayField(_l("First day"), required=True)
    last_day = DayField(_l("Last day"))
    palika = PalikaField(_l("Palika of the venue"), required=True)
    places = IntegerField(_l("Places"), required=True, least=1, most=200)
    waiting_places = IntegerField(_l("Lines on the waiting list"), least=0, most=200, default=5)

    def validate_last_day(self, field: Any) -> None:
        """It does not end before it begins."""
        if field.data and self.first_day.data and field.data < self.first_day.data:
            raise ValidationError(_("The last day is before the first."))

    def fields(self) -> dict[str, Any]:
        """The answers as the details keep them."""
        told = {name: self[name].data for name in COHORT_FIELDS}
        return {**told, "waiting_places": told["waiting_places"] or 0}


COHORT_FIELDS = ("title", "first_day", "last_day", "palika", "places", "waiting_places")


class NewCohortForm(_CohortFields, Creates):
    """A new cohort of a course."""

    course = ChoiceField(_l("Course"), required=True, control="select")


class CohortForm(_CohortFields, Revises):
    """A cohort that is there already."""


def not_before(field: Any, first_day: date | None) -> None:
    """Refuse, at its field, a day before the cohort began."""
    if field.data and first_day and field.data < first_day:
        shown = show_date(first_day, calendar=calendar(), lang=language())
        raise ValidationError(_("This lies before %(day)s: it had not begun yet.", day=shown))


class ClassForm(Form):
    """The day of a class. `first_day` is the cohort's."""

    first_day: date | None = None
    day = DayField(_l("Day of the class"), required=True, future=False)

    def validate_day(self, field: Any) -> None:
        """A cohort does not meet before it begins."""
        not_before(field, self.first_day)


class NameForm(Form):
    """A few letters of a name, in either script."""

    name = TextField(_l("Name, phone or code"), required=True, length=80)

    def validate_name(self, field: Any) -> None:
        """Three letters at least: a search is not a way to list everybody."""
        if len(field.data) < 3:
            raise ValidationError(_("Please write at least three letters."))


CERTIFICATE_NAME = _l("Her name for the certificate")
AS_ON_CITIZENSHIP = _l("As on her citizenship. It can be asked later.")


class EnrolForm(Creates):
    """A place in a cohort."""

    cohort = ChoiceField(_l("Cohort"), required=True, control="radios")
    name = TextField(CERTIFICATE_NAME, length=120, hint=AS_ON_CITIZENSHIP)


class CertificateNameForm(Form):
    """Her name for the certificate, asked or corrected later."""

    name = TextField(CERTIFICATE_NAME, length=120, hint=AS_ON_CITIZENSHIP)


class OutcomeForm(Revises):
    """One thing that came of her place. Nothing comes of it before `first_day`."""

    first_day: date | None = None


class CompletionForm(OutcomeForm):
    """She completed the course."""

    completed_on = DayField(_l("Completed on"), required=True, future=False)
    certificate = TextField(_l("Number of the certificate"), length=60, hint=_l("Can be added later."))

    def validate_completed_on(self, field: Any) -> None:
        """Not before it began."""
        not_before(field, self.first_day)


class TestForm(OutcomeForm):
    """The skill test."""

    __test__ = False  # not a test of ours

    level = CodeField(_l("Level"), "nstb_skill_levels", required=True)
    on = DayField(_l("Day of the test"), required=True, future=False)
    result = CodeField(_l("Result"), "skill_test_result", required=True)

    def validate_on(self, field: Any) -> None:
        """Not before it began."""
        not_before(field, self.first_day)


class LeavingForm(OutcomeForm):
    """She leaves before the end."""

    left_on = DayField(_l("Left on"), required=True, future=False)
    left_reason = CodeField(
        _l("Reason, as far as she says"), "training_dropout_reason", blank=_l("Does not want to say")
    )

    def validate_left_on(self, field: Any) -> None:
        """Not before it began."""
        not_before(field, self.first_day)
