"""What a reader chose on a page, from the words of its address: nothing but what the page offers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from flask import url_for
from werkzeug.datastructures import MultiDict

from casework.core.calendar import fiscal_year_label
from casework.core.digits import to_devanagari
from casework.reporting.categories import EARLIER, Dimension, categories
from casework.reporting.labels import label
from casework.reporting.lattice import NotAtThisDetail
from casework.reporting.layout import Layout

Option = tuple[str, str]
"""A word of an address, and how it reads."""
Link = tuple[str, str, bool]


class Choices:
    """The choices of one page.

    chosen = Choices("numbers.places", request.args)
    year = chosen.pick("year", ["2081-Y1", "2082-Y1"])
    chosen.check()
    """

    def __init__(self, endpoint: str, args: MultiDict[str, str]) -> None:
        self._endpoint, self._args = endpoint, args
        self._now: dict[str, str] = {}
        self._default: dict[str, str] = {}

    def pick(self, name: str, offered: Collection[str], default: str = "") -> str:
        """What was chosen of something; the default where nothing was. Raises NotAtThisDetail."""
        told = self._args.getlist(name)
        value = (told[0] if told else "") or default
        if len(told) > 1 or (value and value not in offered):
            raise NotAtThisDetail
        self._now[name], self._default[name] = "" if value == default else value, default
        return value

    def check(self) -> None:
        """Raises NotAtThisDetail for a word that the page does not know."""
        if not set(self._args) <= set(self._now):
            raise NotAtThisDetail

    def links(
        self, name: str, options: Iterable[Option], at: str, *, drop: Collection[str] = ()
    ) -> list[Link]:
        """A link for each option, which leaves the rest as it is chosen, but for what hangs on it (`drop`);
        `at` is where on the page it leads."""
        kept = {key: one for key, one in self._now.items() if one and key not in drop}
        return [
            (words, self._address(self._with(kept, name, value), at), self._is(name, value))
            for value, words in options
        ]

    def _address(self, told: Mapping[str, str], at: str) -> str:
        return url_for(self._endpoint, _anchor=at, **told)  # type: ignore[arg-type]

    def _with(self, kept: Mapping[str, str], name: str, value: str) -> dict[str, str]:
        told = {key: one for key, one in kept.items() if key != name}
        return told if value == self._default[name] else {**told, name: value}

    def _is(self, name: str, value: str) -> bool:
        return (self._now[name] or self._default[name]) == value


def options(dimension: Dimension, layout: Layout, lang: str) -> list[Option]:
    """The categories of a dimension; of time only those of the tables' own years."""
    codes = (code for code in categories(dimension, layout) if code != EARLIER)
    return [(code, _year(code, lang) or label(dimension, code, lang)) for code in codes]


def _year(code: str, lang: str) -> str:
    """A fiscal year without the words: they stand beside the links."""
    if not code.endswith("-Y1"):
        return ""
    words = fiscal_year_label(int(code.partition("-")[0]))
    return to_devanagari(words) if lang == "ne" else words


def by_name(words: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The words of an address as `url_for` takes them."""
    found: dict[str, list[str]] = {}
    for name, value in words:
        found.setdefault(name, []).append(value)
    return found
