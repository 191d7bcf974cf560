"""A trace of what was said of her training before. It lies in the record, which is never shared back."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager

from flask_babel.speaklater import LazyString
from sqlalchemy.orm import Session

from casework.core.calendar_text import show_date
from casework.core.codes import codelist
from casework.core.i18n import _l, calendar, language
from casework.people.corrected import Was
from casework.people.models import Record
from casework.people.tracing import TRAINING, asked_today, keep_trace
from casework.people.tracing_rows import traced_in_record
from casework.training.enrolment import CertificateName, Enrolment
from casework.vault.acting import actor
from casework.vault.heads import the_head

NAME = "name"
QUESTIONS: dict[str, LazyString] = {
    NAME: _l("Her name for the certificate"),
    "completed_on": _l("Completed on"),
    "certificate": _l("Number of the certificate"),
    "test": _l("Skill test"),
    "left_on": _l("Left on"),
    "left_reason": _l("Reason, as far as she says"),
}


def as_told(row: Enrolment) -> dict[str, str]:
    """What came of it, as its page says."""
    lang = language()

    def day(one: object) -> str:
        return show_date(one, calendar=calendar(), lang=lang)  # type: ignore[arg-type]

    test = row.test
    result = codelist("skill_test_result")
    reason = codelist("training_dropout_reason")
    level = codelist("nstb_skill_levels")
    tested = (level.label(test.level, lang), day(test.on), result.label(test.result, lang)) if test else ()
    return {
        "completed_on": day(row.completed_on),
        "certificate": row.certificate,
        "test": " · ".join(tested),
        "left_on": day(row.left_on),
        "left_reason": reason.label(row.left_reason, lang) if row.left_reason else "",
    }


def traced_outcome(session: Session, row: Enrolment) -> AbstractContextManager[None]:
    """Keep what is replaced in an enrolment within the block."""
    return traced_in_record(session, row.folder_id, TRAINING, lambda: as_told(row), about=row.id)


def rename(session: Session, known: CertificateName, name: str) -> None:
    """Another name for the certificate. The one before lies beside it and goes with it: what came with a
    share leaves nothing behind."""
    by = actor(session).user_id
    if known.name and known.name != name and by is not None:
        asked = asked_today(the_head(session, Record, known.folder_id), TRAINING, by)
        keep_trace(known, TRAINING, (Was(NAME, known.name),), by=by, about=known.enrolment_id, asked=asked)
    known.name = name


def labels() -> Mapping[str, str]:
    """What each answer is about, in the reader's language."""
    return {name: str(label) for name, label in QUESTIONS.items()}
