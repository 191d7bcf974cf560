"""What is asked about today."""

from __future__ import annotations

from typing import Any

from wtforms.validators import ValidationError

from casework.core import clock
from casework.core.forms import ChoiceField, CodeField, Creates, DayField, Form, PartialDateField, Revises
from casework.core.i18n import _, _l
from casework.followup.ways import way_label

FIELDS = ("what", "since", "income_band", "channel", "asked_on")


class _Answers(Form):
    """What she does now, and how she was asked."""

    channel = ChoiceField(
        _l("How did you ask?"),
        required=True,
        control="radios",
        hint=_l("Only ways to which she has said yes are here."),
    )
    asked_on = DayField(_l("Asked on"), required=True, future=False)
    what = CodeField(_l("What does she do now?"), "current_activity", required=True)
    since = PartialDateField(_l("Since when?"), about=True, future=False)
    income_band = CodeField(_l("Her income last month"), "income_band", answers=True)

    def offer(self, ways: tuple[str, ...]) -> None:
        """Offer the ways that she allows."""
        self.channel.source = [(way, way_label(way)) for way in ways]

    def told(self) -> dict[str, Any]:
        """The answers as the row keeps them."""
        return {name: self[name].data for name in FIELDS}


class ActivityForm(_Answers, Creates):
    """A new answer."""


class ActivityAgainForm(_Answers, Revises):
    """An answer, corrected."""


class FollowUpForm(_Answers, Revises):
    """The answer to a follow-up. Not reached: tried again on another day, if she says so."""

    again_on = DayField(_l("If she was not reached: try again on"), hint=_l("Leave it empty to let it rest."))

    def validate_again_on(self, field: Any) -> None:
        """It lies ahead."""
        if field.data and field.data <= clock.today():
            raise ValidationError(_("Please choose a day that is still to come."))
