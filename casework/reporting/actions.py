"""Making a release: one transaction, by the statistics officer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from auth.held import HeldRing
from auth.models import Purpose, User
from casework.audit.chain import note
from casework.audit.models import Act
from casework.core import clock
from casework.core.db import new_id
from casework.reporting.counting import Counter
from casework.reporting.due import Due, due
from casework.reporting.errors import NoReportingRing, NothingDue
from casework.reporting.lattice import NODES, Layer
from casework.reporting.layout import Layout
from casework.reporting.merging import merge
from casework.reporting.models import PublishedCell, Release
from casework.reporting.months import month_code
from casework.reporting.previous import Previous, cell_key, read_previous
from casework.reporting.protecting import protect
from casework.reporting.release import inbox, snapshot
from casework.reporting.release.keys import Keys, keys_of
from casework.reporting.settling import begin, settle
from casework.reporting.stepping import released, step
from casework.reporting.stock import Stock
from casework.vault.acting import actor, own_ring

_CHUNK = 1000


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
    layout = begin(session, before, ahead, stock)
    step(stock, ahead, small=layout.small)
    layout = settle(layout, stock, keys.cell)
    release = _release(session, ring, user, ahead, layout)
    _write(session, release, list(_cells(stock, layout, ahead, before, keys)))
    snapshot.save(session, ring, release.id, stock)
    note(session, actor(session), Act.RELEASED, subject_id=release.id)
    return release


def reporting_ring(session: Session) -> HeldRing:
    """The acting person's ring, if it is the one that counts. Raises NoReportingRing."""
    ring = own_ring(session)
    if ring.purpose is not Purpose.REPORTING:
        raise NoReportingRing
    return ring


def _take_in(session: Session, ring: HeldRing, stock: Stock, keys: Keys) -> None:
    """Merge the inbox. What does not open or was signed by nobody we know is noted and dropped."""
    arrived = inbox.open_inbox(session, ring)
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


def _cells(
    stock: Stock, layout: Layout, ahead: Due, before: Previous, keys: Keys
) -> Iterator[dict[str, Any]]:
    for layer in Layer:
        counter = Counter(stock, released(stock, layer), layout, keys.cell)
        values = {one: counter.values(one) for one in NODES if one.layer is layer}
        moves = layer is Layer.PLAIN or ahead.moves_sensitive
        for one in values:
            for codes, shown in before.settle(one, protect(one, values, layout), moves=moves).items():
                yield {"node": one.name, "cell": cell_key(codes), "n": shown.n, "mark": shown.mark}


def _write(session: Session, release: Release, cells: list[dict[str, Any]]) -> None:
    """Only the latest release has cells: nobody can compare it with the one before."""
    session.execute(delete(PublishedCell))
    for start in range(0, len(cells), _CHUNK):
        rows = [{"release_id": release.id, **cell} for cell in cells[start : start + _CHUNK]]
        session.execute(insert(PublishedCell), rows)
