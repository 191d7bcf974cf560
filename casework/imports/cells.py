"""The cells of one line, read one after the other, with what was wrong in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from casework.core.calendar import PartialDate
from casework.imports.dates import read_date
from casework.imports.problems import Kind, Problem, Wrong
from casework.imports.told import Extra
from casework.imports.values import code_of, codes_of

T = TypeVar("T")


class Cells:
    """A line by field. A cell that cannot be read gives its blank, and a problem is remembered."""

    def __init__(self, texts: Mapping[str, str], calendar: str) -> None:
        self.texts = texts
        self.calendar = calendar
        self.problems: list[Problem] = []

    def text(self, field: str) -> str:
        """The words of a cell, "" if the file has no such column."""
        return self.texts.get(field, "")

    def read(self, field: str, how: Callable[[str], T], blank: T) -> T:
        """What a cell says, or the blank."""
        text = self.text(field)
        if not text:
            return blank
        try:
            return how(text)
        except Wrong as wrong:
            self.note(wrong.kind, field)
            return blank

    def note(self, kind: Kind, field: str = "") -> None:
        """Remember a problem."""
        self.problems.append(Problem(kind, field))

    def code(self, field: str, listed: str) -> str:
        """A code of a list."""
        return self.read(field, lambda text: code_of(text, listed), "")

    def codes(self, field: str, listed: str) -> tuple[str, ...]:
        """Several codes of a list."""
        return self.read(field, lambda text: codes_of(text, listed), ())

    def date(self, field: str, *, future: bool = False) -> PartialDate | None:
        """A date in the file's calendar."""
        blank: PartialDate | None = None
        return self.read(field, lambda text: read_date(text, self.calendar, future=future), blank)

    def extras(self, *wanted: tuple[str, str]) -> tuple[Extra, ...]:
        """Answers without a question here: (field, list), or (field, "") for words."""
        found = (
            Extra(field, codes=self.codes(field, listed), list_name=listed)
            if listed
            else Extra(field, words=self.text(field))
            for field, listed in wanted
        )
        return tuple(one for one in found if one.words or one.codes)
