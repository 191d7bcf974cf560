"""What businesses tell the numbers: each stage with its month, and what was given."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from casework.consent.counting import Fact, tells
from casework.core.calendar import PartialDate, Precision
from casework.enterprise.models import Business, Stood, Support
from casework.enterprise.queries import businesses_of
from casework.facts.parts import Part, month_of


@tells
def earned(session: Session, case_id: UUID) -> list[Fact]:
    """Every stage of each business, and every support."""
    found: list[Fact] = []
    for row in businesses_of(session, case_id):
        found += stages(row)
        found += [given(one) for one in row.given]
    return found


def stages(row: Business) -> list[Fact]:
    """How it stood, change by change: each is a thing of its own, so that paused and running again are
    both told."""
    begun = began(row.begun)
    return [
        _stage(row, number, one if number or begun is None else replace(one, on=begun))
        for number, one in enumerate(row.stood)
    ]


def given(support: Support, *, taken_out: bool = False) -> Fact:
    """What she was given; taken back where it was written down by mistake."""
    month = None if taken_out else month_of(support.on)
    return Fact(Part.ENTERPRISE, support.id, {"support": support.kind, "month": month})


def _stage(row: Business, number: int, stood: Stood) -> Fact:
    source = uuid5(row.id, f"stood {number}") if number else row.id
    return Fact(Part.ENTERPRISE, source, {"stage": stood.stage, "month": month_of(stood.on)})


def began(begun: PartialDate | None) -> date | None:
    """The day to count from, where its month is known."""
    if begun is not None and begun.precision in (Precision.DAY, Precision.MONTH):
        return begun.start
    return None
