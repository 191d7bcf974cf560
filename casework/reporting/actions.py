"""Making a release: one transaction, by the statistics officer."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from auth.held import HeldRing
from auth.models import Organisation, OrganisationKind, User
from casework.audit.chain import note
from casework.audit.models import Act
from casework.core import clock
from casework.core.db import new_id
from casework.reporting.due import Due, due, latest
from casework.reporting.errors import NothingDue
from casework.reporting.layout import Layout
from casework.reporting.making import Made, make
from casework.reporting.merging import merge
from casework.reporting.models import PublishedCell, Release
from casework.reporting.months import month_code
from casework.reporting.previous import cell_key, read_previous
from casework.reporting.queries import count_waiting
from casework.reporting.release import inbox, snapshot
from casework.reporting.release.keys import Keys, keys_of
from casework.reporting.release.ring import reporting_ring
from casework.reporting.stock import Stock
from casework.vault.acting import actor

_CHUNK = 5000
AT_ONCE = 2000
"""How many messages are taken in with one request."""


def publish(session: Session, user: User) -> Release:
    """Take in what arrived, let changes through the gate and publish every cell of the lattice.

    Raises NothingDue, NoReportingRing, or CannotOpen if what is sealed was tampered with.
    """
    ring = reporting_ring(session)
    keys = keys_of(session, ring)
    ahead = due(session)
    if ahead is None:
        raise NothingDue
    stock = snapshot.load(session, ring)
    _take_in(session, ring, stock, keys)
    before = read_previous(session)
    founded = min(session.scalars(select(Organisation.founded_on)))
    layout, made = make(
        stock, before, ahead, key=keys.cell, founded=founded, organisations=_organisations(session)
    )
    release = _release(session, ring, user, ahead, layout)
    _write(session, release, made)
    snapshot.save(session, ring, release.id, stock)
    note(session, actor(session), Act.RELEASED, subject_id=release.id)
    return release


def take_in_part(session: Session) -> int:
    """Take in a part of what arrived, if there is more than one, and publish nothing. Returns how many
    messages still wait; 0 where the rest goes with the release itself, as all does with the first one.

    What is taken in moves no published cell: that is for the gate of the next release.
    """
    ring, last = reporting_ring(session), latest(session)
    keys = keys_of(session, ring)
    if last is None or due(session) is None or count_waiting(session, ring) <= AT_ONCE:
        return 0
    stock = snapshot.load(session, ring)
    before = count_waiting(session, ring)
    _take_in(session, ring, stock, keys, AT_ONCE)
    snapshot.save(session, ring, last.id, stock)
    session.flush()
    left = count_waiting(session, ring)
    # Only what nobody compared is left: that waits, and is no reason to go on.
    return left if left < before else 0


def _organisations(session: Session) -> tuple[str, ...]:
    """Who sends facts, in the order in which they were entered: never read from the facts themselves."""
    query = select(Organisation.id).where(Organisation.kind != OrganisationKind.OFFICE)
    return tuple(one.hex for one in session.scalars(query.order_by(Organisation.founded_on, Organisation.id)))


def _take_in(session: Session, ring: HeldRing, stock: Stock, keys: Keys, limit: int | None = None) -> None:
    """Merge the inbox. What does not open or was signed by nobody we know is noted and dropped."""
    arrived = inbox.open_inbox(session, ring, limit)
    for message_id in arrived.refused:
        note(session, actor(session), Act.REFUSED, subject_id=message_id)
    merge(stock, arrived.puts, arrived.forgotten, keys.record)
    inbox.clear(session, arrived.opened + arrived.refused)


def _release(session: Session, ring: HeldRing, user: User, ahead: Due, layout: Layout) -> Release:
    last = session.scalar(select(func.max(Release.number))) or 0
    release = Release(
        id=new_id(),
        ring_id=ring.id,
        number=last + 1,
        period_end=month_code(ahead.end),
        quarter_end=month_code(ahead.quarter),
        layout=layout.text(),
        made_at=clock.now(),
        made_by=user.id,
    )
    session.add(release)
    session.flush()
    return release


def _write(session: Session, release: Release, made: Made) -> None:
    """Only the latest release has cells: nobody can compare it with the one before."""
    session.execute(delete(PublishedCell).execution_options(synchronize_session=False))
    rows: list[dict[str, Any]] = [
        {"release_id": release.id, "node": one.name, "cell": cell_key(codes), "n": cell.n, "mark": cell.mark}
        for one, cells in made.items()
        for codes, cell in cells.items()
    ]
    for start in range(0, len(rows), _CHUNK):
        session.connection().execute(insert(PublishedCell), rows[start : start + _CHUNK])
