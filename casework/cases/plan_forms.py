"""The forms of goals, steps and notes: one to make each, one to change it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from wtforms.validators import ValidationError

from casework.core import clock
from casework.core.calendar_text import show_date
from casework.core.forms import ChoiceField, CodeField, Creates, DayField, Form, LongText, TickField
from casework.core.i18n import _, _l, calendar, language
from casework.people.part_form import PartForm


class _Goal:
    words = LongText(
        _l("What does she want?"),
        length=600,
        rows=3,
        required=_l("Please write what she wants, in her words."),
    )
    dimension = CodeField(
        _l("Which part of her life is it about?"), "plan_dimension", required=_l("Please choose one.")
    )


class NewGoalForm(_Goal, Creates):
    """A new goal."""


class GoalForm(_Goal, PartForm):
    """A goal that is there already, and how it stands."""

    state = CodeField(_l("How does it stand?"), "goal_status", required=_l("Please choose one."))


IN_A_WEEK, IN_A_MONTH = 7, 30
"""Days."""


def _soon() -> list[tuple[str, str]]:
    return [
        (str(IN_A_WEEK), _("In a week: %(day)s", day=_day(IN_A_WEEK))),
        (str(IN_A_MONTH), _("In a month: %(day)s", day=_day(IN_A_MONTH))),
    ]


def _day(ahead: int) -> str:
    day = clock.today() + timedelta(days=ahead)
    return show_date(day, calendar=calendar(), lang=language(), plain=True)


def _due_in() -> ChoiceField:
    return ChoiceField(
        _l("How soon?"),
        choices=_soon,
        blank=_l("On another day, which I write"),
        control="radios",
        hint=_l("A day is needed. It can be moved later."),
    )


class _ByDay:
    """By when: in a week, in a month, or on the day that she writes."""

    due_in: ChoiceField
    needs_day = True

    def validate_due_on(self, field: Any) -> None:
        """One of the two, not both."""
        if self.due_in.data:
            if field.data and field.data != field.object_data:
                raise ValidationError(_("Please choose how soon, or write the day, not both."))
            field.data = clock.today() + timedelta(days=int(self.due_in.data))
        elif self.needs_day and not field.data:
            raise ValidationError(_("Please write the day."))


class NewStepForm(_ByDay, Creates):
    """A step: what, who, by when."""

    words = LongText(
        _l("What is to be done?"), length=400, rows=2, required=_l("Please write what is to be done.")
    )
    due_in = _due_in()
    due_on = DayField(_l("By which day?"))
    by_user = ChoiceField(_l("Who does it?"), blank=_l("She herself"), control="select")
    goal_id = ChoiceField(_l("For which goal?"), blank=_l("For none in particular"), control="select")


class StepForm(_ByDay, Form):
    """What became of a step."""

    needs_day = False

    outcome = ChoiceField(
        _l("What became of it?"),
        choices=(
            ("done", _l("It is done")),
            ("moved", _l("It needs another day")),
            ("open", _l("It is not done yet")),
        ),
        required=_l("Please choose one."),
    )
    due_in = _due_in()
    due_on = DayField(_l("By which day?"))


class NewNoteForm(Creates):
    """A note."""

    words = LongText(
        _l("What should be remembered?"),
        length=4000,
        rows=7,
        required=_l("Please write the note."),
        hint=_l("Only what helps her next time. She can ask to read it."),
    )
    day = DayField(_l("About which day is it?"), future=False)
    reached = TickField(_l("I spoke with her"))


class NoteForm(PartForm):
    """Another wording for a note."""

    words = LongText(
        _l("What should be remembered?"),
        length=4000,
        rows=7,
        required=_l("Please write the note."),
        hint=_l("The wording until now is kept below the note."),
    )
