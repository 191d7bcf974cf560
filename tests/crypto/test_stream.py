"""Something large, sealed piece by piece."""

from __future__ import annotations

import pytest

from crypto import stream
from crypto.envelope import CannotOpen, new_key, unpad, unseal

PIECE = 40_000
CONTEXT = b"whose it is"


@pytest.mark.parametrize("length", [0, 1, 65_532, 65_533, 200_000])
def test_a_content_comes_back_and_is_an_envelope_too(length: int) -> None:
    key, content = new_key(), bytes(range(256)) * (length // 256) + bytes(length % 256)
    pieces = list(stream.seal(key, CONTEXT, content, PIECE))
    assert stream.unseal(key, CONTEXT, pieces) == content
    assert unpad(unseal(key, CONTEXT, b"".join(pieces))) == content


def test_sizes_come_in_steps_of_the_square_root_of_two() -> None:
    assert [stream.stepped(n) for n in (1, 65_536, 65_537, 92_682, 131_073)] == [
        65_536,
        65_536,
        92_681,
        131_072,
        185_363,
    ]


def test_pieces_that_are_missing_moved_or_changed_do_not_open() -> None:
    key = new_key()
    pieces = list(stream.seal(key, CONTEXT, bytes(200_000), PIECE))
    changed = [*pieces[:1], bytes([pieces[1][0] ^ 1]) + pieces[1][1:], *pieces[2:]]
    swapped = [pieces[0], pieces[2], pieces[1], *pieces[3:]]
    for wrong in (pieces[:-1], pieces[:-2], pieces[1:], changed, swapped, [*pieces, b"x"], []):
        with pytest.raises(CannotOpen):
            stream.unseal(key, CONTEXT, wrong)
    for key_and_context in ((new_key(), CONTEXT), (key, b"another")):
        with pytest.raises(CannotOpen):
            stream.unseal(*key_and_context, pieces)
