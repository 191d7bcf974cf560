"""What a part says, as lines for a page: the question, and the answer in the reader's words."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from casework.core.calendar_text import show_date
from casework.core.forms import CodesField, PartialDateField, PhoneField, TextField, TickField
from casework.core.i18n import _, calendar, language
from casework.people.filling import filled
from casework.people.part_form import UNSAID, PartForm
from casework.vault.sealed import SealedRow

HER_NAMES = frozenset({"name", "other_names", "birth_family_name", "married_family_name"})


@dataclass(frozen=True)
class Fact:
    """A question and its answer. `typed`: the answer is in somebody's own words. `names`: it is a name of
    hers, which goes when names are hidden."""

    label: Any
    text: str
    typed: bool = False
    names: bool = False


def facts(row: SealedRow, form: type[PartForm], *, without: Collection[str] = ()) -> list[Fact]:
    """The answered questions of a row, in the order of its form. The phone number is never among
    them: it is shown on request alone."""
    told = facts_of(filled(row, form, sent=False))
    return [fact for name, fact in told if name not in without]


def facts_of(form: PartForm) -> Iterator[tuple[str, Fact]]:
    """Name and line of each answered question of a form."""
    for field in form.visible_fields():
        name = field.short_name
        if name.endswith(UNSAID) or isinstance(field, PhoneField) or not form.applies(name):
            continue
        text = said(field)
        if not text and name + UNSAID in form:
            text = said(form[name + UNSAID])
        if text:
            typed = isinstance(field, TextField) and bool(field.data)
            yield name, Fact(field.label.text, text, typed, name in HER_NAMES)


def said(field: Any) -> str:
    """An answer as its reader reads it; "" for none."""
    if isinstance(field, PartialDateField):
        value = field.as_partial(field.data) if field.data else None
        return show_date(value, calendar=calendar(), lang=language())
    if isinstance(field, TickField):
        return _("Yes") if field.data else _("No")
    if isinstance(field, CodesField):
        return ", ".join(field.said())
    if hasattr(field, "options"):
        return ", ".join(str(label) for value, label, chosen in field.options() if chosen and value)
    return str(field.value())
