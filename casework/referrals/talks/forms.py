"""The forms about a talk. What stands in the first one is what is told, word for word."""

from __future__ import annotations

from typing import Any

from wtforms.validators import ValidationError

from casework.consent.forms import TalkFields
from casework.consent.purposes import AGREES, DECLINES
from casework.core.forms import (
    ChoiceField,
    CodeField,
    CodesField,
    Creates,
    Form,
    PhoneField,
    TextField,
    TickField,
    YesNoField,
)
from casework.core.i18n import _l

BY_PHONE, THROUGH_NETWORK = "phone", "network"
WAYS = {
    BY_PHONE: _l("By a phone that is safe for her"),
    THROUGH_NETWORK: _l("Through the network"),
}


class AskForm(TalkFields, Creates):
    """To whom, what they are told, what she says to it, and how the conversation went."""

    never_kept = frozenset({"partner"})

    partner = ChoiceField(
        _l("Which organisation does she want to talk with?"), required=True, control="radios"
    )
    name = TextField(
        _l("The name she wants to be called by"),
        length=120,
        required=_l("Please write the name she uses. Another name is fine."),
    )
    way = ChoiceField(
        _l("How may they reach her?"), required=True, choices=tuple(WAYS.items()), control="radios"
    )
    phone = PhoneField(_l("The phone number"))
    days = CodesField(_l("On which days?"), "weekdays", hint=_l("Nothing ticked: any day."))
    hours = CodesField(_l("At what time of day?"), "weekday_hours", hint=_l("Nothing ticked: any time."))
    under_18 = ChoiceField(
        _l("Is she under 18?"),
        choices=[("no", _l("No")), ("yes", _l("Yes")), ("perhaps", _l("Perhaps"))],
        control="radios",
    )
    """Asked where nothing tells how old she is."""

    agreed = YesNoField(
        _l("May we tell this to the organisation you chose, so that a caseworker talks with you?"),
        required=True,
        yes=AGREES,
        no=DECLINES,
    )
    asks_age = False

    @property
    def may_be_minor(self) -> bool:
        """Whether she is under 18, or perhaps, as she says now."""
        return self.asks_age and self.under_18.data in ("yes", "perhaps")

    def validate_under_18(self, field: Any) -> None:
        """Nothing is sent before somebody has thought of it."""
        if self.asks_age and not field.data:
            raise ValidationError(_l("Please choose one."))

    def validate_phone(self, field: Any) -> None:
        """A phone that is safe is one that has a number."""
        if self.way.data == BY_PHONE and not field.data:
            raise ValidationError(_l("Please write the number, or choose another way."))


class ActForm(Form):
    """One act, no question."""


class StopTalkForm(Form):
    """She takes back her consent."""

    sure = TickField(_l("She wants this to stop."), required=True)


class RefuseForm(Form):
    """Why not: a reason from the list, about the organisation, and no words."""

    reason = CodeField(_l("Why is it not possible here?"), "talk_reason", required=True, control="radios")
