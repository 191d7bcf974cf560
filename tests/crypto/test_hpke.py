"""The seal to a public key against RFC 9180 and the published X-Wing vectors."""

from __future__ import annotations

import json
from hashlib import shake_256
from pathlib import Path
from typing import Any

import pytest

from crypto import sealedbox
from tests.crypto.hpke import AES_256_GCM, X_WING, schedule

_FOLDER = Path(__file__).parent / "published"
HPKE = json.loads((_FOLDER / "hpke.json").read_text())["vectors"]
DRAFT = json.loads((_FOLDER / "xwing.json").read_text())
HEADER = b"\x01\x12"
KEY_PAIRS = [
    (DRAFT["sk"], "".join(DRAFT["pk"]), "".join(DRAFT["ct"]), DRAFT["ss"]),
    *((v["skRm"], v["pkRm"], v["enc"], v["shared_secret"]) for v in HPKE if v["kem_id"] == X_WING),
]


def _name(vector: dict[str, Any]) -> str:
    return f"{vector['kem_id']:x}-{vector['aead_id']}"


def _seed(secret_key: str) -> bytes:
    """Expand X-Wing's 32-byte secret key to the three seeds that we keep: d, z and X25519."""
    return shake_256(bytes.fromhex(secret_key)).digest(sealedbox.SEED_BYTES)


@pytest.mark.parametrize("vector", HPKE, ids=_name)
def test_the_key_schedule_is_that_of_rfc_9180(vector: dict[str, Any]) -> None:
    derived = schedule(
        vector["kem_id"],
        vector["aead_id"],
        bytes.fromhex(vector["shared_secret"]),
        bytes.fromhex(vector["info"]),
    )
    assert (derived.key.hex(), derived.base_nonce.hex()) == (vector["key"], vector["base_nonce"])


@pytest.mark.parametrize("vector", [v for v in HPKE if v["aead_id"] != 3], ids=_name)
def test_the_first_message_is_that_of_rfc_9180(vector: dict[str, Any]) -> None:
    secret, info = bytes.fromhex(vector["shared_secret"]), bytes.fromhex(vector["info"])
    derived = schedule(vector["kem_id"], vector["aead_id"], secret, info)
    first = vector["encryption"]
    assert derived.seal(bytes.fromhex(first["pt"]), bytes.fromhex(first["aad"])).hex() == first["ct"]


@pytest.mark.parametrize(("secret_key", "public"), [pair[:2] for pair in KEY_PAIRS], ids=["draft", "hpke-pq"])
def test_a_public_key_is_the_published_one(secret_key: str, public: str) -> None:
    assert sealedbox.public_key(_seed(secret_key)).hex() == public


@pytest.mark.parametrize("pair", KEY_PAIRS, ids=["draft", "hpke-pq"])
def test_we_open_what_is_sealed_under_a_published_shared_secret(pair: tuple[str, str, str, str]) -> None:
    secret_key, _, encapsulation, shared_secret = pair
    by_hand = schedule(X_WING, AES_256_GCM, bytes.fromhex(shared_secret), b"here").seal(b"payload", b"")
    sealed = HEADER + bytes.fromhex(encapsulation) + by_hand
    assert sealedbox.open_with(_seed(secret_key), b"here", sealed) == b"payload"
