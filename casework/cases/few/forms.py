"""The form that leaves a file to one or two people."""

from __future__ import annotations

from casework.core.forms import ChoiceField, Form, PassphraseField
from casework.core.i18n import _l

ALONE = "alone"


class FewForm(Form):
    """With whom, and her passphrase: nobody at her open laptop takes a file away from her colleagues."""

    never_kept = frozenset({"whom", "passphrase"})

    whom = ChoiceField(
        _l("Who shall read this file besides you?"),
        required=_l("Please choose who shall read it."),
        control="radios",
    )
    passphrase = PassphraseField(_l("Your own passphrase"), required=_l("Please write your passphrase."))
