"""The break-glass key: two sheets of paper, kept by two people, that together open a ring again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from auth.errors import KeyChanged, LineWrong, SheetsDoNotFit, SheetsNotVerified
from auth.held import HeldRing
from auth.models import BreakGlass, KeyKind, Organisation, Ring, RingRecovery
from auth.ring_opening import hold
from auth.secrets import Secrets
from auth.trust import pin, trusted
from casework.core import clock
from casework.core.digits import to_ascii
from crypto import context, envelope, recovery, sealedbox
from crypto.ring import Ring as RingKeys

CHECKED_EVERY = timedelta(days=365)


@dataclass(frozen=True, repr=False)
class Sheets:
    """What is printed once and then exists on paper only."""

    first: bytes
    second: bytes


def make(session: Session, organisation: Organisation, *, replace: bool = False) -> Sheets:
    """Make an organisation's break-glass key. Its seed leaves this function as two sheets only; an
    earlier key gives way if it was never verified, or if a steward who holds the ring replaces it
    and then seals the ring to the new one. Raises KeyChanged."""
    row = session.get(BreakGlass, organisation.id) or BreakGlass(organisation_id=organisation.id)
    if row.verified_at is not None and not replace:
        raise KeyChanged
    seed = sealedbox.new_seed()
    first, second = recovery.split(seed)
    row.public_key, row.made_at = sealedbox.public_key(seed), clock.now()
    row.check_a, row.check_b = recovery.check_digits(first), recovery.check_digits(second)
    row.verified_at = None
    session.add(row)
    return Sheets(first, second)


def verify(row: BreakGlass, digits_a: str, digits_b: str) -> None:
    """Take the check digits typed back from both sheets, in either script: proof that the paper is
    readable. Raises SheetsDoNotFit."""
    if (_plain(digits_a), _plain(digits_b)) != (row.check_a, row.check_b):
        raise SheetsDoNotFit
    row.verified_at = clock.now()


def _plain(typed: str) -> str:
    return "".join(sign for sign in to_ascii(typed) if sign.isdigit())


def verified(session: Session, organisation_id: UUID) -> bool:
    """Whether both sheets were shown to exist on paper. Until then no file is opened."""
    row = session.get(BreakGlass, organisation_id)
    return row is not None and row.verified_at is not None


def require_verified(session: Session, organisation_id: UUID) -> None:
    """Raise SheetsNotVerified until both sheets were shown to exist on paper."""
    if not verified(session, organisation_id):
        raise SheetsNotVerified


def check_is_due(row: BreakGlass) -> bool:
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


def seal_ring(session: Session, secrets: Secrets, held: HeldRing, *, by: UUID) -> None:
    """Seal a ring's current secret to its organisation's break-glass key, if it has one."""
    row = session.get(BreakGlass, held.organisation_id)
    if row is None:
        return
    key = _compared_key(session, held, row, by)
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


def _compared_key(session: Session, held: HeldRing, row: BreakGlass, by: UUID) -> bytes:
    """The key as pinned under our chain; the first time, as it stands before the founder, whose
    two sheets prove it when their check digits are typed back."""
    if row.verified_at is None or held.epoch == 1:
        pin(session, held, KeyKind.BREAK_GLASS, row.organisation_id, row.public_key, by=by)
        return row.public_key
    pinned = trusted(session, held, KeyKind.BREAK_GLASS, row.organisation_id)
    if pinned.public_key != row.public_key:
        raise KeyChanged
    return pinned.public_key


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
