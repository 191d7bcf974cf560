"""What stands on the pages of the numbers, and what they offer."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qsl

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from casework.reporting.asking import ask
from casework.reporting.lattice import NotAtThisDetail
from casework.reporting.marks import Mark, Shown
from casework.reporting.models import Release
from casework.reporting.pages import compared
from casework.reporting.pages.columns import columns
from casework.reporting.pages.compared import Line, Way
from casework.reporting.pages.explorer import Step, explorer
from casework.reporting.pages.mapped import Class, mapped
from casework.reporting.pages.medians import BANDS, Median, median
from casework.reporting.pages.outline import outline
from casework.reporting.pages.overview import Part
from casework.reporting.pages.tables import table
from casework.reporting.pages.views import blueprint
from casework.reporting.queries import Published
from casework.reporting.words import asked_of, words_of
from tests.reporting.office import Office
from tests.reporting.population import DHADING, JHAPA, SINDHUPALCHOK, women

FEW = Shown(None, Mark.FEW)


@pytest.fixture(scope="module")
def found() -> Published:
    """A release of 600 women in three districts."""
    office = Office()
    office.hear(women(600, districts=(DHADING, SINDHUPALCHOK, JHAPA)))
    office.publish("2082-06")
    release = Release(number=1, period_end="2082-06", quarter_end="2082-06")
    return Published(release, office.layout, office.before.cells)


def bands(*numbers: int | None) -> list[tuple[str, Shown]]:
    """Published bands; none is a small number."""
    return list(zip(BANDS, [FEW if n is None else Shown(n) for n in numbers], strict=False))


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((10, 20, 40, 20, 10, 10, 10), Median(9000)),
        ((60, 10, 10, 6, 6, 6, 6), Median(0)),
        ((6, 6, 6, 6, 6, 6, 60), Median(30000, or_more=True)),
        ((None, 15, 25, 29, 19, None, None), Median(10500)),
        ((None, 6, 6, 6, 6, None, None), None),
        ((None, None, 15, 16, None, None, None), None),
    ],
)
def test_the_middle_lies_within_published_bands_or_is_not_told(
    numbers: tuple[int | None, ...], expected: Median | None
) -> None:
    assert median(bands(*numbers)) == expected


def test_a_band_of_which_only_the_least_is_known_gives_no_middle() -> None:
    assert median([*bands(10, 10, 10, 10), (BANDS[4], Shown(40, Mark.MOST))]) is None


@pytest.mark.parametrize(
    ("now", "before", "way", "about"),
    [
        (Shown(60), Shown(50), Way.ALIKE, 10),
        (Shown(50), Shown(61), Way.FEWER, 10),
        (Shown(65), Shown(49), Way.MORE, 15),
        (Shown(65), FEW, Way.UNKNOWN, None),
        (Shown(90, Mark.MOST), Shown(20), Way.UNKNOWN, None),
    ],
)
def test_a_difference_is_said_in_round_words_or_not_at_all(
    now: Shown, before: Shown, way: Way, about: int | None
) -> None:
    line = Line("", now, before)
    assert line.way is way
    assert about is None or line.about == about


def test_a_part_that_is_published_above_its_whole_is_nearly_all_of_it() -> None:
    part = Part("", Shown(26), Shown(23))
    assert (part.nearly_all, part.percent) == (True, 100)
    assert not Part("", Shown(23), Shown(26)).nearly_all
    assert not Part("", Shown(26), FEW).nearly_all


def test_periods_are_compared_once_they_are_over_in_every_table(found: Published) -> None:
    assert compared.last_two(compared.KINDS[0], found.layout) == ("2082-Q1", "2081-Q4")
    assert compared.last_two(compared.KINDS[2], found.layout) == ("2081-Y1", "2080-Y1")


def test_the_map_says_what_the_table_says(found: Published) -> None:
    districts = table(found, ask("reached", shown=["district"]), "en")
    shapes = {one.code: one.kind for one in mapped(districts, "en").shapes}
    rows = {row.code: row.first for row in districts.rows}
    assert set(shapes) <= set(rows)
    assert {code for code, kind in shapes.items() if kind is Class.TOGETHER} == {
        f"o{province}" for province in range(1, 8)
    }
    for code in (f"d{DHADING}", f"d{JHAPA}"):
        assert shapes[code] is (Class.FROM_100 if (rows[code].n or 0) >= 100 else Class.FROM_50)


def test_the_outline_holds_every_district_and_weighs_little() -> None:
    drawn = outline()
    assert len(drawn.districts) == 77
    assert sum(map(len, drawn.districts.values())) + len(drawn.borders) < 12_000
    assert all(0 < x < 800 and 0 < y < 402 for x, y in drawn.names.values())


def test_a_chart_is_drawn_from_its_table_alone(found: Published) -> None:
    quarters = table(found, ask("reached", shown=["quarter"]), "ne")
    drawn = columns(quarters, "ne")
    assert drawn is not None
    plain = [row.first.n for row in quarters.begun if row.code != "earlier" and row.first.mark != "dot"]
    told = [(one.height, n) for one, n in zip(drawn.columns, plain, strict=True) if n]
    assert len(told) > 3
    assert {round(height / n, 1) for height, n in told} == {round(told[0][0] / told[0][1], 1)}
    assert {one.height for one in drawn.columns if one.few} == {6}
    assert columns(table(found, ask("reached", shown=["sex"]), "ne"), "ne") is None


def test_what_is_offered_next_can_be_asked_and_nothing_else(found: Published) -> None:
    app = Flask("pages")
    app.register_blueprint(blueprint)
    words = {("of", "way"), ("by", "sex"), ("by", "step")}
    with app.test_request_context():
        choice = explorer(MultiDict([("of", "way"), ("by", "sex"), ("by", "step")]), found.layout, "en")
        assert choice.rows and choice.columns and choice.more
        for step in (choice.rows, choice.columns):
            for code, _name in step.options:
                asked = asked_of(MultiDict(_sent(step, code)))
                assert {d.value for d in asked.shown} - {code} < {value for _key, value in words}
        assert "district" not in {code for code, _name in choice.rows.options}
        offered = {code for code, _name in choice.more.options}
        assert offered == {"sex", "step", "age", "province", "organisation"}
        for told, shown in (("of=way", ["step"]), ("of=way&by=sex", ["sex", "step"]), ("of=reached", [])):
            begun = explorer(MultiDict(parse_qsl(told)), found.layout, "en").asked
            assert begun
            assert [one.value for one in begun.shown] == shown
        for told in ("destination", "nobody"):
            with pytest.raises(NotAtThisDetail):
                explorer(MultiDict([*words_of(choice.asked), ("with", told)]), found.layout, "en")  # type: ignore[arg-type]


def _sent(step: Step, code: str) -> Iterator[tuple[str, str]]:
    for name, value in step.kept:
        yield (name, value) if value else (name, code)


def test_a_table_that_the_release_does_not_have_says_so(found: Published) -> None:
    older = Published(found.release, found.layout, {})
    assert table(older, ask("way", shown=["step"]), "en").missing
    assert not table(found, ask("way", shown=["step"]), "en").missing
