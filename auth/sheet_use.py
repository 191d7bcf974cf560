"""Opening a ring with the break-glass sheets takes two people: one begins, another gives her sheet.

The second sheet lies here sealed to the one who began, and opens only with her passphrase; the server has
both sheets together in one request alone, the one that opens the ring.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from auth import break_glass, rings, small_rings
from auth.break_glass_models import BreakGlass, BreakGlassUse
from auth.errors import KeyChanged, OneSheetEach, SheetGiven, SheetsDoNotFit, UseBegun
from auth.held import HeldRing
from auth.keys import digest
from auth.models import Ring, User
from auth.ring_opening import remember
from auth.secrets import Secrets
from casework.audit.chain import Actor, note
from casework.audit.models import Act
from casework.core import clock
from crypto import context, envelope, sealedbox

LASTS = timedelta(hours=24)


def running(session: Session, user: User) -> BreakGlassUse | None:
    """What somebody of her organisation has begun, within a day."""
    row = session.get(BreakGlassUse, user.organisation_id)
    return row if row is not None and clock.now() - row.started_at < LASTS else None


def begin(session: Session, user: User) -> None:
    """Ask for the second sheet. All members are told at once. Raises UseBegun while somebody else asks."""
    before = running(session, user)
    if before is not None and before.started_by != user.id:
        raise UseBegun
    session.execute(delete(BreakGlassUse).where(BreakGlassUse.organisation_id == user.organisation_id))
    session.add(
        BreakGlassUse(organisation_id=user.organisation_id, started_by=user.id, started_at=clock.now())
    )
    note(session, Actor(user.organisation_id, user.id), Act.BREAK_GLASS_STARTED, subject_id=user.id)


def give(session: Session, row: BreakGlassUse, user: User, sheet: bytes, seen: str) -> None:
    """Give her sheet to the one who began, whose numbers she has compared. What was given stays: six
    digits alone must not put something else in its place. Raises SheetGiven, OneSheetEach if she is the
    same person, SheetsDoNotFit, or KeyChanged if they were not the numbers on her page."""
    session.refresh(row, with_for_update=True)
    if row.blob is not None:
        raise SheetGiven
    starter = session.get_one(User, row.started_by)
    if starter.id == user.id:
        raise OneSheetEach
    if starter.public_key is None or seen != digest(starter.public_key):
        raise KeyChanged
    pair = session.get_one(BreakGlass, row.organisation_id)
    if break_glass.check_digits(sheet) not in (pair.check_a, pair.check_b):
        raise SheetsDoNotFit
    row.blob = sealedbox.seal_to(starter.public_key, _bound(row), sheet)
    row.given_by = user.id
    note(session, Actor(user.organisation_id, user.id), Act.BREAK_GLASS_GIVEN, subject_id=starter.id)


def finish(
    session: Session,
    secrets: Secrets,
    row: BreakGlassUse,
    user: User,
    seed: bytes,
    sheet: bytes,
    *,
    ring: Ring | None,
    keep: bytes,
) -> list[HeldRing]:
    """Open the ring of everybody, where she has no key to it, with her own sheet and the one that was
    given, and the small rings that nobody has any more; let her in, change the keys and tell every member.
    Raises SheetsDoNotFit or KeyChanged."""
    if row.started_by != user.id or row.blob is None:
        raise SheetsDoNotFit
    try:
        given = sealedbox.open_with(seed, _bound(row), row.blob)
    except envelope.CannotOpen:
        raise SheetsDoNotFit from None
    opened = [break_glass.open_ring(session, secrets, ring, sheet, given)] if ring else []
    opened += _small(session, secrets, user, (sheet, given))
    if not opened:
        raise SheetsDoNotFit
    session.delete(row)
    note(session, Actor(user.organisation_id, user.id), Act.BREAK_GLASS_USED, subject_id=user.id)
    return [_taken(session, secrets, held, user, seed, keep) for held in opened]


def _small(session: Session, secrets: Secrets, user: User, sheets: tuple[bytes, bytes]) -> list[HeldRing]:
    """The small rings without anybody that these sheets open: not one that is sealed to older ones."""
    found = []
    for ring in small_rings.without_members(session, user.organisation_id):
        with suppress(SheetsDoNotFit):
            found.append(break_glass.open_ring(session, secrets, ring, *sheets))
    return found


def _taken(
    session: Session, secrets: Secrets, held: HeldRing, user: User, seed: bytes, keep: bytes
) -> HeldRing:
    if held.organisation_id != user.organisation_id:
        raise KeyChanged
    rings.admit(session, secrets, held, user, by=user.id)
    session.flush()
    fresh = rings.begin_epoch(session, secrets, held, keep=keep)
    remember(user, seed, fresh)
    actor = Actor(user.organisation_id, user.id)
    if fresh.restricted:
        note(session, actor, Act.SMALL_RING_JOINED, folder_id=fresh.id, subject_id=user.id)
    else:
        note(session, actor, Act.EPOCH_BEGUN, subject_id=fresh.id)
    return fresh


def _bound(row: BreakGlassUse) -> bytes:
    return context.context("sheet-use", organisation=row.organisation_id, user=row.started_by)
