"""Asking for tables in words."""

from __future__ import annotations

import pytest

from casework.reporting.asking import answered, ask, choices, measures, total
from casework.reporting.lattice import NODES, NotAtThisDetail
from casework.reporting.marks import Mark, Shown
from casework.reporting.queries import Published
from tests.reporting.office import Office
from tests.reporting.population import women


@pytest.fixture(scope="module")
def found() -> Published:
    """A release of 400 women in two districts."""
    office = Office()
    office.hear(women(400))
    office.publish("2082-06")
    return Published(None, office.layout, office.before.cells)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("shown", "chosen"),
    [
        (["district", "month"], {}),
        (["exploitation", "sex", "age"], {"province": ["3"]}),
        (["step"], {"district": ["d304"], "sex": ["female"]}),
        (["step", "step"], {}),
        (["name"], {}),
        (["sex"], {"year": []}),
        (["sex"], {"year": ["2081-Y1", "2081-Y1"]}),
        (["province"], {"district": ["d304"]}),
    ],
)
def test_what_is_no_table_is_refused_from_the_words_alone(
    shown: list[str], chosen: dict[str, list[str]]
) -> None:
    for measure in ("reached", "way", "nothing"):
        with pytest.raises(NotAtThisDetail):
            ask(measure, shown=shown, chosen=chosen)


def test_a_category_that_is_none_is_refused(found: Published) -> None:
    with pytest.raises(NotAtThisDetail):
        answered(found, ask("reached", shown=["sex"], chosen={"province": ["9"]}))


def test_a_filter_shows_what_the_cross_table_shows(found: Published) -> None:
    crossed = answered(found, ask("reached", shown=["sex", "year"])).cells
    turned = answered(found, ask("reached", shown=["year", "sex"])).cells
    filtered = answered(found, ask("reached", shown=["year"], chosen={"sex": ["female"]})).cells
    assert {(year,): shown for (sex, year), shown in crossed.items() if sex == "female"} == filtered
    assert {(b, a): shown for (a, b), shown in turned.items()} == crossed


def test_several_categories_are_their_published_sum_or_nothing() -> None:
    assert total([Shown(12), Shown(30)]) == Shown(42)
    assert total([Shown(12), Shown(None, Mark.FEW)]) == Shown(None, Mark.NO_SUM)
    assert total([Shown(12), Shown(90, Mark.MOST)]) == Shown(None, Mark.NO_SUM)
    assert total([Shown(12), Shown(None, Mark.NONE_HERE)]) == Shown(12)


def test_what_is_offered_is_what_can_be_asked(found: Published) -> None:
    for measure in measures(found.layout):
        for first in choices(found.layout, measure):
            assert first not in choices(found.layout, measure, [first])
    assert "district" not in choices(found.layout, "way", ["step"])
    assert len(measures(found.layout)) == len({one.measure for one in NODES})
