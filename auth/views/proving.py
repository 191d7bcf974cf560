"""Her passphrase once more, before something changes in how she signs in."""

from __future__ import annotations

from flask import request
from wtforms import Field

from auth import own_passphrase
from auth.errors import WrongPassphrase
from auth.second_step_forms import OwnPassphraseForm
from auth.session import Step
from auth.signing_in import note_failure
from auth.unlocked import secrets
from auth.views.room import live, me
from casework.audit.models import Act
from casework.core.db import begin_write, db
from casework.core.errors import TooMany
from casework.core.forms import Form
from casework.core.i18n import _


def is_asked() -> bool:
    """Whether her passphrase is asked for once more: not where she has only just given it, and can do
    nothing else yet."""
    return live().step is not Step.REQUIRED


def proven(form: Form) -> tuple[bytes, int]:
    """Her seed, if the form has her passphrase and it is right (b"" where it is not asked for), and the
    status of the answer: 200, or another with the words on the form. The transaction writes from then on."""
    if not isinstance(form, OwnPassphraseForm):
        begin_write(db.session)
        return b"", 200
    address = request.remote_addr or ""
    try:
        seed = own_passphrase.prove(db.session, secrets(), live(), form.passphrase.data, address=address)
    except (WrongPassphrase, TooMany) as error:
        return b"", say_why(form, form.passphrase, error)
    return seed, 200


def say_why(form: Form, field: Field, error: WrongPassphrase | TooMany) -> int:
    """Put on a form why the passphrase in one of its fields opened nothing. A wrong one is noted and
    counted. Returns the status of the answer."""
    if isinstance(error, TooMany):
        form.form_errors.append(error.message)
        return error.status
    note_failure(db.session, secrets(), me().login, request.remote_addr or "", Act.REFUSED)
    field.errors = [_("This is not your passphrase.")]
    return 422
