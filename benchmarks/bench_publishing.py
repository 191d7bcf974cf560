"""Publishing with everything around it: opening sealed messages and the sealed snapshot, counting, and
writing every cell; then a table as a reader gets it, against GROUP BY over plain rows of the same women.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from functools import partial
from itertools import count

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from auth.models import Organisation
from benchmarks.crowd import FACTS_A_WOMAN, stocked
from benchmarks.ground import ground
from benchmarks.measure import Result, Work, against, alone
from casework.core import clock
from casework.facts.messages import new_pseudonym, put
from casework.facts.parts import Part
from casework.reporting.actions import publish
from casework.reporting.due import latest
from casework.reporting.models import PublishedCell, Release
from casework.reporting.release import inbox, snapshot
from casework.reporting.release.ring import reporting_ring
from tests.support.people import World, acting, client_as

FACTS, MESSAGES, TURNS = 1_000_000, 2_000, 3
FIRST_MONTH = 1
"""January 2025 and the months after it: one release in each."""
TABLE = "/numbers/export/csv?of=reached&by=province&by=year&by=sex"
PLAIN = "SELECT district / 100, (month - 3) / 12, sex, count(*) FROM woman GROUP BY 1, 2, 3"


def results() -> Iterator[Result]:
    """A release over 1,000,000 facts from its inbox to the table."""
    with clock.at(_month(FIRST_MONTH)), ground(second_step=False) as world:
        _begin(world)
        with acting(world.ojaswi) as session:
            ring = reporting_ring(session)
            opening = partial(inbox.open_inbox, session, ring)
            yield alone(f"open and check {MESSAGES:,} sealed messages", opening, turns=TURNS)
            loading = partial(snapshot.load, session, ring)
            yield alone(f"unseal the snapshot of {FACTS:,} facts", loading, turns=TURNS)
        yield _publishing(world)
        yield from _table(world)


def _month(number: int) -> datetime:
    return datetime(2025 + (number - 1) // 12, (number - 1) % 12 + 1, 28, 6, 0, tzinfo=UTC)


def _begin(world: World) -> None:
    """A first release of nobody, then all these women behind it, and some messages that wait."""
    with acting(world.ojaswi) as session:
        session.execute(update(Organisation).values(founded_on=date(2023, 8, 1)))
        publish(session, world.ojaswi.user)
    with acting(world.ojaswi) as session:
        release = latest(session)
        assert release is not None
        snapshot.save(session, reporting_ring(session), release.id, stocked(FACTS // FACTS_A_WOMAN))
    with acting(world.asha) as session:
        _send(session, world)


def _send(session: Session, world: World) -> None:
    ring, codes = world.asha.ring, {"month": "2081-01", "district": "304", "sex": "female"}
    for number in range(MESSAGES):
        put(
            session,
            ring,
            pseudonym=new_pseudonym(),
            source=world.ids["a"],
            part=Part.OPENING,
            number=number + 1,
            codes=codes,
        )


def _publishing(world: World) -> Result:
    """Releases of the months that follow; the first takes the messages in."""
    months = count(FIRST_MONTH + 1)

    def work() -> None:
        with clock.at(_month(next(months))), acting(world.ojaswi) as session:
            publish(session, world.ojaswi.user)

    return alone(f"publish {FACTS:,} facts, with the database", work, turns=TURNS)


def _table(world: World) -> Iterator[Result]:
    with clock.at(_month(FIRST_MONTH + TURNS + 2)):
        client = client_as(world.maya).client
        with acting(world.ojaswi) as session:
            cells = session.scalar(select(func.count()).select_from(PublishedCell))
            releases = session.scalar(select(func.count()).select_from(Release))
        print(f"  {cells:,} published cells after {releases} releases")
        with closing(_plain()) as plain:
            grouping: Work = lambda: plain.execute(PLAIN).fetchall()  # noqa: E731
            assert client.get(TABLE).status_code == 200
            yield against("a table as a file / GROUP BY over plain rows", lambda: client.get(TABLE), grouping)


def _plain() -> sqlite3.Connection:
    """The same women as rows of a plain table."""
    stock, plain = stocked(FACTS // FACTS_A_WOMAN), sqlite3.connect(":memory:")
    openings = stock.rows["part"] == stock.rows["part"][0]
    columns = [stock.rows[name][openings].tolist() for name in ("district", "month", "sex")]
    plain.execute("CREATE TABLE woman (district INTEGER, month INTEGER, sex INTEGER)")
    plain.executemany("INSERT INTO woman VALUES (?, ?, ?)", zip(*columns, strict=True))
    return plain
