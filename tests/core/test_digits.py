"""Digits of either script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.core.digits import NotANumber, group_lakh, parse_int, to_ascii, to_devanagari


@given(st.integers(0, 10**18 - 1))
def test_a_number_comes_back_from_devanagari_with_lakh_commas(number: int) -> None:
    assert parse_int(to_devanagari(group_lakh(number))) == number


@given(st.text())
def test_only_digits_change(text: str) -> None:
    assert len(to_ascii(text)) == len(text)
    assert to_ascii(to_devanagari(text)) == to_ascii(text)


def test_a_word_with_latin_letters_keeps_its_digits() -> None:
    assert to_devanagari("passport N0123456, 27-01-70 · UTF-8") == "passport N0123456, २७-०१-७० · UTF-8"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (999, "999"),
        (1000, "1,000"),
        (99999, "99,999"),
        (100000, "1,00,000"),
        (1234567, "12,34,567"),
        (-1234567, "-12,34,567"),
        (123456789, "12,34,56,789"),
    ],
)
def test_numbers_group_by_lakh(number: int, text: str) -> None:
    assert group_lakh(number) == text


@pytest.mark.parametrize("text", ["१२३", "123", " १,२3 ", "٣"])
def test_digits_of_any_script_are_read(text: str) -> None:
    assert parse_int(text) in (123, 3)


@pytest.mark.parametrize("text", ["", "-5", "1.5", "12a", ",", "1,,2", "²", "9" * 19])
def test_what_is_no_whole_number_is_refused(text: str) -> None:
    with pytest.raises(NotANumber):
        parse_int(text)
