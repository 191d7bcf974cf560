"""What follow-ups tell the numbers: what she does now, and what came of it after three, six and twelve
months."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from casework.consent.counting import Fact, tells
from casework.core.codes import codelist
from casework.facts.parts import Part, month_of
from casework.followup import ways
from casework.followup.models import Activity, FollowUp
from casework.followup.queries import activities_of, follow_ups_of


@tells
def followed(session: Session, case_id: UUID) -> list[Fact]:
    """Every answer, in the order of the days on which she gave them."""
    answers = {row.id: row for row in reversed(activities_of(session, case_id))}
    planned = [(row, answers.get(row.activity)) for row in follow_ups_of(session, case_id) if row.activity]
    return [*map(said, answers.values()), *(asked(row, answer) for row, answer in planned if answer)]


def about(session: Session, row: Activity) -> list[Fact]:
    """Everything that one answer says: a corrected one changes the follow-up that asked for it too."""
    planned = [one for one in follow_ups_of(session, row.folder_id) if one.activity == row.id]
    return [said(row), *(asked(one, row) for one in planned)]


def said(row: Activity) -> Fact:
    """What she does now."""
    return Fact(Part.PLACEMENT, row.id, {"month": month_of(row.asked_on), **_codes(row)})


def asked(row: FollowUp, answer: Activity) -> Fact:
    """What came of a course after some months."""
    codes = {"month": month_of(answer.asked_on), "after": str(row.after), **_codes(answer)}
    return Fact(Part.FOLLOWUP, row.id, {**codes, "result": _result(answer)})


def _codes(row: Activity) -> dict[str, str | None]:
    known = codelist("income_band").has(row.income_band)
    return {"outcome": row.what, "income_band": row.income_band if known else None}


def _result(activity: Activity) -> str:
    if not activity.reached:
        return "not_reached"
    return "met" if activity.channel in (ways.CAME, "visit") else "phone"
