"""The forms of sign-in and of accounts."""

from __future__ import annotations

from wtforms import HiddenField
from wtforms.validators import InputRequired

from casework.core.forms import Form, PassphraseField, TextField
from casework.core.i18n import _l


class SignInForm(Form):
    """A name and a passphrase; `compared` carries the ring whose numbers she has compared."""

    login = TextField(_l("Sign-in name"), length=80, validators=[InputRequired()])
    passphrase = PassphraseField(_l("Passphrase"), validators=[InputRequired()])
    compared = HiddenField()
