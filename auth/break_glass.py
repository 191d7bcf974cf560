"""The break-glass key: two sheets of paper, kept by two people, that together open a ring again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from auth.break_glass_models import BreakGlass, BreakGlassNext, RingRecovery, SheetPair
from auth.errors import KeyChanged, LineWrong, SheetsDoNotFit, SheetsNotVerified
from auth.held import HeldRing
from auth.models import KeyKind, Organisation, Ring
from auth.ring_opening import hold
from auth.secrets import Secrets
from auth.trust import forget_key, pin, trusted
from casework.core import clock
from casework.core.digits import only_digits
from crypto import context, envelope, recovery, sealedbox
from crypto.ring import Ring as RingKeys

CHECKED_EVERY = timedelta(days=365)


@dataclass(frozen=True, repr=False)
class Sheets:
    """What is printed once and then exists on paper only."""

    first: bytes
    second: bytes


def make(
    session: Session, organisation: Organisation, *, by: UUID | None = None, replace: bool = False
) -> Sheets:
    """Make an organisation's break-glass key. Its seed leaves this function as two sheets only; an
    earlier key gives way if it was never verified, or if nothing was sealed to it yet (`replace`).
    Raises KeyChanged."""
    row = session.get(BreakGlass, organisation.id) or BreakGlass(organisation_id=organisation.id)
    if row.verified_at is not None and not replace:
        raise KeyChanged
    return _fill(session, row, by)


def make_next(session: Session, held: HeldRing, *, by: UUID) -> Sheets:
    """Make a new pair beside the one that stands. Its key is kept under our chain, so that two people
    confirm the very pair that was made; nothing is sealed to it before."""
    found = session.get(BreakGlassNext, held.organisation_id)
    row = found or BreakGlassNext(organisation_id=held.organisation_id)
    sheets = _fill(session, row, by)
    pin(session, held, KeyKind.BREAK_GLASS_NEXT, held.organisation_id, row.public_key, by=by)
    return sheets


def _fill(session: Session, row: SheetPair, by: UUID | None) -> Sheets:
    first, second = b"", b""
    # The digits tell the sheets apart, so they must differ.
    while recovery.check_digits(first) == recovery.check_digits(second):
        seed = sealedbox.new_seed()
        first, second = recovery.split(seed)
    row.public_key, row.made_at, row.made_by = sealedbox.public_key(seed), clock.now(), by
    row.check_a, row.check_b = recovery.check_digits(first), recovery.check_digits(second)
    row.verified_at = None
    row.begin_round()
    session.add(row)
    return Sheets(first, second)


def put_in_place(
    session: Session, secrets: Secrets, held: HeldRing, row: BreakGlassNext, *, by: UUID
) -> None:
    """Two people have confirmed the new pair: seal the ring to it; the old sheets open nothing more.
    Raises KeyChanged if it is not the pair that was made."""
    made = trusted(session, held, KeyKind.BREAK_GLASS_NEXT, row.organisation_id)
    if made.public_key != row.public_key:
        raise KeyChanged
    current = session.get_one(BreakGlass, row.organisation_id)
    for column in row.__table__.columns:
        setattr(current, column.name, getattr(row, column.name))
    session.delete(row)
    forget_key(session, held.id, KeyKind.BREAK_GLASS_NEXT, row.organisation_id)
    pin_pair(session, held, by=by)
    session.flush()
    session.execute(delete(RingRecovery).where(RingRecovery.ring_id == held.id))
    seal_ring(session, secrets, held)


def hold_sheets(session: Session, organisation_id: UUID) -> None:
    """Lock an organisation's sheets until the transaction ends: of two people who confirm theirs in the
    same moment, each would else find the other's unconfirmed."""
    session.get(BreakGlass, organisation_id, with_for_update=True, populate_existing=True)


def verify(row: SheetPair, digits_a: str, digits_b: str, *, by: UUID | None = None) -> None:
    """Take the check digits typed back from both sheets, in either script: proof that the paper is
    readable. Raises SheetsDoNotFit."""
    if (plain(digits_a), plain(digits_b)) != (row.check_a, row.check_b):
        raise SheetsDoNotFit
    row.seen_a_by = row.seen_b_by = by
    row.verified_at = clock.now()


def plain(typed: str) -> str:
    """Check digits however they were typed."""
    return only_digits(typed)


def verified(session: Session, organisation_id: UUID) -> bool:
    """Whether both sheets were shown to exist on paper. Until then no file is opened."""
    row = session.get(BreakGlass, organisation_id)
    return row is not None and row.verified_at is not None


def require_verified(session: Session, organisation_id: UUID) -> None:
    """Raise SheetsNotVerified until both sheets were shown to exist on paper."""
    if not verified(session, organisation_id):
        raise SheetsNotVerified


def check_is_due(row: SheetPair) -> bool:
    """Whether it is a year since somebody last looked at the sheets."""
    return row.verified_at is None or clock.now() - row.verified_at > CHECKED_EVERY


def read_sheet(typed: str) -> bytes:
    """A sheet as it was typed, line by line. Raises LineWrong, which names the line."""
    try:
        return recovery.from_lines(typed.splitlines())
    except recovery.SheetLineError as error:
        raise LineWrong(error.line_number) from None


def lines(sheet: bytes) -> list[str]:
    """A sheet as it is printed."""
    return recovery.to_lines(sheet)


def check_digits(sheet: bytes) -> str:
    """The six digits at the foot of a sheet."""
    return recovery.check_digits(sheet)


def pin_pair(session: Session, held: HeldRing, *, by: UUID) -> None:
    """Keep the break-glass key under our chain, in the request of somebody who has it before her: its
    maker, or whoever founds the ring. Never later, when a row could have been replaced."""
    row = session.get(BreakGlass, held.organisation_id)
    if row is not None:
        pin(session, held, KeyKind.BREAK_GLASS, row.organisation_id, row.public_key, by=by)


def seal_ring(session: Session, secrets: Secrets, held: HeldRing) -> None:
    """Seal a ring's current secret to its organisation's break-glass key, if it has one. Raises
    KeyChanged if it is not the one that we kept."""
    row = session.get(BreakGlass, held.organisation_id)
    if row is None:
        return
    key = trusted(session, held, KeyKind.BREAK_GLASS, row.organisation_id).public_key
    if key != row.public_key:
        raise KeyChanged
    version = secrets.pepper_version
    bound = context.recovery(ring=held.id, epoch=held.epoch, organisation=held.organisation_id)
    inner = sealedbox.seal_to(key, bound, held.now.secret)
    session.merge(
        RingRecovery(
            ring_id=held.id,
            epoch=held.epoch,
            blob=envelope.seal(secrets.pepper, _lock(held.id, held.epoch, version), inner),
            pepper_version=version,
        )
    )


def open_ring(session: Session, secrets: Secrets, ring: Ring, first: bytes, second: bytes) -> HeldRing:
    """Open a ring with both sheets. Raises SheetsDoNotFit."""
    row = session.get(BreakGlass, ring.organisation_id)
    stored = session.get(RingRecovery, (ring.id, ring.epoch))
    try:
        seed = recovery.join(first, second)
        fits = row is not None and sealedbox.public_key(seed) == row.public_key
    except ValueError:
        raise SheetsDoNotFit from None
    if stored is None or not fits:
        raise SheetsDoNotFit
    version = stored.pepper_version
    bound = context.recovery(ring=ring.id, epoch=ring.epoch, organisation=ring.organisation_id)
    try:
        inner = envelope.unseal(secrets.peppers[version], _lock(ring.id, ring.epoch, version), stored.blob)
        keys = RingKeys(sealedbox.open_with(seed, bound, inner))
    except (envelope.CannotOpen, KeyError):
        raise SheetsDoNotFit from None
    return hold(session, ring, ring.epoch, keys)


def _lock(ring_id: UUID, epoch: int, version: int) -> bytes:
    return context.context("recovery-lock", ring=ring_id, epoch=epoch, pepper_version=version)
