"""What a sealed value is bound to: which thing it is, whose, and in which state.

A context is ``sahayatri/1``, a label and the fields sorted by name. The label and every name and
value are written as a type byte, a length (u32, big-endian) and the bytes, so that no two sets of
fields ever give the same context: ``None``, ``0``, ``False``, ``""`` and ``b""`` all differ.

One function for each thing that is sealed, signed or authenticated. Labels and field names are part
of the stored bytes and never change.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any, TypeAlias
from uuid import UUID

Field: TypeAlias = bool | int | str | bytes | UUID | date | datetime | None

PREFIX = b"sahayatri/1"
_UNIX_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def _lengthy(tag: int, value: bytes) -> bytes:
    return bytes((tag,)) + len(value).to_bytes(4, "big") + value


# What stands before a value of a fixed size. Contexts are made for every row of every page, so
# nothing is worked out twice.
_BEFORE_INT = _lengthy(2, bytes(8))[:5]
_BEFORE_UUID = _lengthy(5, bytes(16))[:5]
_BEFORE_MOMENT = _lengthy(7, bytes(8))[:5]


def _integer(value: int) -> bytes:
    return _BEFORE_INT + value.to_bytes(8, "big", signed=True)


def _moment(value: datetime) -> bytes:
    if value.tzinfo is None:
        raise TypeError("a moment without a time zone cannot be bound")
    microseconds = (value - _UNIX_EPOCH) // _MICROSECOND
    return _BEFORE_MOMENT + microseconds.to_bytes(8, "big", signed=True)


# In this order: a bool is also an int, and a datetime is also a date.
_KINDS: tuple[tuple[type, Callable[[Any], bytes]], ...] = (
    (type(None), lambda value: _lengthy(0, b"")),
    (bool, lambda value: _lengthy(1, bytes((value,)))),
    (int, _integer),
    (str, lambda value: _lengthy(3, value.encode("utf-8"))),
    (bytes, lambda value: _lengthy(4, value)),
    (UUID, lambda value: _BEFORE_UUID + value.bytes),
    (datetime, _moment),
    (date, lambda value: _lengthy(6, value.isoformat().encode("ascii"))),
)


class _Encoders(dict[type, Callable[[Any], bytes]]):
    """The encoder for each type met so far; subclasses, such as enumerations, count as their base."""

    def __missing__(self, of: type) -> Callable[[Any], bytes]:
        for kind, encode in _KINDS:
            if issubclass(of, kind):
                self[of] = encode
                return encode
        raise TypeError(f"a {of.__name__} cannot be bound")


_ENCODERS = _Encoders()


@cache
def _layout(label: str, names: tuple[str, ...]) -> tuple[bytes, tuple[tuple[str, bytes], ...]]:
    return PREFIX + _typed(label), tuple((name, _typed(name)) for name in sorted(names))


def _typed(value: object) -> bytes:
    return _ENCODERS[type(value)](value)


def context(label: str, /, **fields: Field) -> bytes:
    """Return the canonical bytes of a label and its fields.

    Moments count in microseconds of UTC and need a time zone. TypeError for any other type,
    OverflowError for an integer beyond 64 bits.
    """
    start, names = _layout(label, tuple(fields))
    return start + b"".join([encoded + _typed(fields[name]) for name, encoded in names])


def row(*, sealed_as: str, row: UUID, folder: UUID, compartment: int, key_number: int, version: int) -> bytes:
    """A sealed row, in one version, under one numbered data key of its compartment."""
    return context(
        "row",
        sealed_as=sealed_as,
        row=row,
        folder=folder,
        compartment=compartment,
        key_number=key_number,
        version=version,
    )


def grant(
    *, grant: UUID, folder: UUID, ring: UUID, epoch: int, consent: UUID | None, ends: date | None
) -> bytes:
    """A key sheet under the kek of the ring that may read."""
    return context("grant", grant=grant, folder=folder, ring=ring, epoch=epoch, consent=consent, ends=ends)


def share_offer(
    *,
    grant: UUID,
    folder: UUID,
    ring: UUID,
    epoch: int,
    consent: UUID | None,
    ends: date | None,
    sender_ring: UUID,
    sender_epoch: int,
) -> bytes:
    """A key sheet while it still lies sealed and signed in the partner's inbox."""
    return context(
        "share-offer",
        grant=grant,
        folder=folder,
        ring=ring,
        epoch=epoch,
        consent=consent,
        ends=ends,
        sender_ring=sender_ring,
        sender_epoch=sender_epoch,
    )


def stub(*, stub: UUID, folder: UUID, ring: UUID, epoch: int) -> bytes:
    """The owner's own record of a share, under the owner's kek."""
    return context("stub", stub=stub, folder=folder, ring=ring, epoch=epoch)


def card(*, ring: UUID, epoch: int, folder: UUID, version: int) -> bytes:
    """A card of a ring's register."""
    return context("card", ring=ring, epoch=epoch, folder=folder, version=version)


def pack(*, ring: UUID, epoch: int, pack: UUID) -> bytes:
    """What a search asks of many cards of a register, packed as one."""
    return context("pack", ring=ring, epoch=epoch, pack=pack)


def attachment(*, attachment: UUID, folder: UUID) -> bytes:
    """A document or picture of a file, under a key of its own that lies in a sealed row."""
    return context("attachment", attachment=attachment, folder=folder)


def message(
    *,
    kind: str,
    message: UUID,
    sender_ring: UUID,
    sender_epoch: int,
    recipient_ring: UUID,
    recipient_epoch: int,
) -> bytes:
    """A signed message from one ring to another: a referral, a fact for statistics."""
    return context(
        "message",
        kind=kind,
        message=message,
        sender_ring=sender_ring,
        sender_epoch=sender_epoch,
        recipient_ring=recipient_ring,
        recipient_epoch=recipient_epoch,
    )


def membership(*, ring: UUID, epoch: int, user: UUID) -> bytes:
    """A ring secret sealed to one member's public key."""
    return context("membership", ring=ring, epoch=epoch, user=user)


def membership_lock(*, ring: UUID, epoch: int, user: UUID, pepper_version: int) -> bytes:
    """The pepper layer around a membership."""
    return context("membership-lock", ring=ring, epoch=epoch, user=user, pepper_version=pepper_version)


def inner_lock(*, user: UUID, form: str, memory_kib: int, passes: int, lanes: int) -> bytes:
    """A person's seed under her passphrase or her recovery code, with the price of a guess."""
    return context("inner-lock", user=user, form=form, memory_kib=memory_kib, passes=passes, lanes=lanes)


def outer_lock(*, user: UUID, form: str, pepper_version: int) -> bytes:
    """The pepper layer around an inner lock."""
    return context("outer-lock", user=user, form=form, pepper_version=pepper_version)


def known_rings(*, user: UUID, version: int) -> bytes:
    """A person's own list of the ring keys that she has met."""
    return context("known-rings", user=user, version=version)


def sign_in(*, user: UUID, session_hash: bytes, created: datetime) -> bytes:
    """The ring secrets of one sign-in, under the key that only its cookie gives."""
    return context("sign-in", user=user, session_hash=session_hash, created=created)


def waiting_sign_in(*, user: UUID, session_hash: bytes, created: datetime) -> bytes:
    """What a sign-in holds that waits for its second step. Another label than a session's."""
    return context("sign-in-waiting", user=user, session_hash=session_hash, created=created)


def factors(*, user: UUID, version: int, pepper_version: int) -> bytes:
    """What a person has for the second step of her sign-in, under the pepper."""
    return context("factors", user=user, version=version, pepper_version=pepper_version)


def draft(*, draft: UUID, user: UUID) -> bytes:
    """What was typed after the session had ended, sealed to the one who typed it."""
    return context("draft", draft=draft, user=user)


def epoch(*, ring: UUID, epoch: int, inbox: bytes, verify: bytes) -> bytes:
    """The public keys of one epoch, as the epoch before signs and authenticates them."""
    return context("epoch", ring=ring, epoch=epoch, inbox=inbox, verify=verify)


def trusted_key(
    *,
    ring: UUID,
    epoch: int,
    kind: str,
    subject: UUID,
    subject_epoch: int | None,
    public_key: bytes,
    verify_key: bytes | None,
) -> bytes:
    """A public key that two people compared, as authenticated under the ring's chain key."""
    return context(
        "trusted-key",
        ring=ring,
        epoch=epoch,
        kind=kind,
        subject=subject,
        subject_epoch=subject_epoch,
        public_key=public_key,
        verify_key=verify_key,
    )


def previous_secret(*, ring: UUID, epoch: int) -> bytes:
    """The secret of the epoch before, under the kek of ``epoch``."""
    return context("previous-secret", ring=ring, epoch=epoch)


def recovery(*, ring: UUID, epoch: int, organisation: UUID) -> bytes:
    """A ring secret sealed to its organisation's break-glass key."""
    return context("recovery", ring=ring, epoch=epoch, organisation=organisation)


def statistics_keys(*, ring: UUID, epoch: int) -> bytes:
    """The keys of the statistics, under the kek of the reporting ring."""
    return context("statistics-keys", ring=ring, epoch=epoch)


def snapshot(*, ring: UUID, epoch: int, release: UUID) -> bytes:
    """The generalised records behind one release, under the kek of the reporting ring."""
    return context("snapshot", ring=ring, epoch=epoch, release=release)
