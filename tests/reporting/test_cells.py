"""The noise of a cell, and what of it may be seen."""

from __future__ import annotations

import statistics

import pytest

from casework.reporting.cell import BOUND, PROBABILITY, noise, record_key, value
from casework.reporting.marks import Mark, Shown, percent, shown

KEY = b"k" * 32


def test_the_noise_is_bounded_balanced_and_has_its_spread() -> None:
    drawn = [noise(KEY, person * 7919, 1 + person % 50, 0) for person in range(40_000)]
    assert max(map(abs, drawn)) <= BOUND
    assert abs(statistics.fmean(drawn)) < 0.05
    assert 3.8 < statistics.pvariance(drawn) < 4.2
    assert sum(PROBABILITY) == pytest.approx(1)


def test_the_same_people_give_the_same_number_for_ever() -> None:
    assert [noise(KEY, key_sum, 40, 0) for key_sum in (1, 2, 3, 2**63)] == [-3, 1, -3, 1]
    assert record_key(KEY, "00" * 16) == 5768675905960350174


def test_other_people_a_new_epoch_or_another_key_draw_again() -> None:
    drawn = {
        tuple(noise(key, s + shift, 40, epoch) for s in range(50))
        for key in (KEY, b"o" * 32)
        for shift in (0, 100)
        for epoch in (0, 1)
    }
    assert len(drawn) == 8


def test_nobody_gives_no_noise() -> None:
    assert value(KEY, 0, 0, 5) == 0


def test_zero_looks_like_any_small_number() -> None:
    assert {shown(v) for v in range(-7, 6)} == {Shown(None, Mark.FEW)}
    assert shown(6) == Shown(6)


def test_a_small_selection_says_only_that() -> None:
    assert shown(12, selection=19) == Shown(None, Mark.SMALL_BASE)
    assert shown(12, (19,)) == Shown(None, Mark.SMALL_BASE)
    assert shown(0, (19,)) == shown(18, (19,))


def test_a_group_in_which_nearly_all_are_alike_is_capped() -> None:
    assert shown(100, (100,)) == shown(91, (100,)) == Shown(90, Mark.MOST)
    assert shown(90, (100,)) == Shown(90)


def test_percentages_come_from_published_numbers_of_enough_people() -> None:
    assert percent(Shown(10), Shown(30)) == 33
    assert percent(Shown(10), Shown(29)) == 35
    assert percent(Shown(10), Shown(19)) is None
    assert percent(Shown(None, Mark.FEW), Shown(100)) is None
    assert percent(Shown(90, Mark.MOST), Shown(100)) is None
