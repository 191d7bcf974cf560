"""HPKE's key schedule in base mode (RFC 9180, section 5.1), written a second time to check the library's.

The library seals with fresh randomness only, so a published vector cannot be sealed again. What can be done
is to take the published encapsulation and shared secret, seal here, and let the product open it.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

X_WING = 0x647A
HKDF_SHA256 = 0x0001
AES_256_GCM = 0x0002
_KEY_BYTES = {0x0001: 16, AES_256_GCM: 32, 0x0003: 32}


@dataclass(frozen=True)
class Schedule:
    """What both sides derive from the shared secret."""

    key: bytes
    base_nonce: bytes

    def seal(self, plaintext: bytes, aad: bytes) -> bytes:
        """Seal the first message under AES-GCM."""
        return AESGCM(self.key).encrypt(self.base_nonce, plaintext, aad)


def schedule(kem: int, aead: int, shared_secret: bytes, info: bytes) -> Schedule:
    """Derive the keys of base mode with HKDF-SHA256."""
    suite = b"HPKE" + b"".join(part.to_bytes(2, "big") for part in (kem, HKDF_SHA256, aead))
    context = b"\x00" + _extract(suite, b"", b"psk_id_hash", b"") + _extract(suite, b"", b"info_hash", info)
    secret = _extract(suite, shared_secret, b"secret", b"")
    return Schedule(
        key=_expand(suite, secret, b"key", context, _KEY_BYTES[aead]),
        base_nonce=_expand(suite, secret, b"base_nonce", context, 12),
    )


def _extract(suite: bytes, salt: bytes, label: bytes, ikm: bytes) -> bytes:
    return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite + label + ikm, "sha256")


def _expand(suite: bytes, secret: bytes, label: bytes, context: bytes, length: int) -> bytes:
    info = length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + context
    return HKDFExpand(algorithm=SHA256(), length=length, info=info).derive(secret)
