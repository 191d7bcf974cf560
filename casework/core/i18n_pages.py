"""What templates may write: dates, digits, numbers, codes and places as the reader reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any, cast

from flask import Flask
from jinja2 import pass_context
from jinja2.runtime import Context

from casework.core import codes, places
from casework.core.calendar_text import show_date, show_period
from casework.core.digits import group_lakh, to_devanagari
from casework.core.money import show_npr
from casework.core.partial_date import PartialDate
from casework.core.periods import Period

Chosen = Callable[[], str]


class ReaderText:
    """Values as text for whoever reads the page."""

    def __init__(self, language: Chosen, calendar: Chosen) -> None:
        self._language = language
        self._calendar = calendar

    def date(
        self, value: date | datetime | PartialDate | None, short: bool = False, plain: bool = False
    ) -> str:
        """A date in the reader's calendar and language."""
        return show_date(value, calendar=self._calendar(), lang=self._language(), short=short, plain=plain)

    def digits(self, value: object) -> str:
        """Any text, with Devanagari digits on a Nepali page; "" for None."""
        text = "" if value is None else str(value)
        return to_devanagari(text) if self._language() == "ne" else text

    def number(self, value: int | None) -> str:
        """A whole number grouped by lakh."""
        return "" if value is None else self.digits(group_lakh(value))

    def npr(self, value: int | None) -> str:
        """An amount in rupees."""
        return "" if value is None else show_npr(value, self._language())

    def period(self, value: Period) -> str:
        """The name of a period."""
        return show_period(value, self._language())

    def code(self, name: str, value: str | Iterable[str] | None) -> str:
        """The label of a code of a list, or of several, joined with commas."""
        if value is None:
            return ""
        chosen = [value] if isinstance(value, str) else list(value)
        labels = codes.codelist(name)
        return ", ".join(labels.label(one, self._language()) for one in chosen)

    def palika(self, code: int | None) -> str:
        """The label of a local level."""
        found = places.palika(code) if code is not None else None
        return found.label(self._language()) if found else ""

    def district(self, code: int | None) -> str:
        """The name of a district."""
        found = places.district(code) if code is not None else None
        return found.label(self._language()) if found else ""


def init_pages(app: Flask, language: Chosen, calendar: Chosen) -> None:
    """Register the filters and globals on the app's templates."""
    text = ReaderText(language, calendar)
    shown = (text.date, text.digits, text.number, text.npr, text.period)
    app.jinja_env.filters.update({one.__name__: _when_shown(one) for one in shown})
    app.jinja_env.globals.update(
        _n=_plural,
        code=text.code,
        palika=text.palika,
        district=text.district,
        language=language,
        calendar=calendar,
    )


def _when_shown(show: Callable[..., str]) -> Callable[..., str]:
    """A filter that takes the context, so that Jinja does not work out a literal once, in the
    language of whoever came first."""

    @pass_context
    def shown(_context: Context, *args: Any, **settings: Any) -> str:
        return show(*args, **settings)

    return shown


@pass_context
def _plural(context: Context, singular: str, plural: str, num: int, **values: object) -> str:
    """`_n` for templates; through Jinja's own ngettext, which keeps autoescaping."""
    text: Any = context.call(context.resolve("ngettext"), singular, plural, num, **values)
    return cast("str", text)
