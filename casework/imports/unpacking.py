"""An uploaded file to a table, out of memory, by its ending."""

from __future__ import annotations

from werkzeug.datastructures import FileStorage
from wtforms.validators import ValidationError

from casework.imports.sheets import of_xlsx
from casework.imports.tables import Table, Unreadable, of_csv


def table_of(sent: FileStorage) -> Table:
    """The table in a file that a form sent. Its name is looked at for its ending alone.

    Raises ValidationError with what to do about it.
    """
    content = sent.stream.read()
    is_sheet = str(sent.filename).lower().endswith(".xlsx")
    try:
        return of_xlsx(content) if is_sheet else of_csv(content)
    except Unreadable as wrong:
        raise ValidationError(str(wrong.message)) from None
