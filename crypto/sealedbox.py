"""Seal to a public key, and sign inside the seal.

The seal is HPKE (RFC 9180) in base mode with X-Wing, so that both X25519 and ML-KEM-768 must fall
before it opens. HPKE says nothing about who sealed: whoever sends signs inside.
"""

from __future__ import annotations

import secrets

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from crypto.envelope import ALG_HPKE_XWING, FORMAT, CannotOpen, body

SEED_BYTES = 96
PUBLIC_BYTES = 1216
SIGNATURE_BYTES = 64
_MLKEM_SEED_BYTES = 64
_MLKEM_PUBLIC_BYTES = 1184
_HEADER = bytes((FORMAT, ALG_HPKE_XWING))
_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def new_seed() -> bytes:
    """Return 96 random bytes: 64 for ML-KEM-768, then 32 for X25519."""
    return secrets.token_bytes(SEED_BYTES)


def _halves(seed: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    return (
        MLKEM768PrivateKey.from_seed_bytes(seed[:_MLKEM_SEED_BYTES]),
        X25519PrivateKey.from_private_bytes(seed[_MLKEM_SEED_BYTES:]),
    )


def public_key(seed: bytes) -> bytes:
    """Return the 1,216 bytes to give away: ML-KEM 1,184, then X25519 32.

    ValueError if the seed is not 96 bytes long.
    """
    mlkem, x25519 = _halves(seed)
    return mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()


def seal_to(public: bytes, context: bytes, payload: bytes) -> bytes:
    """Seal to a public key: header, encapsulation and ciphertext, 1,138 bytes longer.

    HPKE's single shot has no associated data here, so the context goes into ``info``.
    ValueError if the public key is none.
    """
    recipient = MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(public[:_MLKEM_PUBLIC_BYTES]),
        X25519PublicKey.from_public_bytes(public[_MLKEM_PUBLIC_BYTES:]),
    )
    return _HEADER + _SUITE.encrypt(payload, recipient, info=context)


def open_with(seed: bytes, context: bytes, sealed: bytes) -> bytes:
    """Return the payload, or raise ``CannotOpen``. It says nothing about who sealed it."""
    ciphertext = body(sealed, ALG_HPKE_XWING)
    try:
        recipient = MLKEM768X25519PrivateKey(*_halves(seed))
        return _SUITE.decrypt(ciphertext, recipient, info=context)
    except (InvalidTag, ValueError):
        raise CannotOpen from None


def verify_key(signing_seed: bytes) -> bytes:
    """Return the 32-byte Ed25519 public key that belongs to a 32-byte signing seed."""
    return Ed25519PrivateKey.from_private_bytes(signing_seed).public_key().public_bytes_raw()


def _signed_bytes(context: bytes, payload: bytes) -> bytes:
    return len(context).to_bytes(4, "big") + context + payload


def sign(signing_seed: bytes, context: bytes, payload: bytes) -> bytes:
    """Return the 64-byte Ed25519 signature over the context (with its length) and the payload."""
    signer = Ed25519PrivateKey.from_private_bytes(signing_seed)
    return signer.sign(_signed_bytes(context, payload))


def check(verify_key: bytes, context: bytes, payload: bytes, signature: bytes) -> None:
    """Raise ``CannotOpen`` unless the owner of ``verify_key`` signed this, here."""
    try:
        signer = Ed25519PublicKey.from_public_bytes(verify_key)
        signer.verify(signature, _signed_bytes(context, payload))
    except (InvalidSignature, ValueError):
        raise CannotOpen from None


def seal_signed(signing_seed: bytes, recipient: bytes, context: bytes, payload: bytes) -> bytes:
    """Sign, then seal payload and signature together to the recipient's public key.

    The context must name the recipient: otherwise a recipient could pass on what was signed.
    """
    return seal_to(recipient, context, payload + sign(signing_seed, context, payload))


def open_signed(seed: bytes, sender_verify_key: bytes, context: bytes, sealed: bytes) -> bytes:
    """Open and check who sealed it; raise ``CannotOpen`` for a forged or a foreign signature."""
    signed = open_with(seed, context, sealed)
    payload, signature = signed[:-SIGNATURE_BYTES], signed[-SIGNATURE_BYTES:]
    check(sender_verify_key, context, payload, signature)
    return payload
