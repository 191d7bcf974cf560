"""A ring's 32-byte secret for one epoch, and the keys derived from it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import cached_property

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from crypto import sealedbox
from crypto.envelope import KEY_BYTES, CannotOpen

_LABEL_PREFIX = "sahayatri/1/"


def derive(secret: bytes, label: str, length: int) -> bytes:
    """Return ``length`` bytes by HKDF-SHA256 from a random secret and ``sahayatri/1/<label>``."""
    info = (_LABEL_PREFIX + label).encode("utf-8")
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=info).derive(secret)


@dataclass(frozen=True, repr=False)
class Ring:
    """One epoch of a ring. Who has the secret has all of it; it is never printed."""

    secret: bytes

    def __post_init__(self) -> None:
        """Refuse anything but 32 bytes."""
        if len(self.secret) != KEY_BYTES:
            raise ValueError("a ring secret has 32 bytes")

    @cached_property
    def kek(self) -> bytes:
        """32 bytes that seal key sheets, stubs and the secret of the epoch before."""
        return derive(self.secret, "ring/kek", KEY_BYTES)

    @cached_property
    def inbox_seed(self) -> bytes:
        """96 bytes that open what others seal to this ring."""
        return derive(self.secret, "ring/inbox", sealedbox.SEED_BYTES)

    @cached_property
    def inbox(self) -> bytes:
        """The 1,216-byte public key that others seal to."""
        return sealedbox.public_key(self.inbox_seed)

    @cached_property
    def signing_seed(self) -> bytes:
        """32 bytes that sign what this ring sends."""
        return derive(self.secret, "ring/signing", KEY_BYTES)

    @cached_property
    def verify_key(self) -> bytes:
        """The 32-byte public key by which others know this ring's signature."""
        return sealedbox.verify_key(self.signing_seed)

    @cached_property
    def chain_key(self) -> bytes:
        """32 bytes that authenticate epochs and trusted keys to the members themselves."""
        return derive(self.secret, "ring/chain", KEY_BYTES)

    @cached_property
    def register_key(self) -> bytes:
        """32 bytes that seal the cards of the register."""
        return derive(self.secret, "ring/register", KEY_BYTES)


def new_ring() -> Ring:
    """Return a ring with a fresh secret."""
    return Ring(secrets.token_bytes(KEY_BYTES))


def _authenticator(key: bytes, context: bytes, payload: bytes) -> HMAC:
    authenticator = HMAC(key, SHA256())
    authenticator.update(len(context).to_bytes(4, "big") + context + payload)
    return authenticator


def mac(key: bytes, context: bytes, payload: bytes = b"") -> bytes:
    """Return the 32-byte HMAC-SHA256 over the context (with its length) and the payload."""
    return _authenticator(key, context, payload).finalize()


def check_mac(key: bytes, context: bytes, payload: bytes, code: bytes) -> None:
    """Raise ``CannotOpen`` unless ``code`` is the MAC of this, compared in constant time."""
    try:
        _authenticator(key, context, payload).verify(code)
    except InvalidSignature:
        raise CannotOpen from None
