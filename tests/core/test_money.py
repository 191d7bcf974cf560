"""Rupees as people write and read them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.core.money import NotANumber, parse_npr, show_npr


def test_an_amount_is_shown_in_both_languages() -> None:
    assert show_npr(1234567, "en") == "NPR 12,34,567"
    assert show_npr(1234567, "ne") == "रु. १२,३४,५६७"


@given(st.integers(0, 10**12), st.sampled_from(["ne", "en"]))
def test_an_amount_that_is_shown_can_be_typed_back(amount: int, lang: str) -> None:
    assert parse_npr(show_npr(amount, lang)) == amount


@pytest.mark.parametrize("text", ["1500", "Rs. 1,500/-", "रू १५००", "रु.१,५००", "NRs 1500.00", "1500 NPR"])
def test_the_ways_to_write_an_amount_are_read(text: str) -> None:
    assert parse_npr(text) == 1500


@pytest.mark.parametrize("text", ["", "रु.", "1500.50", "-1500", "fifteen hundred"])
def test_what_is_no_amount_of_rupees_is_refused(text: str) -> None:
    with pytest.raises(NotANumber):
        parse_npr(text)
