"""Writing down what she does now, and planning when somebody asks again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from auth.models import User
from casework.cases.models import Case
from casework.cases.writing import hold_open
from casework.consent.counting import count
from casework.core import clock
from casework.core.errors import NotVisible
from casework.followup import ways
from casework.followup.counted import about, asked
from casework.followup.models import AFTER_MONTHS, Activity, FollowUp, follow_up_id, months_after
from casework.followup.tracing import traced
from casework.vault.keyring import keyring


def plan(session: Session, _user: User, case_id: UUID, enrolment_id: UUID, day: date) -> None:
    """Plan the follow-ups of a course that was completed on a day. Planned again with another day,
    those that are still to come move."""
    keyring(session).open_folders(session, [case_id])
    for after in AFTER_MONTHS:
        due = months_after(day, after)
        row = session.get(FollowUp, follow_up_id(enrolment_id, after))
        if row is None:
            row_id = follow_up_id(enrolment_id, after)
            session.add(FollowUp(row_id=row_id, folder_id=case_id, after=after, planned_on=due, due_on=due))
        elif row.done_on is None:
            row.planned_on, row.due_on = due, due


def record(
    session: Session,
    case: Case,
    activity_id: UUID,
    fields: Mapping[str, Any],
    *,
    move: Activity | None = None,
) -> Activity:
    """Write down what she does now. A second submission leads to the first; with `move` an answer
    is corrected. Raises WayNotAllowed, FileClosed, AtRest, NotVisible."""
    keyring(session).open_folders(session, [case.id])
    hold_open(session, case)
    if move is None or fields["channel"] != move.channel:
        ways.check(session, case, fields["channel"])
    row = move or session.get(Activity, activity_id)
    if row is not None and row.folder_id != case.id:
        raise NotVisible
    if row is not None and move is None:
        return row
    with traced(session, case.id, row, activity_id):
        row = _write(session, case, row, activity_id, _told(fields))
    session.flush()
    count(session, case.id, *about(session, row))
    return row


def _write(
    session: Session, case: Case, row: Activity | None, activity_id: UUID, told: Mapping[str, Any]
) -> Activity:
    if row is None:
        row = Activity(row_id=activity_id, folder_id=case.id, entered_at=clock.now(), **told)
        session.add(row)
    else:
        for name, value in told.items():
            setattr(row, name, value)
    return row


def _told(fields: Mapping[str, Any]) -> dict[str, Any]:
    told = {name: fields[name] for name in ("what", "channel", "asked_on")}
    if fields["what"] == "not_reached":
        return {**told, "since": None, "income_band": ""}
    return {**told, "since": fields.get("since"), "income_band": fields.get("income_band") or ""}


def answer(
    session: Session,
    case: Case,
    row: FollowUp,
    fields: Mapping[str, Any],
    *,
    revision: int,
    again_on: date | None = None,
) -> Activity | None:
    """A follow-up is done, or tried. Once it is done, a second submission changes nothing.
    Raises EditedMeanwhile, WayNotAllowed, FileClosed, AtRest."""
    if row.done_on is not None:
        return None
    row.expect_revision(revision)
    activity = record(session, case, uuid5(row.id, f"try {len(row.tries)}"), fields)
    row.answered(activity, again_on)
    count(session, case.id, asked(row, activity))
    return activity
