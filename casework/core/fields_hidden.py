"""Hidden fields: the id of what a form will make, the revision it was filled from."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from flask import request
from wtforms import HiddenField

from casework.core.i18n import _
from casework.core.reading_choice import chosen

BEFORE = "revision-before"
"""The revision that her form was filled from, on the page where two versions stand side by side."""


class NewIdField(HiddenField):  # type: ignore[misc]  # WTForms has no types
    """The UUID of what the form will make: drawn with the empty form, kept when it comes back."""

    def process_data(self, value: Any) -> None:
        self.data = value if isinstance(value, UUID) else uuid4()

    def process_formdata(self, valuelist: list[Any]) -> None:
        if not valuelist:
            return
        try:
            self.data = UUID(str(valuelist[0]))
        except ValueError as wrong:
            raise ValueError(_("Please open this page again from the start.")) from wrong


class RevisionField(HiddenField):  # type: ignore[misc]  # WTForms has no types
    """The revision of the row that filled the form; `data` is an int, 0 for none yet."""

    def process_data(self, value: Any) -> None:
        self.data = int(value or 0)

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = str(valuelist[0]) if valuelist else ""
        if chosen():
            # She has not chosen between two versions yet: her typing stays with the one it began from.
            text = request.form.get(BEFORE, text)
        if not (text.isascii() and text.isdigit() and len(text) < 10):
            raise ValueError(_("Please open this page again from the start."))
        self.data = int(text)
