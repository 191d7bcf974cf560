"""The forms about a file that passes on."""

from __future__ import annotations

from casework.consent.forms import TalkFields
from casework.consent.purposes import AGREES, DECLINES, QUESTIONS, Purpose
from casework.core.forms import ChoiceField, Creates, Form, TextField, YesNoField
from casework.core.i18n import _l

WHY_AT_MOST = 80
"""So many signs go into the letter, for all letters are of one length."""

REASONS = {
    "nobody_free": _l("No caseworker of ours is free these weeks"),
    "other_area": _l("We do not work in that area"),
    "not_our_work": _l("We do not offer the help that she needs"),
    "call_first": _l("Please call us first"),
}
"""Why a file is not taken over: about the organisation, and never about her."""


class PassForm(TalkFields, Creates):
    """To whom, why, what she says to it, and how the conversation went."""

    never_kept = frozenset({"partner"})

    partner = ChoiceField(
        _l("Which organisation shall help her from now on?"), required=True, control="radios"
    )
    why = TextField(
        _l("Why, in one line?"),
        length=WHY_AT_MOST,
        required=_l("Please say in a few words why, such as that she has moved."),
        hint=_l("They read this and her name before they accept. Write nothing of what happened to her."),
    )
    agreed = YesNoField(QUESTIONS[Purpose.PASS_ON], required=True, yes=AGREES, no=DECLINES)


class TakeForm(Form):
    """Who helps her here."""

    never_kept = frozenset({"to_user"})

    to_user = ChoiceField(
        _l("Who helps her here?"), required=_l("Please choose a colleague."), control="select"
    )


class RefuseForm(Form):
    """Why not: a reason from the list, and no words."""

    reason = ChoiceField(
        _l("Why can it not be taken over?"),
        required=_l("Please choose a reason."),
        choices=tuple(REASONS.items()),
        control="radios",
    )


class ActForm(Form):
    """One act, no question."""
