"""The forms of the second step, of the recovery code and of a passphrase that somebody may know."""

from __future__ import annotations

from wtforms import HiddenField

from auth.forms import ChangePassphraseForm, NewPassphraseForm
from casework.core.forms import ChoiceField, Form, PassphraseField, TextField
from casework.core.i18n import _l


class DigitsField(TextField):
    """Digits, on a phone's keyboard for digits."""

    inputmode = "numeric"


REASONS = {
    "lost": _l("The phone or key is lost or stolen"),
    "broken": _l("The phone or key is broken"),
    "changed": _l("She has another phone or number now"),
}
"""Why a colleague's second step is taken away."""


class DigitsForm(Form):
    """The digits of a phone, or of the printed page."""

    code = DigitsField(
        _l("Digits"),
        length=20,
        size="medium",
        required=_l("Please write the digits."),
        hint=_l("Six digits from your phone, or ten from your printed page."),
        autocomplete="one-time-code",
    )


class KeyForm(Form):
    """What the browser brings from a security key; a script fills it in."""

    credential = HiddenField()


class OwnPassphraseForm(Form):
    """Her passphrase once more, before something changes in how she signs in."""

    passphrase = PassphraseField(_l("Your passphrase"), required=_l("Please write your passphrase."))


class ShownForm(Form):
    """For somebody who has only just given her passphrase, and can do nothing else yet."""


class PhoneForm(Form):
    """The six digits that show that the phone has understood."""

    code = DigitsField(
        _l("The six digits on your phone"),
        length=12,
        size="medium",
        required=_l("Please write the digits."),
        autocomplete="one-time-code",
    )


class PhoneAgainForm(PhoneForm, OwnPassphraseForm):
    """The same, with her passphrase."""


class NewKeyForm(KeyForm):
    """A security key and the name she knows it by."""

    name = TextField(
        _l("A name for it"),
        length=40,
        size="medium",
        required=_l("Please write a name, so that you know it again."),
        hint=_l("Such as: office laptop, blue key."),
    )


class NewKeyAgainForm(NewKeyForm, OwnPassphraseForm):
    """The same, with her passphrase."""


class RemoveForm(OwnPassphraseForm):
    """Which one goes."""

    which = HiddenField()


class ResetForm(Form):
    """Why a colleague's second step is taken away."""

    reason = ChoiceField(
        _l("Why?"), choices=list(REASONS.items()), required=_l("Please choose what has happened.")
    )


class ForgottenForm(NewPassphraseForm):
    """Her name, the code from paper, and a new passphrase twice."""

    login = TextField(_l("Sign-in name"), length=80, required=_l("Please write your sign-in name."))
    code = TextField(
        _l("Recovery code"),
        length=60,
        required=_l("Please write the code from your paper."),
        hint=_l("26 letters and digits. Spaces and hyphens do not matter."),
    )


class SuspectedForm(ChangePassphraseForm):
    """Her passphrase until now, and a new one twice."""
