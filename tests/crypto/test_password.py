"""A passphrase opens only with the pepper, and a guess is never cheap."""

from __future__ import annotations

import struct
import threading
from typing import Any
from uuid import UUID

import pytest

from crypto import password
from crypto.context import outer_lock
from crypto.envelope import CannotOpen, new_key, seal, unseal
from crypto.password import CEILING, DEFAULT, FLOOR, KdfParameters, lock, relock, unlock
from tests.crypto.examples import ASHA, PARTNER

PEPPER = new_key()
SECRET = bytes(range(96))
WORDS = "हिमाल बाटो चिया सिलाइ"
PLACE: dict[str, Any] = {"user": ASHA, "form": "passphrase", "pepper": PEPPER, "pepper_version": 1}
LOCKED = lock(WORDS, SECRET, **PLACE, parameters=FLOOR)


def _relocked(change: dict[str, int]) -> bytes:
    """Return her lock with another stated price, as somebody would who holds the database and the pepper."""
    outer = outer_lock(user=ASHA, form="passphrase", pepper_version=1)
    inner = bytearray(unseal(PEPPER, outer, LOCKED))
    price = {"memory_kib": FLOOR.memory_kib, "passes": FLOOR.passes, "lanes": FLOOR.lanes, **change}
    inner[2:8] = struct.pack(">IBB", *price.values())
    return seal(PEPPER, outer, bytes(inner))


def test_the_passphrase_opens_the_lock() -> None:
    assert unlock(WORDS, LOCKED, **PLACE) == SECRET


def test_the_default_price_opens_too() -> None:
    assert KdfParameters(memory_kib=65536, passes=3, lanes=1) == DEFAULT
    assert unlock("words", lock("words", SECRET, **PLACE), **PLACE) == SECRET


@pytest.mark.parametrize("typed", [f"  {WORDS}\n", WORDS.replace(" ", "\u00a0")])
def test_blanks_of_another_keyboard_do_not_matter(typed: str) -> None:
    assert unlock(typed, LOCKED, **PLACE) == SECRET


def test_the_same_letters_in_another_encoding_open() -> None:
    locked = lock("caf\u00e9 \uff11\uff12", SECRET, **PLACE, parameters=FLOOR)
    assert unlock("cafe\u0301 12", locked, **PLACE) == SECRET


@pytest.mark.parametrize("typed", ["", "   ", "हिमाल", WORDS + "।", WORDS.replace(" ", "")])
def test_other_words_do_not_open(typed: str) -> None:
    with pytest.raises(CannotOpen):
        unlock(typed, LOCKED, **PLACE)


@pytest.mark.parametrize(
    "change", [{"user": PARTNER}, {"form": "code"}, {"pepper": new_key()}, {"pepper_version": 2}]
)
def test_a_lock_opens_only_for_its_person_form_and_pepper(change: dict[str, Any]) -> None:
    with pytest.raises(CannotOpen):
        unlock(WORDS, LOCKED, **{**PLACE, **change})


@pytest.mark.parametrize("words", ["", " \n"])
def test_an_empty_passphrase_locks_nothing(words: str) -> None:
    with pytest.raises(ValueError, match="empty"):
        lock(words, SECRET, **PLACE, parameters=FLOOR)


@pytest.mark.parametrize("parameters", [KdfParameters(19455, 2, 1), KdfParameters(65536, 1, 1)])
def test_nothing_is_locked_below_the_floor(parameters: KdfParameters) -> None:
    with pytest.raises(ValueError, match="too cheap"):
        lock(WORDS, SECRET, **PLACE, parameters=parameters)


@pytest.mark.parametrize(
    "price",
    [
        {"memory_kib": 8},
        {"memory_kib": FLOOR.memory_kib - 1},
        {"passes": 1},
        {"lanes": 0},
        {"memory_kib": CEILING.memory_kib + 1},
        {"passes": 255},
        {"lanes": 255},
    ],
)
def test_a_stored_price_outside_the_bounds_is_refused_before_it_is_paid(
    price: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = _relocked(price)
    monkeypatch.setattr(password, "Argon2id", None)
    with pytest.raises(CannotOpen):
        unlock(WORDS, locked, **PLACE)


@pytest.mark.parametrize("price", [{"memory_kib": FLOOR.memory_kib + 1}, {"passes": 3}, {"lanes": 2}])
def test_a_changed_price_within_the_bounds_does_not_open(price: dict[str, int]) -> None:
    with pytest.raises(CannotOpen):
        unlock(WORDS, _relocked(price), **PLACE)


@pytest.mark.parametrize("inner", [b"", b"\x01\x21", b"\x01\x21" + bytes(21), b"\x01\x01" + bytes(200)])
def test_what_is_no_inner_lock_is_refused(inner: bytes) -> None:
    outer = outer_lock(user=ASHA, form="passphrase", pepper_version=1)
    with pytest.raises(CannotOpen):
        unlock(WORDS, seal(PEPPER, outer, inner), **PLACE)


def _moved(locked: bytes, old: bytes, new: bytes, *, user: UUID = ASHA) -> bytes:
    return relock(
        locked, user=user, form="passphrase", old_pepper=old, old_version=1, new_pepper=new, new_version=2
    )


def test_after_a_rotation_only_the_new_pepper_opens() -> None:
    new = new_key()
    moved = _moved(LOCKED, PEPPER, new)
    assert unlock(WORDS, moved, **{**PLACE, "pepper": new, "pepper_version": 2}) == SECRET
    with pytest.raises(CannotOpen):
        unlock(WORDS, moved, **PLACE)
    with pytest.raises(CannotOpen):
        unlock(WORDS, LOCKED, **{**PLACE, "pepper": new, "pepper_version": 2})


def test_a_rotation_with_a_wrong_old_pepper_is_refused() -> None:
    with pytest.raises(CannotOpen):
        _moved(LOCKED, new_key(), new_key())


def test_a_lock_cannot_be_moved_to_another_person() -> None:
    with pytest.raises(CannotOpen):
        _moved(LOCKED, PEPPER, new_key(), user=PARTNER)


def test_no_more_than_two_people_are_computed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    together: list[int] = []
    running = threading.Semaphore(0)
    go_on = threading.Event()

    class Slow:
        def __init__(self, **_: object) -> None:
            pass

        def derive(self, words: bytes) -> bytes:
            together.append(1)
            running.release()
            go_on.wait()
            return bytes(32)

    monkeypatch.setattr(password, "Argon2id", Slow)
    threads = [
        threading.Thread(target=lock, args=(WORDS, SECRET), kwargs={**PLACE, "parameters": FLOOR})
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    running.acquire()
    running.acquire()
    third_waits = not running.acquire(timeout=0.2)
    go_on.set()
    for thread in threads:
        thread.join()
    assert third_waits
    assert len(together) == 3
