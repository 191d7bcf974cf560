"""A packed register answers as the cards themselves do."""

from __future__ import annotations

import random
from collections.abc import Iterator
from uuid import UUID

import pytest

from casework.vault import names
from casework.vault.names import Prepared, prepare
from casework.vault.pack_bytes import Pack, build
from casework.vault.packing import padded
from casework.vault.packs import Loose, Register, by_name, by_number, by_phone, codes
from casework.vault.register import CardText, plain_number
from crypto.envelope import unpad
from tests.support.name_pairs import LABELLED, read_pairs
from tests.support.register import invented_names

DICE = random.Random(20260322)  # noqa: S311  (the same names and queries every time)
MOST = 20


def card(name: str, *others: str, number: int = 0) -> CardText:
    heard = tuple(tuple(prepare(one).to_json()) for one in (name, *others) if one)
    return CardText(
        name=name,
        names=others,
        code=f"{number // 1000 + 222}-{number % 1000:03}",
        phones=(f"98{number * 7919 % 10**8:08}", "०१-४२०००००") if number % 3 else (),
        numbers=(f"द-{number}/२०८३",) if number % 2 else (),
        sounds=heard,
    )


def women() -> dict[UUID, CardText]:
    """Labelled and invented names in both scripts, some with others beside, some the same, one unnamed."""
    written = sorted({name for pair in read_pairs(LABELLED) for name in (pair.asked, pair.written)})
    every = [*written, *invented_names(900), *invented_names(60), "", "???"]
    return {
        UUID(int=DICE.getrandbits(128)): card(
            name, *DICE.sample(every, DICE.choice([0, 0, 0, 1, 2])), number=number
        )
        for number, name in enumerate(every)
    }


WOMEN = women()


@pytest.fixture(scope="module")
def register() -> Register:
    """Three packs, in no order, and some loose cards; one of them changed since it was packed."""
    cards = list(WOMEN.items())
    DICE.shuffle(cards)
    parts = cards[:500], cards[500:800], cards[800:1000]
    before = (cards[1000][0], card("Goma Adhikari", number=999999))
    packed = {
        UUID(int=place): Pack(unpad(padded(build([*part, before] if not place else part), len(part))))
        for place, part in enumerate(parts)
    }
    loose = {one: Loose(text, shared=False, pack_id=None) for one, text in cards[1000:]}
    return Register(packed, loose)


def by_comparing(text: str) -> list[tuple[UUID, float]]:
    known = [(one, Prepared.from_json(heard)) for one, told in WOMEN.items() for heard in told.sounds]
    return names.scan(text, known, MOST)


def queries() -> Iterator[str]:
    """Whole names, words, parts, misspellings and what is no name."""
    told = [text.name for text in WOMEN.values() if text.name]
    for name in DICE.sample(told, 60):
        words = name.split()
        yield name
        yield DICE.choice(words)
        yield " ".join(reversed(words))
        yield "".join(words)
        yield name[: DICE.randint(3, 6)]
        place = DICE.randrange(len(name))
        yield name[:place] + DICE.choice("aeiouksm") + name[place + 1 :]
    yield from ("Maya", "ta", "Xyzzyq", "???", "", "a b", "कुमारी", "mohammad", "Muhamed")


@pytest.mark.parametrize("text", list(queries()))
def test_a_packed_register_answers_a_name_as_comparing_every_name_does(register: Register, text: str) -> None:
    loose = [(one, told.text) for one, told in register.loose.items()]
    assert by_name(register, text, MOST, loose) == by_comparing(text)


@pytest.mark.parametrize("wanted", ["222", "9800", "420", "द12", "2083", "77"])
def test_a_packed_register_finds_all_numbers_that_hold_what_is_asked(register: Register, wanted: str) -> None:
    expected = {
        one
        for one, told in WOMEN.items()
        if one not in register.loose
        and any(wanted in plain_number(known) for known in (told.code, *told.phones, *told.numbers))
    }
    assert set(by_number(register, wanted, len(WOMEN))) == expected


def test_of_a_referred_woman_the_partners_phone_counts_and_not_ours(register: Register) -> None:
    owner = next(one for one, told in WOMEN.items() if told.phones and one not in register.loose)
    phone, code = plain_number(WOMEN[owner].phones[0]), plain_number(WOMEN[owner].code)
    assert by_phone(register, phone) == [owner]
    assert by_phone(register, phone, {owner}) == []
    assert by_phone(register, phone[:5]) == []
    assert owner not in by_number(register, phone, MOST, {owner})
    assert owner in by_number(register, code, MOST, {owner})


def test_every_spoken_code_of_the_register_is_taken(register: Register) -> None:
    assert {plain_number(told.code) for told in WOMEN.values()} <= codes(register)


def test_a_pack_is_as_long_for_women_who_told_much_as_for_those_who_told_little() -> None:
    little = [(one, CardText(name="Su", code="222-222", sounds=card("Su").sounds)) for one in WOMEN]
    much = [(one, card("Aitamaya Kumari Bishwakarma", "Saraswati Chaudhary", number=123451)) for one in WOMEN]
    assert len(build(little)) < len(build(much))
    assert len(padded(build(little), len(WOMEN))) == len(padded(build(much), len(WOMEN)))


def test_a_register_without_names_answers_nothing() -> None:
    nameless = Register({UUID(int=1): Pack(build([(UUID(int=2), CardText(code="222-222"))]))})
    assert by_name(nameless, "Sita", MOST, []) == []
    assert by_number(nameless, "222", MOST) == [UUID(int=2)]
