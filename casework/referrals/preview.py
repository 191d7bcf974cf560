"""What the other organisation will read, and what stays closed: made from her rows as their page is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from casework.core.i18n import _, _l
from casework.people.answers import facts_of
from casework.people.filling import stored_answers
from casework.people.parts import PARTS, Part
from casework.vault.compartments import Compartment
from casework.vault.sealed import HeadRow

SHOWN_ON_REQUEST = _l("The number, after “Show number”, under her rules")


@dataclass(frozen=True)
class Line:
    """One answer as they read it, and the field that it comes from."""

    source: str
    label: Any
    text: str
    typed: bool = False


@dataclass(frozen=True)
class Section:
    """One part of her file."""

    title: Any
    lines: tuple[Line, ...]


def opened_sections(heads: Iterable[HeadRow], compartments: Iterable[Compartment]) -> list[Section]:
    """The parts that are opened, answer by answer, in the order of the file."""
    wanted = set(compartments)
    by_name = {head.__sealed_as__: head for head in heads if head.__compartment__ in wanted}
    parts = [part for part in PARTS if part.head in by_name]
    return [Section(part.title, tuple(_lines(part, by_name[part.head]))) for part in parts]


def _lines(part: Part, head: HeadRow) -> Iterable[Line]:
    filled = part.form(formdata=None, data=stored_answers(head, part.form))
    for name, fact in facts_of(filled):
        yield Line(f"{part.head}.{name}", fact.label, fact.text, fact.typed)
    if head.plain().get("phone") and filled.applies("phone"):
        yield Line(f"{part.head}.phone", _("Safe phone"), str(SHOWN_ON_REQUEST))


def closed_titles(compartments: Iterable[Compartment]) -> list[Any]:
    """The parts that stay closed."""
    opened = {compartment.name.lower() for compartment in compartments}
    return [part.title for part in PARTS if part.head not in opened]
