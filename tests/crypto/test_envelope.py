"""Sealed bytes open with the right key in the right place, and say nothing otherwise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.envelope import CannotOpen, new_key, pad, seal, unpad, unseal

KEY = new_key()


@pytest.mark.parametrize("length", [0, 1, 512, 4096, 16383, 16384, 16385, 40000])
def test_what_was_sealed_opens_again(length: int) -> None:
    plaintext = bytes(index % 251 for index in range(length))
    assert unseal(KEY, b"here", seal(KEY, b"here", plaintext)) == plaintext


def test_a_short_value_grows_by_74_bytes() -> None:
    assert len(seal(KEY, b"here", bytes(512))) == 512 + 74


def test_the_same_value_never_looks_the_same_twice() -> None:
    assert seal(KEY, b"here", b"value") != seal(KEY, b"here", b"value")


def test_another_key_does_not_open() -> None:
    with pytest.raises(CannotOpen):
        unseal(new_key(), b"here", seal(KEY, b"here", b"value"))


@given(st.data())
def test_no_changed_bit_opens(data: st.DataObject) -> None:
    sealed = bytearray(seal(KEY, b"here", b"value"))
    at = data.draw(st.integers(0, len(sealed) - 1))
    sealed[at] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(CannotOpen):
        unseal(KEY, b"here", bytes(sealed))


@pytest.mark.parametrize("length", [0, 1, 2, 26, 58, 73, 78])
def test_a_shortened_value_does_not_open(length: int) -> None:
    with pytest.raises(CannotOpen):
        unseal(KEY, b"here", seal(KEY, b"here", b"value")[:length])


@pytest.mark.parametrize(
    "header", [b"\x00\x01", b"\x02\x01", b"\x01\x00", b"\x01\x02", b"\x01\x12", b"\x01\x21"]
)
def test_an_unknown_header_does_not_open(header: bytes) -> None:
    with pytest.raises(CannotOpen):
        unseal(KEY, b"here", header + seal(KEY, b"here", b"value")[2:])


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_key_of_another_length_is_refused(length: int) -> None:
    sealed = seal(KEY, b"here", b"value")
    with pytest.raises(ValueError, match="32 bytes"):
        seal(bytes(length), b"here", b"value")
    with pytest.raises(CannotOpen):
        unseal(bytes(length), b"here", sealed)


def test_the_refusal_carries_nothing() -> None:
    refusals = []
    for key, sealed in ((new_key(), seal(KEY, b"here", b"value")), (KEY, b"\x09\x09 unknown")):
        with pytest.raises(CannotOpen) as refusal:
            unseal(key, b"here", sealed)
        refusals.append((str(refusal.value), refusal.value.args, refusal.value.__cause__))
    assert refusals[0] == refusals[1]


@given(st.binary(max_size=2000), st.sampled_from([512, 4096]))
def test_padding_comes_off_again(plaintext: bytes, multiple: int) -> None:
    padded = pad(plaintext, multiple)
    assert len(padded) % multiple == 0
    assert unpad(padded) == plaintext


@pytest.mark.parametrize("told", [b"", b"a word", bytes(508)])
def test_little_and_much_take_the_same_room(told: bytes) -> None:
    assert len(pad(told, 512)) == 512


def test_one_byte_more_takes_the_next_room() -> None:
    assert len(pad(bytes(509), 512)) == 1024


@pytest.mark.parametrize(
    "padded",
    [
        b"",
        b"\x00\x00\x00",
        b"\x00\x00\x00\x05abcd",
        b"\xff\xff\xff\xff" + bytes(508),
        pad(b"value", 512)[:-1] + b"\x01",
        pad(b"value", 512)[:9] + b"x" + bytes(502),
    ],
)
def test_padding_that_we_did_not_write_is_refused(padded: bytes) -> None:
    with pytest.raises(CannotOpen):
        unpad(padded)
