"""What is kept on paper can be typed back, and a mistake is found where it was made."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto import crockford
from crypto.recovery import (
    SheetLineError,
    check_digits,
    from_lines,
    join,
    new_code,
    parse_code,
    show,
    split,
    to_lines,
)
from crypto.sealedbox import new_seed

SEED = bytes(range(96))
LINES = to_lines(SEED)


def test_both_sheets_together_are_the_seed() -> None:
    seed = new_seed()
    first, second = split(seed)
    assert join(first, second) == join(second, first) == seed


def test_one_sheet_alone_is_random() -> None:
    assert split(SEED) != split(SEED)
    assert SEED not in split(SEED)


def test_the_same_sheet_twice_is_no_pair() -> None:
    first, second = split(SEED)
    for pair in ((first, first), (first, second[:-1])):
        with pytest.raises(ValueError):
            join(*pair)


@given(st.binary(min_size=1, max_size=200))
def test_a_sheet_can_be_typed_back(sheet: bytes) -> None:
    assert from_lines(to_lines(sheet)) == sheet


def test_no_sheet_is_refused_by_chance() -> None:
    """One last line in 1,024 also has the check characters of a line in the middle."""
    sheets = [number.to_bytes(2, "big") for number in range(5000)]
    assert [from_lines(to_lines(sheet)) for sheet in sheets] == sheets


def test_a_sheet_that_is_far_too_long_is_neither_printed_nor_read() -> None:
    with pytest.raises(ValueError, match="too long"):
        to_lines(bytes(2551))
    with pytest.raises(SheetLineError):
        from_lines(["0" * 18] * 400)


def test_a_sheet_of_a_key_has_ten_short_lines() -> None:
    assert len(LINES) == 10
    assert max(map(len, LINES)) == 22


def test_small_letters_other_digits_and_blanks_are_understood() -> None:
    devanagari = str.maketrans("0123456789", "".join(map(chr, range(0x0966, 0x0970))))
    typed = [f"  {line.lower().replace(' ', '  ').translate(devanagari)}\t" for line in LINES]
    assert from_lines([*typed[:3], "", *typed[3:], " "]) == SEED


@pytest.mark.parametrize("number", [1, 4, 10])
def test_a_typing_mistake_is_found_by_its_line(number: int) -> None:
    typed = list(LINES)
    line = typed[number - 1]
    typed[number - 1] = ("7" if line[0] != "7" else "8") + line[1:]
    with pytest.raises(SheetLineError) as mistake:
        from_lines(typed)
    assert mistake.value.line_number == number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ([], 1),
        (["?!"], 1),
        (["U" * 18], 1),
        (["0" * 40], 1),
        ([LINES[1], LINES[0], *LINES[2:]], 1),
        ([*LINES[:4], *LINES[5:]], 5),
        (LINES[:9], 10),
        ([*LINES, LINES[9]], 11),
    ],
)
def test_a_missing_swapped_or_foreign_line_is_found(typed: list[str], number: int) -> None:
    with pytest.raises(SheetLineError) as mistake:
        from_lines(typed)
    assert mistake.value.line_number == number


def test_a_mistake_repeats_nothing_that_was_typed() -> None:
    with pytest.raises(SheetLineError) as mistake:
        from_lines(["SECRET"])
    assert "SECRET" not in repr(mistake.value)
    assert mistake.value.__cause__ is None


def test_check_digits_tell_sheets_apart() -> None:
    first, second = split(SEED)
    assert check_digits(first) == check_digits(bytes(first))
    assert len(check_digits(first)) == 6
    assert check_digits(first).isdecimal()
    assert check_digits(SEED) != check_digits(SEED[::-1])
    assert {len(check_digits(sheet)) for sheet in (first, second)} == {6}


def test_a_recovery_code_is_read_as_it_is_shown() -> None:
    code = new_code()
    assert len(code) == 26
    assert [len(group) for group in show(code).split("-")] == [5, 5, 5, 5, 6]
    assert parse_code(show(code)) == code
    assert len(crockford.decode(code)) == 16


def test_two_codes_differ() -> None:
    assert new_code() != new_code()


def test_a_code_typed_by_hand_is_forgiven_its_lookalikes() -> None:
    code = "01ABCDEFGHJKMNPQRSTVWXYZ2" + "0"
    assert parse_code("oI-abcde fghjk–mnpqr\u00a0stvwx yz२०") == code


@pytest.mark.parametrize(
    "typed", ["", "0" * 25, "0" * 27, "U" + "0" * 25, "0" * 25 + "1", "0" * 25 + "!", "क" + "0" * 25]
)
def test_what_cannot_be_a_code_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):
        parse_code(typed)


@given(st.binary(max_size=64))
def test_letters_give_the_bytes_back(data: bytes) -> None:
    assert crockford.decode(crockford.encode(data)) == data
    assert len(crockford.encode(data)) == crockford.characters(len(data))
