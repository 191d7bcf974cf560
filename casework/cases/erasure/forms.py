"""The forms of erasing."""

from __future__ import annotations

from casework.cases.erasure.models import BASES
from casework.core.forms import ChoiceField, Creates, Form, LongText, TickField
from casework.core.i18n import _l


class AskForm(Creates):
    """Why it shall be erased."""

    basis = ChoiceField(
        _l("Why shall this file be erased?"),
        choices=lambda: list(BASES.items()),
        required=_l("Please choose a reason."),
    )
    words = LongText(
        _l("What should whoever confirms it know?"),
        length=500,
        rows=3,
        hint=_l("How and when she said it. It goes with the file."),
    )


class ConfirmForm(Form):
    """It cannot be undone."""

    sure = TickField(_l("I have read what goes, and it shall be erased."), required=True)


class TakeBackForm(Form):
    """One act, no question."""
