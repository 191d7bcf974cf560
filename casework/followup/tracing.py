"""A trace of what was said of what she does now, where an answer is corrected."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from uuid import UUID

from flask_babel.speaklater import LazyString
from sqlalchemy.orm import Session

from casework.core.calendar_text import show_date
from casework.core.codes import codelist
from casework.core.fields_choice import DOES_NOT_KNOW, DOES_NOT_SAY
from casework.core.i18n import _, _l, calendar, language
from casework.followup.models import Activity
from casework.followup.ways import way_label
from casework.people.tracing import NOW
from casework.people.tracing_rows import traced_in_record

QUESTIONS: dict[str, LazyString] = {
    "what": _l("What does she do now?"),
    "since": _l("Since when?"),
    "income_band": _l("Her income last month"),
    "channel": _l("How did you ask?"),
    "asked_on": _l("Asked on"),
}


def as_told(row: Activity) -> dict[str, str]:
    """An answer, as its page says it."""
    lang, by = language(), calendar()
    return {
        "what": codelist("current_activity").label(row.what, lang),
        "since": show_date(row.since, calendar=by, lang=lang),
        "income_band": _income(row.income_band),
        "channel": way_label(row.channel),
        "asked_on": show_date(row.asked_on, calendar=by, lang=lang),
    }


def _income(band: str) -> str:
    unsaid = {"": "", DOES_NOT_KNOW: _("Does not know"), DOES_NOT_SAY: _("Does not want to say")}
    return unsaid[band] if band in unsaid else codelist("income_band").label(band, language())


def traced(
    session: Session, folder_id: UUID, row: Activity | None, about: UUID
) -> AbstractContextManager[None]:
    """Keep what is replaced in an answer within the block; of a first one there is nothing to keep."""
    return traced_in_record(session, folder_id, NOW, lambda: as_told(row) if row else {}, about=about)


def labels() -> Mapping[str, str]:
    """What each answer is about, in the reader's language."""
    return {name: str(label) for name, label in QUESTIONS.items()}
