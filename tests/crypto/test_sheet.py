"""A key sheet gives each compartment its keys and does not tell by its size which ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.envelope import CannotOpen, new_key, pad
from crypto.sheet import KeyEntry, Sheet, decode, encode

IDENTITY, CONTACT = KeyEntry(1, 1, new_key()), KeyEntry(2, 1, new_key())
RENEWED = KeyEntry(1, 2, new_key())


def test_a_sheet_reads_as_it_was_written() -> None:
    assert decode(encode([RENEWED, CONTACT, IDENTITY])).entries == (IDENTITY, RENEWED, CONTACT)


def test_the_current_key_has_the_highest_number() -> None:
    sheet = decode(encode([RENEWED, IDENTITY, CONTACT]))
    assert sheet.current(1) == RENEWED
    assert sheet.find(1, 1) == IDENTITY
    assert sheet.compartments == {1, 2}


def test_a_compartment_that_was_not_granted_has_no_key() -> None:
    sheet = decode(encode([IDENTITY]))
    assert sheet.current(4) is None
    assert sheet.find(4, 1) is None
    assert sheet.find(1, 2) is None


def test_a_sheet_with_nothing_in_it_can_be_read() -> None:
    assert decode(encode([])).entries == ()


@given(st.sets(st.integers(0, 255), max_size=8), st.integers(1, 4))
def test_the_size_tells_nothing_but_the_number_of_renewals(compartments: set[int], renewals: int) -> None:
    entries = [KeyEntry(c, n, bytes(32)) for c in compartments for n in range(renewals)]
    full = [KeyEntry(c, n, bytes(32)) for c in range(8) for n in range(renewals)]
    assert len(encode(entries or full)) == len(encode(full))


def test_a_compartment_renewed_alone_looks_like_all_renewed() -> None:
    assert len(encode([IDENTITY, RENEWED])) == len(encode([IDENTITY, RENEWED, CONTACT]))


@pytest.mark.parametrize(
    "entries",
    [
        [IDENTITY, KeyEntry(1, 1, new_key())],
        [KeyEntry(1, 1, bytes(31))],
        [KeyEntry(compartment, 1, bytes(32)) for compartment in range(9)],
    ],
)
def test_a_sheet_that_makes_no_sense_is_not_written(entries: list[KeyEntry]) -> None:
    with pytest.raises(ValueError):
        encode(entries)


@pytest.mark.parametrize("key_number", [-1, 65536])
def test_a_key_number_outside_its_two_bytes_is_not_written(key_number: int) -> None:
    with pytest.raises(ValueError, match="number"):
        encode([KeyEntry(1, key_number, bytes(32))])


@pytest.mark.parametrize(
    "encoded", [b"", bytes(3), pad(bytes(34), 284), pad(bytes(36), 284), pad(bytes(70), 284), b"\xff" * 284]
)
def test_nonsense_is_not_read(encoded: bytes) -> None:
    with pytest.raises(CannotOpen):
        decode(encoded)


def test_a_key_is_never_printed() -> None:
    entry = KeyEntry(1, 1, b"k" * 32)
    assert "kkkk" not in repr(entry) + str(entry) + repr(Sheet([entry])) + str(Sheet([entry]))
