"""Taking back a consent and erasing, in a file with 200 rows of what was shared: against one saved note."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID, uuid4

from sqlalchemy import select

from benchmarks.ground import ground
from benchmarks.measure import Result, Work, against
from casework.cases.erasure.actions import ask, erase
from casework.cases.planning import add_note
from casework.cases.queries import find
from casework.consent.actions import withdraw
from casework.core import clock
from casework.followup.actions import record as write_activity
from casework.people.shown import load_sheets
from casework.referrals.models import Referral
from casework.vault.tombstones import Basis
from tests.referrals.files import open_file, refer, take_up
from tests.support.people import World, acting

ROWS, TURNS = 200, 5
GOAL = 10.0
"""Times one save of one note, with everything that a request does."""


def results() -> Iterator[Result]:
    """Each of them ends a file, or a share, that was made for it before."""
    with ground() as world:
        other = _file(world)
        for what, end in (("taking back a share", _take_back), ("erasing", _erase)):
            # One more, for the turn that warms up.
            files = iter([_file(world) for _ in range(TURNS + 1)])
            work = _next(world, files, end)
            yield against(
                f"{what} of a file with {ROWS} rows / a saved note",
                work,
                lambda: _note(world, other),
                goal=GOAL,
                turns=TURNS,
            )


def _file(world: World) -> UUID:
    case_id = open_file(world.asha)
    with acting(world.asha) as session:
        case = find(session, world.asha.user, case_id)
        load_sheets(session, [case])
        for _row in range(ROWS):
            write_activity(
                session, case, uuid4(), {"what": "looking", "channel": "came", "asked_on": clock.today()}
            )
    take_up(world.nani, refer(world.asha, case_id))
    with acting(world.asha) as session:
        case = find(session, world.asha.user, case_id)
        load_sheets(session, [case])
        ask(session, world.asha.user, case, request_id=uuid4(), basis=Basis.HER_WISH)
    return case_id


def _next(world: World, files: Iterator[UUID], end: Callable[[World, UUID], None]) -> Work:
    return lambda: end(world, next(files))


def _take_back(world: World, case_id: UUID) -> None:
    with acting(world.asha) as session:
        load_sheets(session, [find(session, world.asha.user, case_id)])
        consent = session.scalars(select(Referral.consent_id).where(Referral.case_id == case_id)).one()
        withdraw(session, world.asha.user, case_id, consent)


def _erase(world: World, case_id: UUID) -> None:
    with acting(world.sunita) as session:
        erase(session, world.sunita.user, case_id)


def _note(world: World, case_id: UUID) -> None:
    with acting(world.asha) as session:
        case = find(session, world.asha.user, case_id)
        load_sheets(session, [case])
        add_note(session, world.asha.user, case, note_id=uuid4(), words="भेट")
