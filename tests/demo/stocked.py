"""What an office has of a demo, and what it publishes of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.models import User
from casework.core.db import begin_write, commit, db
from casework.demo.staff import Staff
from casework.reporting.merging import merge
from casework.reporting.models import PUBLISHED
from casework.reporting.release import inbox
from casework.reporting.release.keys import keys_of
from casework.reporting.release.ring import reporting_ring
from casework.reporting.stock import CODES, CURRENT, Stock
from casework.vault.acting import acting_as

Facts = set[tuple[object, ...]]


@contextmanager
def acting(app: Flask, staff: Staff, login: str) -> Iterator[tuple[Session, User]]:
    """Somebody of the demo with her keys."""
    person = staff.people[login]
    with app.app_context():
        user = db.session.scalars(select(User).where(User.login == login)).one()
        begin_write(db.session)
        with acting_as(db.session, app.extensions["sahayatri_secrets"], user, person.rings):
            yield db.session, user
            commit(db.session)


def heard(session: Session, stock: Stock) -> Stock:
    """A stock with all that lies in the inbox, which stays there."""
    ring = reporting_ring(session)
    arrived = inbox.open_inbox(session, ring)
    merge(stock, arrived.puts, arrived.forgotten, keys_of(session, ring).record)
    return stock


def facts(stock: Stock) -> Facts:
    """All that stands there of women who are counted. In words: their numbers differ with the order."""
    rows, people = stock.rows, stock.people
    words = {name: ["", *stock.words.get(name, [])] for name in (*CODES, "organisation")}
    columns = [[words[name][at] for at in rows[name].tolist()] for name in words]
    plain = [rows[name].tolist() for name in ("part", "month", "district", "source_high", "source_low")]
    named = [people[name][rows["person"]].tolist() for name in ("name_high", "name_low")]
    counts = (rows["flags"] & CURRENT > 0) & (rows["month"] > 0) & (people["gone"][rows["person"]] == 0)
    lines = zip(counts.tolist(), *named, *plain, *columns, strict=True)
    return {line[1:] for line in lines if line[0]}


def published(session: Session) -> list[tuple[object, ...]]:
    """What the office has published."""
    session.flush()
    return sorted(
        (node, cell, n or 0, mark or "") for node, cell, n, mark in session.execute(select(*PUBLISHED))
    )
