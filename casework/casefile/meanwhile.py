"""Two people, one row: both versions side by side, and a choice for each question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.audit.models import Entry, Seal
from casework.cases.models import Case
from casework.cases.staff import Staff, staff_of
from casework.core.csrf import FIELD_NAME
from casework.core.errors import EditedMeanwhile
from casework.people.answers import said
from casework.people.filling import filled
from casework.people.part_form import UNSAID, PartForm
from casework.vault.sealed import SealedRow

NOT_CARRIED = frozenset({FIELD_NAME, "revision", "choose"})
PICK = "keep-"


@dataclass(frozen=True)
class Difference:
    """One question with both answers, as a page shows them."""

    name: str
    label: str
    theirs: str
    mine: str


def differences(theirs: PartForm, mine: PartForm) -> list[Difference]:
    """The questions that are answered in two ways."""
    found = [
        Difference(name, mine[name].label.text, said(theirs[name]), said(mine[name]))
        for name in mine.all_answers()
        if not name.endswith(UNSAID)
    ]
    return [one for one in found if one.theirs != one.mine]


def carried() -> list[tuple[str, str]]:
    """What she wrote, to be sent again with her choice."""
    return [(k, v) for k, v in request.form.items(multi=True) if k not in NOT_CARRIED and PICK not in k]


def kept_of_theirs() -> frozenset[str]:
    """The questions for which she chose what is saved, when she chose question by question."""
    if request.form.get("choose") != "each":
        return frozenset()
    return frozenset(k.removeprefix(PICK) for k, v in request.form.items() if k[:5] == PICK and v == "theirs")


def last_saved(session: Session, row: SealedRow, staff: Staff) -> tuple[str, datetime | None]:
    """Who saved a row last, by name, and when."""
    query = (
        select(Entry.user_id, Entry.at)
        .join(Seal, Seal.entry_id == Entry.id)
        .where(Seal.row_id == row.id)
        .order_by(Seal.version.desc())
        .limit(1)
    )
    found = session.execute(query).first()
    return (staff.name(found.user_id), found.at) if found else ("", None)


def both(
    session: Session,
    case: Case,
    row: SealedRow,
    mine: PartForm,
    title: object,
    *,
    theirs: PartForm | None = None,
) -> tuple[str, int]:
    """The page with both versions. `theirs` where the form is filled from a part of the row."""
    saved = theirs or filled(row, type(mine), sent=False)
    who, when = last_saved(session, row, staff_of(session, case.organisation_id))
    page = render_template(
        "casefile/both.html",
        title=title,
        back=url_for("casefile.page", case_id=case.id),
        differences=differences(saved, mine),
        carried=carried(),
        revision=row.revision,
        who=who,
        when=when,
    )
    return page, EditedMeanwhile.status
