"""A trace of what was said of her business, and of what she was given for it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from uuid import UUID

from flask_babel.speaklater import LazyString
from sqlalchemy.orm import Session

from casework.core.calendar_text import show_date
from casework.core.codes import codelist
from casework.core.i18n import _l, calendar, language
from casework.core.money import show_npr
from casework.core.places import palika
from casework.enterprise.models import Business, Support
from casework.people.tracing import BUSINESS
from casework.people.tracing_rows import traced_in_record

GIVEN = "given"
QUESTIONS: dict[str, LazyString] = {
    "trade": _l("What kind of business?"),
    "words": _l("In a few words"),
    "palika": _l("Palika of the business"),
    "stage": _l("How does it stand?"),
    "begun": _l("Begun"),
    GIVEN: _l("What was she given?"),
}


def as_told(row: Business) -> dict[str, str]:
    """A business, as its page says it."""
    lang = language()
    place = palika(row.palika) if row.palika is not None else None
    return {
        "trade": codelist("trades").label(row.trade, lang),
        "words": row.words,
        "palika": place.label(lang) if place else "",
        "stage": codelist("business_stage").label(row.stage, lang),
        "begun": show_date(row.begun, calendar=calendar(), lang=lang),
    }


def _given(support: Support | None) -> dict[str, str]:
    if support is None:
        return {}
    kind = codelist("support_given").label(support.kind, language())
    value = show_npr(support.value, language()) if support.value is not None else ""
    day = show_date(support.on, calendar=calendar(), lang=language())
    return {GIVEN: " · ".join(filter(None, (kind, value, day)))}


def traced(
    session: Session, folder_id: UUID, row: Business | None, about: UUID
) -> AbstractContextManager[None]:
    """Keep what is replaced in a business within the block; of a first answer there is nothing to keep."""
    return traced_in_record(session, folder_id, BUSINESS, lambda: as_told(row) if row else {}, about=about)


def traced_given(session: Session, row: Business, support_id: UUID) -> AbstractContextManager[None]:
    """The same of one thing that she was given."""
    return traced_in_record(
        session, row.folder_id, BUSINESS, lambda: _given(row.support(support_id)), about=support_id
    )


def labels() -> Mapping[str, str]:
    """What each answer is about, in the reader's language."""
    return {name: str(label) for name, label in QUESTIONS.items()}
