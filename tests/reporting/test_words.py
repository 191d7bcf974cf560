"""The words of an address in which a table is asked for."""

from __future__ import annotations

from itertools import combinations
from urllib.parse import parse_qsl

import pytest
from werkzeug.datastructures import MultiDict

from casework.reporting.asking import Question, ask
from casework.reporting.categories import Dimension, categories
from casework.reporting.lattice import NODES, NotAtThisDetail
from casework.reporting.layout import Layout
from casework.reporting.words import BY, OF, asked_of, words_of

CODES = {
    "year": ["2082-Y1", "earlier"],
    "trimester": ["2082-T3"],
    "quarter": ["2081-Q4", "2082-Q1"],
    "month": ["2082-M12"],
    "province": ["3", "0"],
    "district": ["d304", "o3", "0"],
    "sex": ["female", "not_told"],
    "age": ["18_24", "45_plus"],
    "organisation": ["6ba7b8129dad4000800000c04fd430c8"],
    "destination": ["not_told"],
    "route": ["not_told"],
    "exploitation": ["not_told"],
    "step": ["reached", "earning"],
    "course": ["tailoring"],
    "result": ["enrolled"],
    "outcome": ["not_reached"],
    "income": ["not_told"],
    "standing": ["running"],
    "after": ["3", "12"],
}


def every_question() -> list[Question]:
    """Each table of the lattice, with each set of its dimensions in the rows and the others chosen."""
    return [
        ask(one.measure, shown=shown, chosen={d: CODES[d][:1] for d in one.dimensions if d not in shown})
        for one in NODES
        for size in range(len(one.dimensions) + 1)
        for shown in combinations(one.dimensions, size)
    ]


def test_each_question_comes_back_from_its_own_words() -> None:
    for asked in every_question():
        words = words_of(asked)
        assert asked_of(MultiDict(words)) == asked


def test_a_shown_dimension_may_be_chosen_from_and_several_of_one_may_be_chosen() -> None:
    words = [("of", "reached"), ("by", "sex"), ("by", "year"), ("sex", "female"), ("sex", "not_told")]
    assert words_of(asked_of(MultiDict(words))) == words


def test_every_row_of_a_table_can_be_asked_for() -> None:
    layout = Layout(2080, 2082 * 12, 2082 * 12, districts=(304,), organisations=tuple(CODES["organisation"]))
    for one in Dimension:
        table = next(node for node in NODES if one in node.dimensions)
        others = [(BY, d.value) for d in table.dimensions if d is not one]
        for code in categories(one, layout):
            asked = asked_of(MultiDict([(OF, table.measure.value), *others, (one.value, code)]))
            assert asked.chosen == {one: (code,)}


@pytest.mark.parametrize(
    "address",
    [
        "",
        "by=sex",
        "of=reached&of=reached",
        "of=reached&of=way",
        "of=nothing",
        "of=way",
        "of=reached&by=name",
        "of=reached&by=sex&by=sex",
        "of=reached&by=",
        "of=reached&by=sex&sex=",
        "of=reached&by=sex&sex=female&sex=female",
        "of=reached&by=sex&sex=survivor",
        "of=reached&by=sex&name=Sita",
        "of=reached&by=district&by=month",
        "of=reached&by=year&year=2082-Q1",
        "of=reached&by=year&year=2082-Y2",
        "of=reached&by=year&year=%E0%A5%A8082-Y1",
        "of=reached&by=month&month=2082-M01",
        "of=reached&by=district&district=d999",
        "of=reached&by=district&district=o9",
        "of=reached&by=organisation&organisation=6BA7B8129DAD4000800000C04FD430C8",
        "of=reached&by=organisation&organisation=1",
        "of=REACHED",
        "of=reached&release=1",
    ],
)
def test_a_word_that_is_none_or_stands_twice_is_refused(address: str) -> None:
    with pytest.raises(NotAtThisDetail):
        asked_of(MultiDict(parse_qsl(address, keep_blank_values=True)))
