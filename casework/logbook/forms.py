"""What is looked for in one's own log, and the end of it as it stands on paper."""

from __future__ import annotations

from auth.log_forms import LogForm
from casework.core.forms import Form, IntegerField, TextField
from casework.core.i18n import _l


class OwnLogForm(LogForm):
    """Of one's own organisation: also by the code of a file, which tells nothing by itself."""

    code = TextField(_l("Code of the file"), length=20, size="medium")


class CompareForm(Form):
    """A number and the digits beside it, from paper."""

    number = IntegerField(_l("Number on the paper"), required=_l("Please write the number."))
    digits = TextField(
        _l("Digits on the paper"),
        length=40,
        required=_l("Please write the digits."),
        hint=_l("Five groups of five digits."),
    )
