"""Indicators of the programme: fixed questions about published cells, beside targets that leave a trace."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from sqlalchemy import func, select

from casework.audit.models import Act, Entry
from casework.core.codes import codelist
from casework.reporting.asking import ask
from casework.reporting.lattice import NODES
from casework.reporting.logframe.indicators import EARNING, INDICATORS, RUNNING
from casework.reporting.logframe.models import Target
from casework.reporting.logframe.sheet import Line, line, sheet
from casework.reporting.marks import Mark, Shown
from casework.reporting.models import Release
from casework.reporting.queries import Published
from tests.reporting.conftest import Cells
from tests.reporting.office import Office
from tests.reporting.population import Woman, women
from tests.support.browser import Browser
from tests.support.people import World, acting, client_as

YEAR, THIS = 2081, 2082
ON_ONE = pytest.mark.parametrize("engine_name", ["sqlite"])
BY_CODE = {one.code: one for one in INDICATORS}


@pytest.fixture(scope="module")
def found() -> Published:
    """A release of 600 women."""
    office = Office()
    office.hear(women(600))
    office.publish("2082-06")
    release = Release(number=1, period_end="2082-06", quarter_end="2082-06", layout=office.layout.text())
    return Published(release, office.layout, office.before.cells)


def told(found: Published, code: str, year: int = YEAR) -> Line:
    """An indicator without a target."""
    return line(found, BY_CODE[code], None, year)


def test_every_indicator_is_one_or_two_tables_of_the_lattice() -> None:
    for one in INDICATORS:
        for count in (one.part, one.whole):
            if count is not None:
                assert count.asked(YEAR).node in NODES
                assert count.by_year == one.by_year


def test_the_codes_that_are_chosen_are_codes_of_the_lists() -> None:
    assert all(codelist("current_activity").has(code) for code in EARNING)
    assert all(codelist("business_stage").has(code) for code in RUNNING)


def test_a_count_is_the_published_number(found: Published) -> None:
    asked = ask("reached", shown=["year"])
    assert told(found, "reached").shown == found.get(asked.node, "2081-Y1")


def test_a_share_is_of_two_published_numbers(found: Published) -> None:
    share = told(found, "tested")
    assert share.part.n is not None
    assert share.whole.n is not None
    assert share.shown == Shown(round(100 * share.part.n / share.whole.n))


@pytest.mark.parametrize("whole", [Shown(None, Mark.FEW), Shown(19), Shown(90, Mark.MOST)])
def test_a_share_of_few_is_not_told(found: Published, whole: Shown) -> None:
    few = {key: whole for key in found.cells if key[0] == "taken.year.step" and "completed" in key[1]}
    without = Published(found.release, found.layout, {**found.cells, **few})
    assert told(without, "tested").shown == Shown(None, Mark.SMALL_BASE)


def test_what_has_no_year_stands_in_the_year_in_which_the_data_ends(found: Published) -> None:
    assert told(found, "earning", found.layout.last_year).shown.n is not None
    assert told(found, "earning", found.layout.last_year - 1).shown.mark is Mark.NONE_HERE


def test_a_year_without_tables_shows_nothing(found: Published) -> None:
    for year in (1999, found.layout.last_year + 1):
        lines = [one for part in sheet(found, {}, year) for one in part.lines]
        assert {one.shown.mark for one in lines} <= {Mark.NONE_HERE, Mark.SMALL_BASE}
        assert {one.shown.n for one in lines} == {None}


def _set(browser: Browser, target: str, baseline: str = "", note: str = "") -> None:
    browser.visit(f"/numbers/logframe/completed/{THIS}")
    browser.fill("लक्ष्य", target)
    browser.fill("सुरुमा कति थियो", baseline)
    browser.fill("टिप्पणी", note)
    browser.press("लक्ष्य राख्नुहोस्")


def test_a_manager_sets_a_target_and_a_change_leaves_a_trace(
    world: World, tell: Callable[[Iterable[Woman]], None], release: Callable[[], Cells]
) -> None:
    tell(women(90))
    release()
    browser = client_as(world.maya, "ne")
    _set(browser, "१२०", "80", "योजना")
    _set(browser, "150", "80", "योजना")
    _set(browser, "150", "80", "योजना")
    assert "१५०" in browser.visit(f"/numbers/logframe?year={THIS}").text
    page = browser.visit(f"/numbers/logframe/completed/{THIS}").text
    assert "१२०" in page
    assert "माया" in page
    with acting(world.ojaswi) as session:
        rows = session.execute(select(Target.number, Target.target, Target.set_by).order_by(Target.number))
        assert [tuple(row) for row in rows] == [(1, 120, world.maya.id), (2, 150, world.maya.id)]
        noted = session.scalars(select(Entry.subject_id).where(Entry.act == Act.TARGET_SET)).all()
        assert set(noted) == set(session.scalars(select(Target.id)))


@ON_ONE
def test_of_two_who_set_it_at_once_the_second_sees_what_the_first_set(world: World) -> None:
    first, second = client_as(world.maya, "ne"), client_as(world.maya, "ne")
    second.visit(f"/numbers/logframe/completed/{THIS}")
    _set(first, "120")
    second.fill("लक्ष्य", "99")
    second.press("लक्ष्य राख्नुहोस्", status=422)
    assert second.field("लक्ष्य")["value"] == "99"
    second.press("लक्ष्य राख्नुहोस्")
    with acting(world.ojaswi) as session:
        assert session.scalars(select(Target.target).order_by(Target.number)).all() == [120, 99]


@ON_ONE
def test_what_is_no_number_comes_back_as_it_was_typed(world: World) -> None:
    browser = client_as(world.maya, "ne")
    browser.visit(f"/numbers/logframe/tested/{THIS}")
    browser.fill("लक्ष्य", "१०१")
    browser.fill("टिप्पणी", "गत वर्षको प्रतिवेदन")
    browser.press("लक्ष्य राख्नुहोस्", status=422)
    assert browser.field("लक्ष्य")["value"] == "१०१"
    assert "गत वर्षको प्रतिवेदन" in browser.page.text


@ON_ONE
def test_who_makes_the_numbers_sets_no_target(world: World) -> None:
    browser = client_as(world.ojaswi, "ne")
    page = browser.visit(f"/numbers/logframe/completed/{THIS}")
    assert not [button for button in page.buttons() if "लक्ष्य" in page.label(button)]
    browser.visit("/account")
    browser.post(f"/numbers/logframe/completed/{THIS}", {"revision": "0", "target": "1"}, status=403)
    with acting(world.ojaswi) as session:
        assert session.scalar(select(func.count()).select_from(Target)) == 0
