"""Two people can compare a key by reading digits to each other."""

from __future__ import annotations

import pytest

from crypto.fingerprint import digits
from crypto.ring import new_ring


def test_a_fingerprint_is_groups_of_five_digits() -> None:
    groups = digits(new_ring().inbox, 8)
    assert len(groups) == 8
    assert all(len(group) == 5 and group.isdecimal() and group.isascii() for group in groups)


def test_a_swapped_key_has_another_fingerprint() -> None:
    assert digits(new_ring().inbox) != digits(new_ring().inbox)


def test_the_shorter_fingerprint_begins_the_longer_one() -> None:
    public = new_ring().inbox
    assert digits(public) == digits(public, 8)[:5]


@pytest.mark.parametrize("groups", [-1, 0, 9])
def test_a_fingerprint_with_too_few_or_too_many_groups_is_refused(groups: int) -> None:
    with pytest.raises(ValueError, match="groups"):
        digits(b"key", groups)
