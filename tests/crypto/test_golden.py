"""Bytes that were written once and must open for ever.

The files hold fixed inputs and what came of them when the formats were settled. A change that fails here
would lock people out of what is already stored: add a new format instead, and keep reading the old.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from crypto import context as contexts
from crypto import sealedbox
from crypto.envelope import pad, unpad, unseal
from crypto.fingerprint import digits
from crypto.password import unlock
from crypto.recovery import check_digits, from_lines, parse_code, show, to_lines
from crypto.ring import Ring, check_mac, derive, mac
from crypto.sheet import KeyEntry, decode, encode
from tests.crypto.examples import CONTEXTS


def _golden(name: str) -> dict[str, Any]:
    golden: dict[str, Any] = json.loads((Path(__file__).parent / "golden" / f"{name}.json").read_text())
    return golden


def _bytes(golden: dict[str, Any], *names: str) -> tuple[bytes, ...]:
    return tuple(bytes.fromhex(golden[name]) for name in names)


@pytest.mark.parametrize("name", CONTEXTS)
def test_a_context_has_the_bytes_it_always_had(name: str) -> None:
    assert getattr(contexts, name)(**CONTEXTS[name]).hex() == _golden("contexts")[name]


def test_an_envelope_of_old_opens() -> None:
    key, context, sealed, plaintext = _bytes(_golden("envelope"), "key", "context", "sealed", "plaintext")
    assert unseal(key, context, sealed) == plaintext


def test_padding_of_old_comes_off() -> None:
    plaintext, padded = _bytes(_golden("envelope"), "plaintext", "padded_to_64")
    assert pad(plaintext, 64) == padded
    assert unpad(padded) == plaintext


def test_a_sealed_box_of_old_opens() -> None:
    golden = _golden("sealedbox")
    seed, public, context, sealed, payload = _bytes(golden, "seed", "public", "context", "sealed", "payload")
    assert sealedbox.public_key(seed) == public
    assert sealedbox.open_with(seed, context, sealed) == payload


def test_a_signed_box_of_old_opens() -> None:
    golden = _golden("sealedbox")
    seed, context, payload, verify, signed = _bytes(
        golden, "seed", "context", "payload", "verify_key", "sealed_and_signed"
    )
    assert sealedbox.open_signed(seed, verify, context, signed) == payload


def test_a_signature_is_the_one_of_old() -> None:
    signing, context, payload, signature = _bytes(
        _golden("sealedbox"), "signing_seed", "context", "payload", "signature"
    )
    assert sealedbox.sign(signing, context, payload) == signature


@pytest.mark.parametrize("lock", ["at_the_floor", "by_default"])
def test_a_lock_of_old_opens(lock: str) -> None:
    golden = _golden("password")
    pepper, locked, secret = _bytes(golden, "pepper", lock, "secret")
    opened = unlock(
        golden["passphrase"],
        locked,
        user=UUID(golden["user"]),
        form=golden["form"],
        pepper=pepper,
        pepper_version=golden["pepper_version"],
    )
    assert opened == secret


@pytest.mark.parametrize(
    "name", ["kek", "inbox_seed", "inbox", "signing_seed", "verify_key", "chain_key", "register_key"]
)
def test_a_ring_gives_the_keys_it_always_gave(name: str) -> None:
    golden = _golden("ring")
    assert getattr(Ring(bytes.fromhex(golden["secret"])), name).hex() == golden[name]


def test_a_derived_key_and_a_code_are_those_of_old() -> None:
    golden = _golden("ring")
    secret, derived, code = _bytes(golden, "secret", "derived", "mac")
    assert derive(secret, "sign-in", 32) == derived
    assert mac(secret, b"context", b"payload") == code
    check_mac(secret, b"context", b"payload", code)


def test_a_sheet_of_old_can_be_read() -> None:
    golden = _golden("sheet")
    entries = [KeyEntry(c, n, bytes.fromhex(key)) for c, n, key in golden["entries"]]
    assert encode(entries).hex() == golden["encoded"]
    assert list(decode(bytes.fromhex(golden["encoded"])).entries) == entries


def test_a_printed_sheet_of_old_can_be_typed() -> None:
    golden = _golden("recovery")
    (sheet,) = _bytes(golden, "sheet")
    assert to_lines(sheet) == golden["lines"]
    assert from_lines(golden["lines"]) == sheet
    assert check_digits(sheet) == golden["check_digits"]


def test_a_printed_code_of_old_can_be_typed() -> None:
    golden = _golden("recovery")
    assert parse_code(golden["shown_code"]) == golden["code"]
    assert show(golden["code"]) == golden["shown_code"]


def test_a_fingerprint_of_old_is_still_the_same() -> None:
    golden = _golden("fingerprint")
    assert digits(bytes.fromhex(golden["public_key"]), 8) == golden["digits"]
