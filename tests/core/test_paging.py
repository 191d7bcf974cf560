"""Pages of a long list."""

from __future__ import annotations

import pytest

from casework.core.paging import paginate

ITEMS = list(range(101))


def test_a_page_holds_its_part_and_says_what_lies_around() -> None:
    page = paginate(ITEMS, 2)
    assert list(page.items) == ITEMS[50:100]
    assert (page.total, page.pages, page.has_previous, page.has_next) == (101, 3, True, True)


@pytest.mark.parametrize(("number", "shown"), [(0, 1), (-3, 1), (3, 3), (99, 3)])
def test_a_number_outside_the_list_gives_the_nearest_page(number: int, shown: int) -> None:
    assert paginate(ITEMS, number).number == shown


def test_an_empty_list_has_one_empty_page() -> None:
    nobody: list[str] = []
    page = paginate(nobody, 1)
    assert (list(page.items), page.pages, page.has_next) == ([], 1, False)
