"""A secret under a passphrase or a recovery code, and the pepper around both.

Inside, Argon2id makes each guess slow; outside, the pepper, which is never in the database or its
backups, makes a guess impossible for whoever has only those.
"""

from __future__ import annotations

import secrets
import struct
import unicodedata
from dataclasses import dataclass
from threading import BoundedSemaphore
from uuid import UUID

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from crypto.context import inner_lock, outer_lock
from crypto.envelope import ALG_PASSWORD, FORMAT, KEY_BYTES, CannotOpen, body, seal, unseal

_PARAMETERS = struct.Struct(">IBB")
_SALT_BYTES = 16
_HEADER = bytes((FORMAT, ALG_PASSWORD))
# Each computation takes 64 MiB and a whole core: more at once would only let a crowd at the sign-in
# page stop everyone's work.
_TURNS = BoundedSemaphore(2)


@dataclass(frozen=True)
class KdfParameters:
    """What one guess costs: memory in KiB, passes over it, lanes in parallel."""

    memory_kib: int = 65536
    passes: int = 3
    lanes: int = 1

    def within(self, least: KdfParameters, most: KdfParameters) -> bool:
        """Say whether no part is below ``least`` or above ``most``."""
        return (
            least.memory_kib <= self.memory_kib <= most.memory_kib
            and least.passes <= self.passes <= most.passes
            and least.lanes <= self.lanes <= most.lanes
        )


DEFAULT = KdfParameters()
# The least that OWASP's password storage cheat sheet accepts for Argon2id.
FLOOR = KdfParameters(memory_kib=19456, passes=2, lanes=1)
# A stored lock must not be able to take the machine's memory.
CEILING = KdfParameters(memory_kib=1048576, passes=16, lanes=8)


def _key(passphrase: str, salt: bytes, parameters: KdfParameters) -> bytes:
    """Return the Argon2id key; the same words typed on another keyboard give the same key."""
    words = unicodedata.normalize("NFKC", passphrase).strip()
    if not words:
        raise ValueError("a passphrase cannot be empty")
    slow = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=parameters.passes,
        lanes=parameters.lanes,
        memory_cost=parameters.memory_kib,
    )
    with _TURNS:
        return slow.derive(words.encode("utf-8"))


def _inner_context(user: UUID, form: str, parameters: KdfParameters) -> bytes:
    return inner_lock(
        user=user,
        form=form,
        memory_kib=parameters.memory_kib,
        passes=parameters.passes,
        lanes=parameters.lanes,
    )


def lock(
    passphrase: str,
    secret: bytes,
    *,
    user: UUID,
    form: str,
    pepper: bytes,
    pepper_version: int,
    parameters: KdfParameters = DEFAULT,
) -> bytes:
    """Lock a secret under a passphrase and the pepper.

    ``form`` says which of a person's locks this is. ValueError for an empty passphrase and for
    parameters outside the floor and the ceiling.
    """
    if not parameters.within(FLOOR, CEILING):
        raise ValueError("a guess would be too cheap, or a sign-in too dear")
    salt = secrets.token_bytes(_SALT_BYTES)
    price = _PARAMETERS.pack(parameters.memory_kib, parameters.passes, parameters.lanes)
    key = _key(passphrase, salt, parameters)
    inner = _HEADER + price + salt + seal(key, _inner_context(user, form, parameters), secret)
    return seal(pepper, outer_lock(user=user, form=form, pepper_version=pepper_version), inner)


def unlock(
    passphrase: str, locked: bytes, *, user: UUID, form: str, pepper: bytes, pepper_version: int
) -> bytes:
    """Return the secret; raise ``CannotOpen`` for wrong words, a wrong pepper, a low price."""
    outer = outer_lock(user=user, form=form, pepper_version=pepper_version)
    inner = body(unseal(pepper, outer, locked), ALG_PASSWORD)
    prefix = _PARAMETERS.size + _SALT_BYTES
    if len(inner) < prefix:
        raise CannotOpen
    parameters = KdfParameters(*_PARAMETERS.unpack_from(inner))
    if not parameters.within(FLOOR, CEILING):
        raise CannotOpen
    try:
        key = _key(passphrase, inner[_PARAMETERS.size : prefix], parameters)
    except ValueError:
        raise CannotOpen from None
    return unseal(key, _inner_context(user, form, parameters), inner[prefix:])


def relock(
    locked: bytes,
    *,
    user: UUID,
    form: str,
    old_pepper: bytes,
    old_version: int,
    new_pepper: bytes,
    new_version: int,
) -> bytes:
    """Move a lock to the next pepper, with no passphrase; ``CannotOpen`` if the old is wrong."""
    inner = unseal(old_pepper, outer_lock(user=user, form=form, pepper_version=old_version), locked)
    return seal(new_pepper, outer_lock(user=user, form=form, pepper_version=new_version), inner)
