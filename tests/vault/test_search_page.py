"""Searching by name through the page, in a register of 5,000 cards."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from casework.vault import names
from tests.support.name_pairs import LABELLED, Measured, measure, read_pairs
from tests.support.people import build

LEAST_FOUND, MOST_MISTAKEN = 0.97, 0.03


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Measured:
    """The labelled pairs, measured once. On SQLite: the search opens cards and compares in memory,
    and asks of the database only to hand them over."""
    from casework.app import create_app
    from casework.config import Config

    folder = tmp_path_factory.mktemp("register")
    app: Flask = create_app(Config(folder, cheap_passphrases=True, second_step=False))
    with app.app_context():
        world = build(app)
    return measure(world, read_pairs(LABELLED))


def test_of_the_same_names_97_in_100_are_among_the_first_ten(measured: Measured) -> None:
    assert measured.same == 60
    assert measured.found_rate >= LEAST_FOUND, measured.missed


def test_of_the_different_names_at_most_3_in_100_are_called_alike(measured: Measured) -> None:
    assert measured.different == 20
    assert measured.mistaken_rate <= MOST_MISTAKEN, measured.mistaken


def test_the_hint_calls_alike_what_the_comparison_calls_alike() -> None:
    """The hint shows five: a pair that five others push out would not be seen by the page alone."""
    different = [pair for pair in read_pairs(LABELLED) if not pair.same]
    alike = [pair for pair in different if names.similar(pair.asked, pair.written)]
    assert len(alike) <= MOST_MISTAKEN * len(different)


def test_a_list_of_pairs_is_read_with_either_name_of_its_column(tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text("a,b,same\nSita,सीता,1\nSita,Gita,0\n", encoding="utf-8")
    assert [pair.same for pair in read_pairs(path)] == [True, False]
