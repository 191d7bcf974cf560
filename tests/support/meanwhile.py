"""Two at once: what one does is not committed yet when the other begins, on another connection.

On SQLite, where all who write queue, the other one waits from its first step on; on PostgreSQL it goes as far
as a lock that it needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from time import monotonic, sleep

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from casework.core.db import db, make_engine
from tests.support.people import Someone, acting

LONGEST = {"sqlite": 0.2, "postgresql": 5.0}
"""Seconds in which the other one has begun to wait, or is done."""


@contextmanager
def held_back(someone: Someone, meanwhile: Callable[[], object]) -> Iterator[Session]:
    """Act with somebody's keys; before it is committed, `meanwhile` begins on another connection."""
    failed = list[Exception]()

    def run() -> None:
        try:
            meanwhile()
        except Exception as error:  # noqa: BLE001  (whatever it is, the test shall see it)
            failed.append(error)

    other = Thread(target=run)
    with acting(someone) as session:
        yield session
        session.flush()
        other.start()
        until_it_waits(other)
    other.join(20)
    assert not failed, failed[0]


def until_it_waits(other: Thread) -> None:
    """Go on when the other one waits for somebody, or is done."""
    end = monotonic() + LONGEST[db.engine.dialect.name]
    engine = make_engine(db.engine.url.render_as_string(hide_password=False))
    with engine.connect() as looking:
        while other.is_alive() and monotonic() < end and not _somebody_waits(looking):
            looking.rollback()
            sleep(0.02)
    engine.dispose()


def _somebody_waits(looking: Connection) -> bool:
    if looking.dialect.name == "sqlite":
        return False
    waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    return bool(looking.scalar(waiting))
