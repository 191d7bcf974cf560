"""Which tables there can be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from casework.reporting.bases import bases
from casework.reporting.categories import PLACE, SENSITIVE, TIME, Dimension
from casework.reporting.lattice import (
    MOST_POINTS,
    NODES,
    Layer,
    Measure,
    NotAtThisDetail,
    named,
    node,
    offered,
)
from casework.reporting.layout import Layout


def test_no_table_asks_for_more_detail_than_three_points() -> None:
    assert [one.name for one in NODES if one.points > MOST_POINTS] == []


def test_a_table_has_one_level_of_place_and_one_of_time() -> None:
    for one in NODES:
        assert len(set(one.dimensions) & TIME) <= 1
        assert len(set(one.dimensions) & PLACE) <= 1


def test_what_came_of_women_is_told_by_no_month_and_by_district_only_alone() -> None:
    for one in NODES:
        if one.layer is Layer.SENSITIVE:
            assert one.time is not Dimension.MONTH
            assert one.place is not Dimension.DISTRICT or one.points == 2 + len(one.sensitive)


def test_two_sensitive_dimensions_stand_together_only_nationally_or_by_sex_province_and_year() -> None:
    beside = {Dimension.SEX, Dimension.PROVINCE, Dimension.YEAR}
    for one in NODES:
        if len(one.sensitive) > 1:
            assert len(one.sensitive) == 2
            assert set(one.dimensions) - set(one.sensitive) <= beside


@pytest.mark.parametrize("dimension", sorted(SENSITIVE))
def test_what_could_say_something_about_a_woman_stands_in_few_tables(dimension: Dimension) -> None:
    most = 13 if dimension is Dimension.EXPLOITATION else 25
    assert 0 < sum(dimension in one.dimensions for one in NODES) <= most


def test_the_kind_of_exploitation_stands_in_thirteen_tables_and_no_other() -> None:
    held = [one.without(Dimension.EXPLOITATION) for one in NODES if Dimension.EXPLOITATION in one.dimensions]
    assert {" ".join(one.dimensions) for one in held} == {
        *("", "sex", "age", "destination", "year", "organisation", "province", "district"),
        *("sex age", "sex destination", "year sex", "province sex", "province year"),
    }


def test_a_small_installation_has_no_table_of_what_came_of_women_by_district() -> None:
    layout = Layout(2080, 2082 * 12 + 5, 2082 * 12 + 5, small=True)
    missing = {one.name for one in NODES if not offered(one, layout)}
    assert "reached.district" not in missing
    assert {"way.district.step", "reached.district.exploitation"} < missing
    assert all(offered(one, replace(layout, small=False)) for one in NODES)


def test_each_base_of_a_cell_is_a_coarser_table() -> None:
    for one in NODES:
        for base in bases(one):
            assert set(base.node.dimensions) <= set(one.dimensions)
            assert base.node != one


def test_names_and_subjects_are_different_for_each_table() -> None:
    assert len({one.name for one in NODES}) == len({one.subject for one in NODES}) == len(NODES)


def test_the_order_of_dimensions_does_not_matter() -> None:
    assert node(Measure.REACHED, "year", "district") is node(Measure.REACHED, "district", "year")


@pytest.mark.parametrize("name", ["reached.district.month", "way.district.sex.step", "harm", "", "reached."])
def test_any_other_table_is_refused(name: str) -> None:
    with pytest.raises(NotAtThisDetail):
        named(name)
