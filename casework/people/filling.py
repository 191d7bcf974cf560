"""From a head row to its form, and back."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, TypeVar

from casework.people.part_form import UNSAID, PartForm
from casework.vault.sealed import HeadRow, SealedRow

Filled = TypeVar("Filled", bound=PartForm)


def stored_answers(head: SealedRow, form: type[PartForm]) -> dict[str, Any]:
    """What a form is filled from: the fields of the row, and why questions have no answer."""
    return {**answers_in(head.plain(), form), "revision": head.revision}


def answers_in(plain: dict[str, Any], form: type[PartForm]) -> dict[str, Any]:
    """The same from the fields as they were at some time."""
    unsaid = {}
    for entry in plain.get("unsaid", ()):
        name, _colon, why = entry.partition(":")
        unsaid[name + UNSAID] = why
    return {**plain, **unsaid, **form.stored(plain)}


def filled(row: SealedRow, form: type[Filled], *, sent: bool = True) -> Filled:
    """The form of a row: with what was sent, if anything was, else as the row is saved."""
    data = stored_answers(row, form)
    made = form(data=data) if sent else form(formdata=None, data=data)
    made.bind(row)
    return made


def fill(head: HeadRow, form: PartForm, *, without: Collection[str] = ()) -> None:
    """Write what a valid form says into its row, but for the questions in `without`. Nothing said
    is the field's own empty value."""
    for name in without:
        form.put_back(name, stored_answers(head, type(form)))
    fields = head.__sealed_fields__
    for name, answer in (form.answers() | form.composed()).items():
        if name in fields:
            empty = fields[name].default
            head.change(name, empty if answer in (None, "", ()) else answer)
    if "unsaid" in fields:
        head.change("unsaid", form.unsaid())
