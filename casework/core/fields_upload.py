"""The field for one uploaded file, read from memory only."""

from __future__ import annotations

from typing import Any

from werkzeug.datastructures import FileStorage
from wtforms.validators import ValidationError

from casework.core.fields_base import Question
from casework.core.i18n import _


class UploadField(Question):
    """One file; `data` is a werkzeug FileStorage or None. `accept` are endings such as ".csv"."""

    drawn_as = "upload"

    def __init__(
        self, label: Any = None, validators: Any = (), *, accept: tuple[str, ...], **settings: Any
    ) -> None:
        self.accept = accept
        super().__init__(label, validators, **settings)

    def process_formdata(self, valuelist: list[Any]) -> None:
        sent = valuelist[0] if valuelist else None
        self.data = sent if isinstance(sent, FileStorage) and sent.filename else None

    def pre_validate(self, form: Any) -> None:
        if self.data and not str(self.data.filename).lower().endswith(self.accept):
            raise ValidationError(
                _("Please choose a file that ends in %(endings)s.", endings=", ".join(self.accept))
            )

    def value(self) -> str:
        return ""
