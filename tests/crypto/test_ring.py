"""One secret gives a ring all its keys, and gives nobody else any."""

from __future__ import annotations

import pytest

from crypto import sealedbox
from crypto.envelope import CannotOpen, new_key
from crypto.ring import Ring, check_mac, derive, mac, new_ring


def test_a_ring_is_the_same_for_every_member() -> None:
    ring = new_ring()
    again = Ring(ring.secret)
    assert (again.kek, again.inbox, again.verify_key, again.chain_key, again.register_key) == (
        ring.kek,
        ring.inbox,
        ring.verify_key,
        ring.chain_key,
        ring.register_key,
    )


def test_every_key_of_a_ring_is_another() -> None:
    ring = new_ring()
    keys = {ring.secret, ring.kek, ring.inbox_seed[:32], ring.signing_seed, ring.chain_key, ring.register_key}
    assert len(keys) == 6


def test_two_epochs_have_nothing_in_common() -> None:
    one, next_one = new_ring(), new_ring()
    assert one.secret != next_one.secret
    assert one.kek != next_one.kek
    assert one.inbox != next_one.inbox


def test_what_is_sealed_to_the_inbox_opens_for_the_ring() -> None:
    ring, sender = new_ring(), new_ring()
    sealed = sealedbox.seal_signed(sender.signing_seed, ring.inbox, b"here", b"payload")
    assert sealedbox.open_signed(ring.inbox_seed, sender.verify_key, b"here", sealed) == b"payload"


def test_a_swapped_inbox_key_shows() -> None:
    assert Ring(new_key()).inbox != new_ring().inbox


def test_a_ring_never_prints_its_secret() -> None:
    ring = Ring(b"k" * 32)
    assert "kkkk" not in repr(ring) + str(ring)


@pytest.mark.parametrize("length", [0, 16, 31, 33, 64])
def test_a_secret_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Ring(bytes(length))


def test_each_label_derives_another_key() -> None:
    secret = new_key()
    assert derive(secret, "one", 32) != derive(secret, "two", 32)
    assert len(derive(secret, "one", 96)) == 96


def test_a_code_holds_for_its_key_its_place_and_its_payload() -> None:
    key = new_key()
    code = mac(key, b"here", b"payload")
    check_mac(key, b"here", b"payload", code)
    for other_key, context, payload, other_code in (
        (new_key(), b"here", b"payload", code),
        (key, b"there", b"payload", code),
        (key, b"here", b"other", code),
        (key, b"her", b"epayload", code),
        (key, b"here", b"payload", code[:16]),
        (key, b"here", b"payload", b""),
    ):
        with pytest.raises(CannotOpen):
            check_mac(other_key, context, payload, other_code)
