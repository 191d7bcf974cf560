"""The forms of an import: the file, what is stated, and the acts without anything to fill in."""

from __future__ import annotations

from typing import Any

from wtforms.validators import ValidationError

from casework.core.codes import codelist
from casework.core.forms import ChoiceField, Creates, DayField, Form, TextField, UploadField
from casework.core.i18n import _, _l, language
from casework.imports.basis import LABELS, Basis
from casework.imports.dates import AD, BS
from casework.imports.tables import Table
from casework.imports.unpacking import table_of

_FILE_HINT = _l("A CSV or XLSX file. Its first line names the columns, one woman stands on each line below.")


class TableField(UploadField):
    """An uploaded table; `table` is what was in it, once the form is valid."""

    table: Table | None = None

    def __init__(self, label: Any = None, **settings: Any) -> None:
        super().__init__(label, accept=(".csv", ".xlsx"), hint=_FILE_HINT, **settings)

    def pre_validate(self, form: Any) -> None:
        super().pre_validate(form)
        if self.data is None:
            raise ValidationError(_("Please choose a file."))
        self.table = table_of(self.data)


class FileForm(Creates):
    """A file from elsewhere."""

    file = TableField(_l("The file"))
    calendar = ChoiceField(
        _l("How are the dates in the file written?"),
        choices=((AD, _l("In AD, such as 1990-05-17")), (BS, _l("In BS, such as 2047-02-03"))),
        default=AD,
        required=True,
    )


class AgainForm(Form):
    """The corrected lines."""

    file = TableField(_l("The corrected file"))


class StartForm(Form):
    """What the supervisor states, in her name."""

    basis = ChoiceField(
        _l("On what does it rest that we keep this here?"),
        choices=tuple((basis.value, words) for basis, words in LABELS.items()),
        required=True,
    )
    agreed_on = DayField(
        _l("On which day were they asked?"),
        future=False,
        required=True,
        hint=_l("If it was on several days, the last one."),
    )
    method = ChoiceField(
        _l("How were they asked?"),
        choices=lambda: codelist("consent_method").choices(language()),
        hint=_l("Not needed if there are signed paper forms."),
    )
    reference = TextField(
        _l("Where are the papers, or who asked?"),
        length=120,
        hint=_l("For example the number of the folder. No names of the women."),
    )

    def validate_method(self, field: ChoiceField) -> None:
        """Whoever asked without paper says how."""
        if self.basis.data in (Basis.ASKED, Basis.COLUMN) and not field.data:
            raise ValidationError(_("Please answer this question."))

    def validate_reference(self, field: TextField) -> None:
        """Papers that nobody can find are no papers."""
        if self.basis.data == Basis.PAPER and not field.data:
            raise ValidationError(_("Please write where the papers are."))
