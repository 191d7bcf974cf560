"""Names in both scripts and all spellings."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from casework.vault import names

PAIRS = Path(__file__).parent / "data" / "nepali_name_pairs.csv"
# Common words of names; put together they make a register of women who do not exist.
FIRST = (
    "Sita",
    "Gita",
    "Maya",
    "Sunita",
    "Sabita",
    "Kamala",
    "Bimala",
    "Nirmala",
    "Anita",
    "Mina",
    "Tara",
    "Durga",
)
SECOND = ("", "Kumari", "Maya", "Devi")
LAST = (
    "Tamang",
    "Lama",
    "Rai",
    "Limbu",
    "Magar",
    "Thapa",
    "Sherpa",
    "Yadav",
    "Mandal",
    "Khatun",
    "Sah",
    "Tharu",
)


def labelled(same: str) -> list[tuple[str, str]]:
    with PAIRS.open(encoding="utf-8", newline="") as lines:
        facts = (line for line in lines if not line.startswith("#"))
        return [(row["a"], row["b"]) for row in csv.DictReader(facts) if row["same_name"] == same]


def register() -> list[tuple[str, names.Prepared]]:
    invented = (f"{a} {b} {c}" for a in FIRST for b in SECOND for c in LAST)
    return [(name, names.prepare(name)) for name in invented]


def test_of_the_same_names_at_least_97_in_100_are_similar() -> None:
    pairs = labelled("1")
    found = [pair for pair in pairs if names.similar(*pair)]
    assert len(pairs) == 60
    assert len(found) >= 0.97 * len(pairs)


def test_of_the_different_names_at_most_3_in_100_are_similar() -> None:
    pairs = labelled("0")
    mistaken = [pair for pair in pairs if names.similar(*pair)]
    assert len(pairs) == 20
    assert len(mistaken) <= 0.03 * len(pairs)


def test_each_same_name_is_among_the_first_ten_of_a_long_register() -> None:
    known = register()
    missed = [
        (asked, written)
        for asked, written in labelled("1")
        if "she" not in dict(names.scan(asked, [*known, ("she", names.prepare(written))], 10))
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dhan Maya Tamang", "धनमाया तामाङ"),
        ("B.K.", "विश्वकर्मा"),
        ("Sita KC", "सीता के.सी."),
        ("Fatima Khatoon", "Phatima Khatun"),
        ("Muhammad Ansari", "Mohammad Ansari"),
        ("Narain Chaudhary", "नारायण चौधरी"),
        ("Tamang Sita", "Sita Tamang"),
        ("Sita Kumari Tamang", "Sita Tamang"),
        ("SITA  TAMANG", "sita tamang"),
        ("Sītā", "Sita"),
    ],
)
def test_two_ways_to_write_a_name_are_similar_either_way_round(one: str, other: str) -> None:
    assert names.similar(one, other)
    assert names.similar(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sita Tamang", "Gita Tamang"),
        ("Mona Tamang", "Muna Tamang"),
        ("Sita Tamang", "Sita Rai"),
        ("Sita", "Sita Tamang"),
        ("", ""),
        ("123", "123"),
    ],
)
def test_names_that_differ_in_a_sound_or_a_family_are_not_similar(one: str, other: str) -> None:
    assert not names.similar(one, other)
    assert not names.similar(other, one)


@pytest.mark.parametrize(
    "query", ["ruk", "रुक", "Rukhs", "kha", "khatoon", "खातुन", "Rukshana", "hsana", "rukhsana kha"]
)
def test_a_part_of_a_name_in_either_script_finds_it_first(query: str) -> None:
    known = [*((name, one) for name, one in register() if "Khatun" not in name)]
    found = names.scan(query, [*known, ("she", names.prepare("Rukhsana Khatun"))], 10)
    assert found[0][0] == "she"
    assert found[0][1] < names.SIMILAR


def test_a_closer_name_comes_before_a_looser_one() -> None:
    written = ["Sita Tamang", "Sita Kumari Tamang", "Sita Rai", "Sabita Tamang", "Hira Rana"]
    known = [(name, names.prepare(name)) for name in written]
    found = [name for name, _ in names.scan("सीता तामाङ", known)]
    assert found == ["Sita Tamang", "Sita Kumari Tamang", "Sabita Tamang", "Sita Rai"]


def test_a_woman_with_several_names_comes_once_by_the_best_of_them() -> None:
    known = [("she", names.prepare("Kanchhi")), ("she", names.prepare("Sita Tamang"))]
    assert names.scan("Sita Tamang", known) == [("she", 100.0)]


@pytest.mark.parametrize("query", ["", "   ", "12", "???"])
def test_a_query_without_letters_finds_nobody(query: str) -> None:
    assert names.scan(query, register()) == []


def test_no_more_answers_come_than_were_asked_for() -> None:
    assert len(names.scan("Sita", register(), 3)) == 3


def test_what_a_card_keeps_is_enough_to_compare() -> None:
    prepared = names.prepare("Dhan Maya Tamang")
    assert names.Prepared.from_json(prepared.to_json()) == prepared
    assert names.keys("धनमाया तामाङ") & prepared.keys
