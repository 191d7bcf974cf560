"""The forms of a referral. Nothing that goes to the other organisation is in anybody's own words."""

from __future__ import annotations

from typing import Any

from wtforms.validators import Optional, ValidationError

from casework.consent.forms import TalkFields
from casework.consent.purposes import AGREES, DECLINES, QUESTIONS, Purpose
from casework.core.forms import (
    ChoiceField,
    ChoicesField,
    CodeField,
    CodesField,
    Creates,
    DayField,
    Form,
    PhoneField,
    Revises,
    TextField,
    TickField,
    YesNoField,
)
from casework.core.i18n import _, _l
from casework.vault.compartments import Compartment

PARTS = {
    "identity": Compartment.IDENTITY,
    "contact": Compartment.CONTACT,
    "livelihood": Compartment.LIVELIHOOD,
}
UNTIL = {"3": 91, "6": 182, "12": 365, "24": 730}
"""Months that can be chosen, and the days that they last."""


class WishForm(Form):
    """To whom, for what, which parts are opened until when, and what she needs."""

    never_kept = frozenset({"network", "parts"})

    network = ChoiceField(_l("To which network?"), required=True, control="radios")
    course = CodeField(_l("Which course does she want?"), "trades", required=True)
    parts = ChoicesField(
        _l("What may they read, once they accept?"),
        choices=(
            ("identity", _l("About her")),
            ("contact", _l("Contact")),
            ("livelihood", _l("Skills and income")),
        ),
        hint=_l(
            "The least that they need is “About her”, and any name she uses will do. Without “Contact” "
            "they cannot reach her: she comes by herself, or through you."
        ),
        hints={
            "identity": _l("The names she uses, when she was born, woman, man or other."),
            "contact": _l("Her safe phone with its rules, and the palika she would travel from."),
            "livelihood": _l(
                "School, skills, income, hours, children to look after; also what she does now, "
                "her business and when she is asked again."
            ),
        },
    )
    until = ChoiceField(
        _l("Until when?"),
        required=True,
        choices=(
            ("3", _l("For three months")),
            ("6", _l("For half a year")),
            ("12", _l("For one year")),
            ("24", _l("For two years")),
        ),
        control="radios",
    )
    access_needs = CodesField(
        _l("What would make coming easier?"),
        "access_needs",
        hint=_l("They read this before they accept."),
    )
    childcare = CodeField(_l("Children to look after"), "childcare", [Optional()], blank=_l("Not said"))
    hours = CodesField(_l("When could she come?"), "weekday_hours")

    def validate_parts(self, field: Any) -> None:
        """Without her name nobody can be enrolled; an alias is a name."""
        if "identity" not in (field.data or ()):
            raise ValidationError(_("“About her” has to be ticked. The name there may be any name she uses."))


class SendForm(TalkFields, WishForm, Creates):
    """The same again, carried by the page, with what she said and how the conversation went."""

    share = YesNoField(QUESTIONS[Purpose.SHARE], required=True, yes=AGREES, no=DECLINES)
    tell_back = YesNoField(QUESTIONS[Purpose.TELL_BACK], required=True, yes=AGREES, no=DECLINES)
    count_there = YesNoField(QUESTIONS[Purpose.COUNT_THERE], required=True, yes=AGREES, no=DECLINES)


CARRIED = ("network", "course", "parts", "until", "access_needs", "childcare", "hours")


class AcceptForm(Form):
    """One act, no question."""


class DeclineForm(Form):
    """Why not: a reason from the list, and no words."""

    reason = CodeField(_l("Why can it not be taken up?"), "decline_reason", required=True, control="radios")


class StopForm(Form):
    """She takes back her consent."""

    sure = TickField(_l("She wants this to stop."), required=True)


class PhoneForm(Form):
    """A phone that has changed."""

    phone = PhoneField(_l("The new number"), required=True)


class OutsideForm(Creates):
    """To somebody who does not use this system."""

    service = CodeField(_l("To whom?"), "non_user_service", required=True, control="radios")
    whom = TextField(_l("Which office or person"), length=120)
    what_for = TextField(_l("For what?"), required=True, length=200)
    may_be_said = TextField(
        _l("What did she agree to have said there?"),
        length=300,
        hint=_l("Only this may be said. Leave it empty if she tells it herself."),
    )
    accompanied = YesNoField(
        _l("How does she go?"),
        yes=_l("Somebody goes with her"),
        no=_l("She goes alone"),
        blank=_l("Not yet known"),
    )
    day = DayField(_l("On which day?"), required=True)


class ResultForm(Revises):
    """What came of it, once it is known."""

    result = TextField(_l("What came of it?"), required=True, length=300)
    result_on = DayField(_l("On which day?"), future=False, required=True)
