"""The reader's language and calendar, and the words `_`, `_l`, `_n`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from babel import Locale
from babel.support import NullTranslations
from flask import Flask, has_request_context, session
from flask_babel import Babel, Domain
from flask_babel.speaklater import LazyString

from casework.core import i18n_pages
from casework.core.catalogue import catalogue

LANGUAGES = ("ne", "en")
CALENDARS = ("bs", "ad")

_forced: ContextVar[str | None] = ContextVar("language", default=None)


def language() -> str:
    """The language, "ne" or "en": what the reader chose; Nepali first, and outside a request."""
    return _forced.get() or _chosen("lang", LANGUAGES)


def calendar() -> str:
    """The calendar, "bs" or "ad": what the reader chose; Bikram Sambat first."""
    return _chosen("calendar", CALENDARS)


def get_locale() -> Locale:
    """The reader's language as Babel knows it, for the `lang` of a page."""
    return Locale(language())


@contextmanager
def use_language(lang: str) -> Iterator[None]:
    """Speak a language, whatever the reader chose: for commands, prints and tests."""
    if lang not in LANGUAGES:
        raise ValueError("Not a language of this system.")
    before = _forced.set(lang)
    try:
        yield
    finally:
        _forced.reset(before)


def _chosen(key: str, allowed: tuple[str, ...]) -> str:
    chosen = session.get(key) if has_request_context() else None
    return chosen if chosen in allowed else allowed[0]


class _Catalogues(Domain):  # type: ignore[misc]  # Flask-Babel has no types
    """Flask-Babel's domain, but by our own choice of language and without built files."""

    def get_translations(self) -> NullTranslations:
        return catalogue(language())


_domain = _Catalogues()


def _(message: str, **values: object) -> str:
    """The sentence in the reader's language; values fill %(named)s places."""
    text: str = _domain.gettext(message, **values)
    return text


def _l(message: str, **values: object) -> LazyString:
    """The sentence, translated only when it is shown: for anything made at import."""
    return LazyString(_, message, **values)


def _n(singular: str, plural: str, num: int, **values: object) -> str:
    """The sentence for a number, which fills %(num)s."""
    text: str = _domain.ngettext(singular, plural, num, **values)
    return text


def init_i18n(app: Flask) -> None:
    """Give the app its languages, and its templates the filters of `i18n_pages`."""
    babel = Babel(app, default_locale=LANGUAGES[0], locale_selector=language)
    # Flask-Babel's own functions (and those of Flask-WTF) then speak from our catalogue.
    babel.domain_instance = _domain
    app.jinja_env.globals.update(get_locale=get_locale)
    i18n_pages.init_pages(app, language, calendar)
