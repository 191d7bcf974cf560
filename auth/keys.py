"""A person's own key pair, locked by her passphrase, and the ring keys that she has met."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from uuid import UUID

from auth.errors import KeyChanged, WrongPassphrase
from auth.models import User
from auth.secrets import Secrets
from crypto import context, envelope, fingerprint, password, sealedbox
from crypto.ring import derive

PASSPHRASE = "passphrase"  # noqa: S105  (the name of a lock, not what opens it)
CODE = "code"


def make_lock(
    secrets: Secrets, user_id: UUID, passphrase: str, *, cheap: bool = False
) -> tuple[bytes, bytes, bytes]:
    """A new key pair under a passphrase: (seed, public key, lock)."""
    seed = sealedbox.new_seed()
    return seed, sealedbox.public_key(seed), lock_seed(secrets, user_id, passphrase, seed, cheap)


def lock_seed(
    secrets: Secrets,
    user_id: UUID,
    passphrase: str,
    seed: bytes,
    cheap: bool = False,
    *,
    form: str = PASSPHRASE,
) -> bytes:
    """Lock a seed under a passphrase or a recovery code, and that under the pepper."""
    return password.lock(
        passphrase,
        seed,
        user=user_id,
        form=form,
        pepper=secrets.pepper,
        pepper_version=secrets.pepper_version,
        parameters=password.FLOOR if cheap else password.DEFAULT,
    )


def open_seed(secrets: Secrets, user: User, passphrase: str) -> bytes:
    """Her seed. Raises WrongPassphrase; KeyChanged if her public key was replaced."""
    if user.lock is None:
        raise WrongPassphrase
    try:
        seed = open_locked(secrets, user.id, passphrase, user.lock, user.pepper_version, PASSPHRASE)
    except envelope.CannotOpen:
        raise WrongPassphrase from None
    if sealedbox.public_key(seed) != user.public_key:
        raise KeyChanged
    return seed


def open_locked(secrets: Secrets, user_id: UUID, words: str, lock: bytes, version: int, form: str) -> bytes:
    """What lies under one of a person's locks. Raises CannotOpen."""
    try:
        pepper = secrets.peppers[version]
    except KeyError:
        raise envelope.CannotOpen from None
    return password.unlock(words, lock, user=user_id, form=form, pepper=pepper, pepper_version=version)


def waste_time(secrets: Secrets, *, cheap: bool = False) -> None:
    """Do the work of a passphrase for a name that does not exist, so that the answer takes as
    long."""
    lock_seed(secrets, UUID(int=0), "nobody", bytes(sealedbox.SEED_BYTES), cheap)


def digits(public_key: bytes) -> list[str]:
    """The numbers of a person: five groups that two people compare."""
    return fingerprint.digits(public_key, 5)


def ring_digits(inbox: bytes, verify_key: bytes) -> list[str]:
    """The numbers of a ring: eight groups, over what we seal to and what we know its hand by."""
    return fingerprint.digits(inbox + verify_key, 8)


def digest(*keys: bytes) -> str:
    """What a form says of the keys whose numbers its page showed, so that what is confirmed is
    what was seen."""
    return hashlib.sha256(b"".join(keys)).hexdigest()


@dataclass(frozen=True)
class KnownRing:
    """A ring epoch as she saw it: a later look must agree."""

    ring_id: UUID
    epoch: int
    digest: str

    @classmethod
    def of(cls, ring_id: UUID, epoch: int, inbox: bytes, verify_key: bytes) -> KnownRing:
        """What she remembers of an epoch's public keys."""
        return cls(ring_id, epoch, hashlib.sha256(inbox + verify_key).hexdigest())


def read_known(user: User, seed: bytes) -> list[KnownRing]:
    """The ring epochs that she knows. Raises CannotOpen if the list is not hers."""
    if user.known is None:
        return []
    bound = context.known_rings(user=user.id, version=user.known_version)
    plain = envelope.unpad(envelope.unseal(derive(seed, "user/known", 32), bound, user.known))
    return [KnownRing(UUID(r), e, d) for r, e, d in json.loads(plain)]


def write_known(user: User, seed: bytes, known: list[KnownRing]) -> None:
    """Keep the list under a key that only her seed gives."""
    user.known_version += 1
    body = json.dumps([[k.ring_id.hex, k.epoch, k.digest] for k in known]).encode()
    bound = context.known_rings(user=user.id, version=user.known_version)
    key = derive(seed, "user/known", 32)
    user.known = envelope.seal(key, bound, envelope.pad(body, 256))
