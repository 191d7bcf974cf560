"""Which tables there can be."""

from __future__ import annotations

import pytest

from casework.reporting.categories import PLACE, TIME, Dimension
from casework.reporting.choosing import Choice
from casework.reporting.lattice import MOST_POINTS, NODES, Measure, NotAtThisDetail, named, node
from casework.reporting.layout import Layout


def test_no_table_asks_for_more_detail_than_three_points() -> None:
    assert [one.name for one in NODES if one.points > MOST_POINTS] == []


def test_a_table_has_one_level_of_place_and_one_of_time() -> None:
    for one in NODES:
        assert len(set(one.dimensions) & TIME) <= 1
        assert len(set(one.dimensions) & PLACE) <= 1


def test_no_sensitive_table_goes_below_the_province_or_the_quarter() -> None:
    for one in NODES:
        if one.sensitive:
            assert one.place in (None, Dimension.PROVINCE)
            assert one.time is not Dimension.MONTH


def test_two_sensitive_dimensions_stand_together_only_nationally() -> None:
    assert [one.name for one in NODES if len(one.sensitive) > 1 and (one.place or one.time)] == []


def test_names_and_subjects_are_different_for_each_table() -> None:
    assert len({one.name for one in NODES}) == len({one.subject for one in NODES}) == len(NODES)


def test_the_order_of_dimensions_does_not_matter() -> None:
    assert node(Measure.REACHED, "year", "district") is node(Measure.REACHED, "district", "year")


@pytest.mark.parametrize("name", ["reached.district.month", "way.district.step", "harm", "", "reached."])
def test_any_other_table_is_refused(name: str) -> None:
    with pytest.raises(NotAtThisDetail):
        named(name)


@pytest.mark.parametrize(
    "asked",
    [{"by": "day"}, {"by": "week"}, {"where": "304"}, {"where": "8"}, {"year": "२०८१"}, {"sex": "female"}],
)
def test_any_other_choice_is_refused(asked: dict[str, str]) -> None:
    with pytest.raises(NotAtThisDetail):
        Choice.of(asked)


def test_a_year_outside_the_tables_is_refused() -> None:
    layout = Layout(2080, 2082 * 12 + 5, 2082 * 12 + 5)
    with pytest.raises(NotAtThisDetail):
        Choice.of({"year": "2079"}).within(layout)
