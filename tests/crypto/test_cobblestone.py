"""Cobblestone-256 against its few lines in older primitives, and those lines against the published vectors.

The construction is young. These lines are the proof that the library does what the specification says, and
the way out if the library ever drops it. The published vectors stem from the days when the construction took
SHA-256 where Cobblestone takes SHA-512; all else is the same, so the lines are tried with both.
Source: https://c2sp.org/chunked-encryption.
"""

from __future__ import annotations

import json
import secrets
import zlib
from base64 import b64decode
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256, SHA512, HashAlgorithm
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from crypto.envelope import CannotOpen, new_key, seal, unseal

CHUNK = 16384
TAG = 16
HEADER = b"\x01\x01"
PUBLISHED = json.loads((Path(__file__).parent / "published" / "cobblestone.json").read_text())["vectors"]


def _derived(key: bytes, salt: bytes, context: bytes, algorithm: HashAlgorithm) -> tuple[AESGCM, int, bytes]:
    info = b"c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\x00" + salt + context
    okm = HKDFExpand(algorithm=algorithm, length=32 + 12 + 32, info=info).derive(key)
    return AESGCM(okm[:32]), int.from_bytes(okm[32:44], "big"), okm[44:]


def _sealed_by_hand(key: bytes, context: bytes, plaintext: bytes) -> bytes:
    salt = secrets.token_bytes(24)
    aead, nonce, commitment = _derived(key, salt, context, SHA512())
    chunks = [plaintext[at : at + CHUNK] for at in range(0, len(plaintext) + 1, CHUNK)]
    sealed = [aead.encrypt((nonce ^ n).to_bytes(12, "big"), chunk, None) for n, chunk in enumerate(chunks)]
    return salt + commitment + b"".join(sealed)


def _opened_by_hand(
    key: bytes,
    context: bytes,
    sealed: bytes,
    algorithm: HashAlgorithm = SHA512(),  # noqa: B008 - has no state
) -> bytes:
    salt, commitment, rest = sealed[:24], sealed[24:56], sealed[56:]
    aead, nonce, expected = _derived(key, salt, context, algorithm)
    if commitment != expected or len(rest) % (CHUNK + TAG) < TAG:
        raise InvalidTag
    chunks = [rest[at : at + CHUNK + TAG] for at in range(0, len(rest), CHUNK + TAG)]
    return b"".join(aead.decrypt((nonce ^ n).to_bytes(12, "big"), c, None) for n, c in enumerate(chunks))


def _ciphertext(vector: dict[str, Any]) -> bytes:
    stored = b64decode(vector["ciphertext"] or "")
    return zlib.decompress(stored) if vector.get("compressed") else stored


@pytest.mark.parametrize("length", [0, 1, 512, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 5])
def test_a_few_lines_of_older_primitives_open_what_we_seal(length: int) -> None:
    key, plaintext = new_key(), secrets.token_bytes(length)
    assert _opened_by_hand(key, b"here", seal(key, b"here", plaintext).removeprefix(HEADER)) == plaintext


@pytest.mark.parametrize("length", [0, 1, 512, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 5])
def test_we_open_what_a_few_lines_of_older_primitives_seal(length: int) -> None:
    key, plaintext = new_key(), secrets.token_bytes(length)
    assert unseal(key, b"here", HEADER + _sealed_by_hand(key, b"here", plaintext)) == plaintext


@pytest.mark.parametrize("vector", PUBLISHED, ids=lambda vector: vector["name"])
def test_the_few_lines_open_and_refuse_the_published_vectors(vector: dict[str, Any]) -> None:
    key, context, sealed = bytes.fromhex(vector["key"]), vector["context"].encode(), _ciphertext(vector)
    if vector["expect"] == "success":
        opened = _opened_by_hand(key, context, sealed, SHA256())
        assert sha256(opened).hexdigest() == vector["payload_sha256"]
    else:
        with pytest.raises((InvalidTag, ValueError)):
            _opened_by_hand(key, context, sealed, SHA256())


def test_a_value_does_not_open_under_a_second_key_made_for_it() -> None:
    """Key commitment: plain AES-GCM lets one ciphertext open under two keys; the commitment does not."""
    key, other = new_key(), new_key()
    sealed = seal(key, b"here", b"value")
    aead, nonce, _ = _derived(other, sealed[2:26], b"here", SHA512())
    forged = sealed[:58] + aead.encrypt(nonce.to_bytes(12, "big"), b"other", None)
    with pytest.raises(CannotOpen):
        unseal(other, b"here", forged)
