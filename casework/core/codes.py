"""Code lists with their labels in both languages, from `data/`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from casework.core import datafiles

_FILES = ("codelists.json", "codelists_ours.json")


@dataclass(frozen=True)
class Code:
    """One code: stored as `code`, shown as `en` or `ne`.

    `local` marks our own addition to a published list, `isco` an ISCO-08 occupation,
    `standard` the label in the published list where our words on screens are kinder.
    """

    code: str
    en: str
    ne: str
    local: bool = False
    isco: str = ""
    standard: str = ""

    def label(self, lang: str) -> str:
        """What a reader of "ne" or "en" sees."""
        return self.ne if lang == "ne" else self.en

    @property
    def spellings(self) -> tuple[str, ...]:
        """All ways in which a file may write it."""
        ways = (self.code, self.en, self.ne, self.standard)
        return tuple(way for way in ways if way)


@dataclass(frozen=True)
class CodeList:
    """The codes of one list in their published order, and where they come from."""

    name: str
    codes: Mapping[str, Code] = field(repr=False)
    source: str = ""
    licence: str = ""
    verified: bool = False

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes.values())

    def __len__(self) -> int:
        return len(self.codes)

    def has(self, code: str) -> bool:
        """Whether it is a code of this list."""
        return code in self.codes

    def label(self, code: str, lang: str) -> str:
        """The label of a code. Raises KeyError, with the list's name, for a foreign one."""
        if code not in self.codes:
            raise KeyError(f"{self.name} has no such code")
        return self.codes[code].label(lang)

    def choices(self, lang: str) -> list[tuple[str, str]]:
        """(code, label) of every code, for a form."""
        return [(one.code, one.label(lang)) for one in self]

    def match(self, text: str) -> Code | None:
        """The code that a file means by its code or a label, whatever the case and spaces."""
        wanted = _bare(text)
        return next((one for one in self if wanted in map(_bare, one.spellings)), None)


@cache
def codelist(name: str) -> CodeList:
    """The list of that name. Raises KeyError, with the name, when there is none."""
    lists = _lists()
    if name not in lists:
        raise KeyError(f"no code list {name}")
    found = lists[name]
    return CodeList(
        name=name,
        codes={item["code"]: Code(**item) for item in found["items"]},
        source=found["source"],
        licence=found["licence"],
        verified=found["verified"],
    )


def names() -> list[str]:
    """The names of all lists."""
    return list(_lists())


@cache
def _lists() -> dict[str, dict[str, Any]]:
    return {name: one for file in _FILES for name, one in datafiles.document(file).items()}


def _bare(text: str) -> str:
    return "".join(text.split()).casefold()
