"""Sealed bytes: a two-byte header, then the value under a symmetric key, bound to a context."""

from __future__ import annotations

import secrets

from cryptography.cobblestone import Cobblestone256Decryptor, Cobblestone256Encryptor
from cryptography.exceptions import InvalidTag

FORMAT = 0x01
ALG_COBBLESTONE = 0x01
ALG_HPKE_XWING = 0x12
ALG_PASSWORD = 0x21

KEY_BYTES = 32
LENGTH_BYTES = 4
_HEADER = bytes((FORMAT, ALG_COBBLESTONE))


class CannotOpen(Exception):
    """The one refusal of this box: wrong key, wrong context, changed bytes or unknown header.

    The cases are deliberately the same, so that nobody learns from the answer which one it was.
    """

    def __init__(self) -> None:
        """Take nothing, so that nothing can leak through a message."""
        super().__init__("This cannot be opened.")


def new_key() -> bytes:
    """Return 32 random bytes for a data key, a pepper or a ring secret."""
    return secrets.token_bytes(KEY_BYTES)


def body(sealed: bytes, algorithm: int) -> bytes:
    """Return what follows the header; raise ``CannotOpen`` if it names something else."""
    if sealed[:2] != bytes((FORMAT, algorithm)):
        raise CannotOpen
    return sealed[2:]


def seal(key: bytes, context: bytes, plaintext: bytes) -> bytes:
    """Seal bytes under a 32-byte key: header and Cobblestone-256, 74 bytes longer up to 16 KiB.

    Source: C2SP chunked-encryption. ValueError if the key is not 32 bytes long.
    """
    encryptor = Cobblestone256Encryptor(key, context)
    return _HEADER + encryptor.update(plaintext) + encryptor.finalize()


def unseal(key: bytes, context: bytes, sealed: bytes) -> bytes:
    """Return the plaintext, whole or not at all; raise ``CannotOpen`` otherwise."""
    ciphertext = body(sealed, ALG_COBBLESTONE)
    try:
        decryptor = Cobblestone256Decryptor(key, context)
        return decryptor.update(ciphertext) + decryptor.finalize()
    except (InvalidTag, ValueError):
        raise CannotOpen from None


def pad(plaintext: bytes, multiple: int) -> bytes:
    """Return length (u32, big-endian), data and zeros, together a multiple of ``multiple`` bytes.

    What was told must not show in the size of what is stored.
    """
    used = LENGTH_BYTES + len(plaintext)
    return len(plaintext).to_bytes(LENGTH_BYTES, "big") + plaintext + bytes(-used % multiple)


def unpad(padded: bytes) -> bytes:
    """Undo ``pad``; raise ``CannotOpen`` if the length does not fit or the padding is not zero."""
    end = LENGTH_BYTES + int.from_bytes(padded[:LENGTH_BYTES], "big")
    if len(padded) < end or padded[end:] != bytes(len(padded) - end):
        raise CannotOpen
    return padded[LENGTH_BYTES:end]
