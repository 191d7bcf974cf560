"""Sealed to one reader, signed by one sender, and useless to everybody else."""

from __future__ import annotations

import pytest

from crypto import sealedbox
from crypto.envelope import CannotOpen, new_key

ASHA = sealedbox.new_seed()
ASHA_PUBLIC = sealedbox.public_key(ASHA)
BINA = sealedbox.new_seed()
BINA_PUBLIC = sealedbox.public_key(BINA)
RING_SIGNS = new_key()
RING_VERIFIES = sealedbox.verify_key(RING_SIGNS)


def test_only_the_one_it_is_sealed_to_opens_it() -> None:
    sealed = sealedbox.seal_to(ASHA_PUBLIC, b"here", b"payload")
    assert sealedbox.open_with(ASHA, b"here", sealed) == b"payload"
    with pytest.raises(CannotOpen):
        sealedbox.open_with(BINA, b"here", sealed)


def test_the_sizes_are_those_of_the_tables() -> None:
    assert len(ASHA) == sealedbox.SEED_BYTES
    assert len(ASHA_PUBLIC) == sealedbox.PUBLIC_BYTES
    assert len(sealedbox.seal_to(ASHA_PUBLIC, b"here", bytes(32))) == 2 + 1168


@pytest.mark.parametrize("at", [0, 1, 2, 1089, 1090, 1121, 1122, -1])
def test_no_changed_byte_opens(at: int) -> None:
    sealed = bytearray(sealedbox.seal_to(ASHA_PUBLIC, b"here", b"payload"))
    sealed[at] ^= 1
    with pytest.raises(CannotOpen):
        sealedbox.open_with(ASHA, b"here", bytes(sealed))


@pytest.mark.parametrize("length", [0, 2, 100, 1122, 1137])
def test_a_shortened_value_does_not_open(length: int) -> None:
    with pytest.raises(CannotOpen):
        sealedbox.open_with(ASHA, b"here", sealedbox.seal_to(ASHA_PUBLIC, b"here", b"payload")[:length])


def test_either_half_of_a_key_alone_does_not_open() -> None:
    sealed = sealedbox.seal_to(ASHA_PUBLIC, b"here", b"payload")
    for seed in (ASHA[:64] + BINA[64:], BINA[:64] + ASHA[64:], ASHA[:95], b""):
        with pytest.raises(CannotOpen):
            sealedbox.open_with(seed, b"here", sealed)


@pytest.mark.parametrize("public", [b"", bytes(1215), b"\xff" * 1216, ASHA_PUBLIC[:1184] + bytes(32)])
def test_nothing_is_sealed_to_what_is_no_public_key(public: bytes) -> None:
    with pytest.raises(ValueError):
        sealedbox.seal_to(public, b"here", b"payload")


def test_a_signature_holds_for_its_sender_its_place_and_its_payload() -> None:
    signature = sealedbox.sign(RING_SIGNS, b"here", b"payload")
    sealedbox.check(RING_VERIFIES, b"here", b"payload", signature)
    stranger = sealedbox.verify_key(new_key())
    for verify_key, context, payload in (
        (stranger, b"here", b"payload"),
        (b"no key", b"here", b"payload"),
        (RING_VERIFIES, b"there", b"payload"),
        (RING_VERIFIES, b"here", b"other"),
        (RING_VERIFIES, b"her", b"epayload"),
    ):
        with pytest.raises(CannotOpen):
            sealedbox.check(verify_key, context, payload, signature)


@pytest.mark.parametrize("signature", [b"", bytes(63), bytes(64), bytes(65)])
def test_what_is_no_signature_is_refused(signature: bytes) -> None:
    with pytest.raises(CannotOpen):
        sealedbox.check(RING_VERIFIES, b"here", b"payload", signature)


def test_a_signed_value_opens_for_its_reader_from_its_sender() -> None:
    sealed = sealedbox.seal_signed(RING_SIGNS, ASHA_PUBLIC, b"here", b"payload")
    assert sealedbox.open_signed(ASHA, RING_VERIFIES, b"here", sealed) == b"payload"
    with pytest.raises(CannotOpen):
        sealedbox.open_signed(BINA, RING_VERIFIES, b"here", sealed)


def test_a_forged_share_does_not_open() -> None:
    """Anybody who can write to the database can seal to a public key; only the ring can sign."""
    unsigned = sealedbox.seal_to(ASHA_PUBLIC, b"here", b"payload")
    zeros = sealedbox.seal_to(ASHA_PUBLIC, b"here", b"payload" + bytes(64))
    foreign = sealedbox.seal_signed(new_key(), ASHA_PUBLIC, b"here", b"payload")
    for forged in (unsigned, zeros, foreign):
        with pytest.raises(CannotOpen):
            sealedbox.open_signed(ASHA, RING_VERIFIES, b"here", forged)


def test_what_was_signed_for_one_place_cannot_be_passed_on_to_another() -> None:
    sealed = sealedbox.seal_signed(RING_SIGNS, ASHA_PUBLIC, b"to asha", b"payload")
    signed = sealedbox.open_with(ASHA, b"to asha", sealed)
    passed_on = sealedbox.seal_to(BINA_PUBLIC, b"to bina", signed)
    with pytest.raises(CannotOpen):
        sealedbox.open_signed(BINA, RING_VERIFIES, b"to bina", passed_on)
