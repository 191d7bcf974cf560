"""That a table was asked for, as it stands in the audit: which, of which release, by which door.

The audit takes ids alone. This id is made so that it can be read back: a UUID of version 8 (RFC 9562), whose
bits are the release, the measure, the dimensions and the door. Of what was chosen it holds a digest, which
tells one selection from another and names none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from typing import Any, Self, TypeVar
from uuid import UUID

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from casework.audit.chain import Actor
from casework.audit.models import Act
from casework.audit.readings import note_reading
from casework.reporting.asking import Question
from casework.reporting.categories import Dimension
from casework.reporting.due import latest
from casework.reporting.lattice import NODES
from casework.reporting.nodes import Measure, Node

MEASURES = (
    *("reached", "consented", "closed", "way", "taken", "any", "course", "trained"),
    *("now", "after", "business"),
)
"""Their places stand in the audit for ever: a new one goes to the end."""
DIMENSIONS = (
    *("year", "trimester", "quarter", "month", "province", "district", "sex", "age", "organisation"),
    *("destination", "route", "exploitation", "step", "course", "result", "outcome", "income", "standing"),
    "after",
)
"""Likewise, at most 32."""
_RELEASE, _DIMENSION, _MEASURE, _DOOR, _CHOSEN = 112, 80, 68, 64, 62
_FORM = 8 << 76 | 0b10 << _CHOSEN


class Door(IntEnum):
    """By which way a table was asked for."""

    PAGE = 0
    FILE = 1
    API = 2


View = TypeVar("View", bound=Callable[..., Any])


def door(which: Door) -> Callable[[View], View]:
    """Say of a view by which door it hands out tables, so that a refusal is noted there too."""

    def mark(view: View) -> View:
        view.door = which  # type: ignore[attr-defined]
        return view

    return mark


@dataclass(frozen=True)
class Request:
    """A request for a table. Without a measure it was for none that there is; release 0 is before the first.
    `chosen` is 0 for the whole table."""

    measure: Measure | None
    dimensions: tuple[Dimension, ...]
    release: int
    door: Door
    chosen: int = 0

    @property
    def id(self) -> UUID:
        """What stands in the audit."""
        dimensions = sum(1 << DIMENSIONS.index(one) for one in set(self.dimensions))
        measure = MEASURES.index(self.measure) + 1 if self.measure else 0
        parts = self.release << _RELEASE | dimensions << _DIMENSION | measure << _MEASURE
        return UUID(int=parts | self.door << _DOOR | self.chosen | _FORM)

    @classmethod
    def parse(cls, subject: UUID | None) -> Self | None:
        """From what stands in the audit; none for the id of something else."""
        if subject is None:
            return None
        if subject in _earlier():
            one = _earlier()[subject]
            return cls(one.measure, one.dimensions, 0, Door.PAGE)
        bits = subject.int
        door, measure = bits >> _DOOR & 0xF, bits >> _MEASURE & 0xFF
        if subject.version != 8 or door > max(Door) or measure > len(MEASURES):
            return None
        mask = bits >> _DIMENSION & 0xFFFFFFFF
        return cls(
            Measure(MEASURES[measure - 1]) if measure else None,
            tuple(Dimension(one) for at, one in enumerate(DIMENSIONS) if mask >> at & 1),
            bits >> _RELEASE,
            Door(door),
            bits & (1 << _CHOSEN) - 1,
        )


def bits_of(subject: int) -> tuple[int, Door, int] | None:
    """The same for whoever counts many: a number for the table, the door, a digest of what was chosen."""
    subject = _earlier_numbers().get(subject, subject)
    head = _head(subject >> _CHOSEN)
    return (*head, subject & (1 << _CHOSEN) - 1) if head else None


@lru_cache(maxsize=4096)
def _head(bits: int) -> tuple[int, Door] | None:
    found = Request.parse(UUID(int=bits << _CHOSEN))
    return (bits >> _MEASURE - _CHOSEN & (1 << _RELEASE - _MEASURE) - 1, found.door) if found else None


@cache
def _earlier() -> Mapping[UUID, Node]:
    """The ids under which whole tables stood before they told the release."""
    return {one.subject: one for one in NODES}


@cache
def _earlier_numbers() -> Mapping[int, int]:
    return {one.subject.int: Request(one.measure, one.dimensions, 0, Door.PAGE).id.int for one in NODES}


def note_tables(
    session: Session, actor: Actor, nodes: Iterable[Node], release: int, door: Door = Door.PAGE
) -> None:
    """Note that somebody was shown these tables of a release."""
    for one in nodes:
        _note(session, actor, Act.TABLE_READ, Request(one.measure, one.dimensions, release, door))


def note_questions(
    session: Session, actor: Actor, asked: Iterable[Question], release: int, door: Door = Door.PAGE
) -> None:
    """The same of questions, in which something may be chosen."""
    for one in asked:
        chosen = _digest([(d.value, code) for d, codes in one.chosen.items() for code in codes])
        request = Request(one.node.measure, one.node.dimensions, release, door, chosen)
        _note(session, actor, Act.TABLE_READ, request)


def note_refused(session: Session, actor: Actor, args: MultiDict[str, str], door: Door = Door.PAGE) -> None:
    """Note that a table was refused, as far as the words of the address are words of ours."""
    measure = next((Measure(one) for one in args.getlist("of") if one in MEASURES), None)
    named = {*args.getlist("by"), *args} & set(DIMENSIONS)
    chosen = _digest([(name, code) for name in sorted(named) for code in args.getlist(name)])
    release = latest(session)
    dimensions = tuple(Dimension(one) for one in DIMENSIONS if one in named)
    number = release.number if release else 0
    _note(session, actor, Act.TABLE_REFUSED, Request(measure, dimensions, number, door, chosen))


def _digest(chosen: Sequence[tuple[str, str]]) -> int:
    if not chosen:
        return 0
    words = "&".join(f"{name}={code}" for name, code in sorted(chosen)).encode()
    return int.from_bytes(hashlib.blake2b(words, digest_size=8).digest(), "big") >> 2 or 1


def _note(session: Session, actor: Actor, act: Act, request: Request) -> None:
    note_reading(session, actor, act, subject_id=request.id)
