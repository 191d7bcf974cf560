"""What a published table can never show."""

from __future__ import annotations

from itertools import product

import pytest

from casework.reporting.categories import categories
from casework.reporting.lattice import NODES, Measure, offered
from casework.reporting.marks import Mark
from casework.reporting.previous import cell_key
from casework.reporting.stock import Stock
from tests.reporting.office import Cells, Office
from tests.reporting.population import DHADING, JHAPA, SINDHUPALCHOK, Woman, women

MONTH = "2082-06"
FEW = [Woman(district="701", pseudonym=f"{number:032x}") for number in (1, 2, 3)]
EVERYBODY = (*women(600, districts=(DHADING, SINDHUPALCHOK, JHAPA)), *FEW)


@pytest.fixture(scope="module")
def office() -> Office:
    """600 women in three districts, and three in a fourth."""
    made = Office()
    made.hear(EVERYBODY)
    made.publish(MONTH)
    return made


@pytest.fixture(scope="module")
def cells(office: Office) -> Cells:
    """The published cells."""
    return {f"{node}|{key}": shown for (node, key), shown in office.before.cells.items()}


def test_no_number_from_one_to_five_is_anywhere(cells: Cells) -> None:
    assert [key for key, shown in cells.items() if shown.n is not None and shown.n < 6] == []


def test_a_place_with_three_women_looks_like_one_with_none(cells: Cells) -> None:
    assert cells["reached.province|7"] == cells["reached.province|6"]
    for step in ("referred", "enrolled"):
        assert cells[f"way.province.step|7|{step}"] == cells[f"way.province.step|6|{step}"]


def test_the_whole_grid_is_published(office: Office, cells: Cells) -> None:
    expected = {
        f"{one.name}|{cell_key(codes)}"
        for one in NODES
        if offered(one, office.layout)
        for codes in product(*(categories(d, office.layout) for d in one.dimensions))
    }
    assert set(cells) == expected


def test_numbers_are_near_the_truth(cells: Cells) -> None:
    for code, district in (("d304", DHADING), ("d302", SINDHUPALCHOK), ("d111", JHAPA)):
        true = sum(1 for woman in EVERYBODY if woman.district == district)
        assert abs((cells[f"reached.district|{code}"].n or 0) - true) <= 7


def test_the_same_women_give_the_same_number_in_every_table(cells: Cells) -> None:
    assert cells["reached|"].n == cells["way.step|reached"].n


def test_the_order_in_which_facts_came_does_not_matter(cells: Cells) -> None:
    other = Office()
    other.hear(reversed(EVERYBODY[:300]))
    other.hear(EVERYBODY[300:])
    assert other.publish(MONTH) == cells


def test_publishing_the_same_again_draws_nothing_new(office: Office, cells: Cells) -> None:
    for _each in range(2):
        again = Office(stock=Stock.from_bytes(office.stock.to_bytes()))
        assert again.publish(MONTH) == cells


def test_the_way_never_grows_longer_than_it_began(cells: Cells) -> None:
    steps = ("reached", "referred", "accepted", "enrolled", "completed", "tested")
    numbers = [cells[f"way.step|{step}"].n or 0 for step in steps]
    assert numbers == sorted(numbers, reverse=True)
    assert (cells["way.step|earning"].n or 0) <= numbers[4]


def test_nothing_sensitive_is_said_about_fewer_than_twenty() -> None:
    office = Office()
    office.hear(
        [*women(200), *(Woman(district=JHAPA, course="cook", steps=("enrolled",)) for _i in range(12))]
    )
    cells = office.publish(MONTH)
    assert cells["way.province.step|1|enrolled"].mark is Mark.SMALL_BASE


def test_a_group_in_which_all_are_alike_is_capped() -> None:
    office = Office()
    office.hear(
        [*women(200), *(Woman(district=JHAPA, course="cook", steps=("enrolled",)) for _i in range(60))]
    )
    capped = office.publish(MONTH)["way.province.step|1|enrolled"]
    assert capped.mark is Mark.MOST
    assert capped.n is not None
    assert capped.n < 60


def test_few_women_in_all_are_said_to_be_few_and_nothing_else() -> None:
    office = Office()
    office.hear(women(12))
    cells = office.publish(MONTH)
    assert {shown.mark for key, shown in cells.items() if not key.startswith("reached|")} <= {
        Mark.SMALL_BASE,
        Mark.NONE_HERE,
    }


def test_small_districts_stand_together(office: Office) -> None:
    assert set(office.layout.districts) == {304, 302, 111}


def test_a_large_office_counts_by_district() -> None:
    office = Office()
    office.hear(women(2100))
    office.publish(MONTH)
    assert not office.layout.small


def test_a_woman_without_a_course_is_in_no_course(cells: Cells) -> None:
    assert {
        shown.mark for key, shown in cells.items() if key.startswith(f"{Measure.COURSE}.course.result|baker")
    } == {
        Mark.FEW,
        Mark.SMALL_BASE,
    }


def test_the_stock_survives_its_bytes(office: Office) -> None:
    again = Stock.from_bytes(office.stock.to_bytes())
    assert again.to_bytes() == office.stock.to_bytes()
