"""The form of a new token."""

from __future__ import annotations

from datetime import timedelta

from auth.second_step_forms import OwnPassphraseForm
from casework.core.forms import ChoiceField, Creates, TextField
from casework.core.i18n import _l

DAYS = {"30": _l("A month"), "90": _l("Three months"), "180": _l("Half a year"), "365": _l("A year")}


class NewTokenForm(Creates, OwnPassphraseForm):
    """What will ask with it, for how long, and her passphrase once more."""

    name = TextField(
        _l("What is it for?"),
        length=60,
        required=_l("Please write what it is for, so that everybody knows it again."),
        hint=_l("Such as: chart on the office's website. No person's name."),
    )
    lasts = ChoiceField(
        _l("How long is it good?"),
        choices=list(DAYS.items()),
        required=_l("Please choose how long it is good."),
    )

    @property
    def time(self) -> timedelta:
        """How long it is good."""
        return timedelta(days=int(self.lasts.data))
