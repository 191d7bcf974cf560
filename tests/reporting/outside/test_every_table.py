"""Every table that there is, as it comes out."""

from __future__ import annotations

from collections import Counter
from itertools import product
from statistics import fmean, pvariance

from casework.app import create_app
from casework.reporting.asking import answered, ask
from casework.reporting.categories import Dimension, categories
from casework.reporting.marks import Mark
from casework.reporting.nodes import Measure
from casework.reporting.queries import published
from tests.reporting.attacks.crowd import ALIKE, KINDS, SMALL, Planted
from tests.reporting.served import Served, Words, whole
from tests.support.instances import Instance
from tests.support.people import acting, client_as

D = Dimension
KNOWN = {D.PROVINCE: "province", D.SEX: "sex", D.AGE: "age", D.DESTINATION: "destination", D.YEAR: "year"} | {
    D.EXPLOITATION: "kind"
}
"""What the attacker knows of each woman, by the dimension that it is."""


def test_no_table_shows_a_number_below_six(served: Served) -> None:
    for one in served.nodes:
        for codes, cell in served.json(whole(one)).items():
            assert (cell.n is None) == (cell.mark not in (None, Mark.MOST)), (one.name, codes)
            assert cell.n is None or cell.n >= 6, (one.name, codes)


def test_every_table_has_its_whole_grid_in_the_order_of_the_lists(served: Served) -> None:
    for one in served.nodes:
        axes = [categories(d, served.layout) for d in one.dimensions]
        assert list(served.json(whole(one))) == list(product(*axes)), one.name


def test_what_comes_out_is_what_was_published(served: Served) -> None:
    with acting(served.world.ojaswi) as session:
        found = published(session, served.nodes)
    assert found is not None
    for one in served.nodes:
        assert served.json(whole(one)) == answered(found, ask(one.measure, shown=one.dimensions)).cells


def test_numbers_are_a_little_off_and_on_average_right(crowd: Planted, served: Served) -> None:
    """Of the women whom the gate has let in: those of places with ten or more."""
    errors, where = [], Counter(her.district for her in crowd.everybody)
    let_in = [her for her in crowd.everybody if where[her.district] >= 10]
    for one in served.nodes:
        if one.measure is Measure.REACHED and set(one.dimensions) <= set(KNOWN):
            names = [KNOWN[d] for d in one.dimensions]
            true = Counter(tuple(getattr(her, name) for name in names) for her in let_in)
            cells = served.json(whole(one)).items()
            errors += [cell.n - true[codes] for codes, cell in cells if cell.n is not None and not cell.mark]
    assert len(errors) > 1000
    assert max(map(abs, errors)) <= 7
    assert abs(fmean(errors)) < 0.4  # what is shown is at least 6, so a few more are too high
    assert 3 < pvariance(errors) < 5


def test_the_only_one_looks_like_nobody(served: Served) -> None:
    cells = served.json([("of", "reached"), ("by", "province"), ("by", "sex")])
    assert {cells[str(province), sex] for province in range(1, 8) for sex in ("other", "not_told")} == {
        cells["1", "other"]
    }
    assert cells["1", "other"].mark is Mark.FEW


def test_where_all_are_alike_no_more_than_nine_in_ten_are_said_to_be(served: Served) -> None:
    there = [("district", f"d{ALIKE}")]
    kinds = served.json([("of", "reached"), ("by", "exploitation"), *there])
    everybody = served.json([("of", "reached"), *there])[()].n
    assert {codes: cell.mark for codes, cell in kinds.items() if cell.n is not None} == {
        (KINDS[1],): Mark.MOST
    }
    assert everybody is not None
    assert (kinds[KINDS[1],].n or 0) <= 0.9 * everybody


def test_a_district_of_twelve_stands_in_no_table(served: Served) -> None:
    assert [
        one.name
        for one in served.nodes
        if f"d{SMALL}" in served.text(f"/api/v1/table?{_as_address(whole(one))}")
    ] == []


def test_nothing_sensitive_is_said_of_fewer_than_twenty(served: Served) -> None:
    for place, kind in ((D.PROVINCE, D.EXPLOITATION), (D.PROVINCE, D.DESTINATION), (D.DISTRICT, D.ROUTE)):
        base = served.json([("of", "reached"), ("by", place)])
        few = {codes for codes, cell in base.items() if cell.mark or (cell.n or 0) < 20}
        cells = served.json([("of", "reached"), ("by", place), ("by", kind)])
        assert {cell.mark for codes, cell in cells.items() if codes[:1] in few} <= {Mark.SMALL_BASE}
        assert few or place is D.DISTRICT


FILTERED: tuple[tuple[str, tuple[str, ...], str, tuple[str, ...]], ...] = (
    ("reached", ("sex", "year"), "sex", ("female",)),
    ("reached", ("age", "exploitation"), "age", ("18_24", "25_34")),
    ("reached", ("province", "exploitation"), "exploitation", KINDS[:2]),
    ("way", ("province", "step"), "province", ("1", "3")),
    ("trained", ("year", "course"), "year", ("2080-Y1", "2081-Y1")),
)


def test_a_filter_is_the_cross_table_and_several_are_its_sum_or_nothing(served: Served) -> None:
    for measure, dimensions, name, codes in FILTERED:
        words: Words = [("of", measure), *(("by", d) for d in dimensions)]
        crossed, at = served.json(words), dimensions.index(name)
        rest = [("by", d) for d in dimensions if d != name]
        for picked in (codes[:1], codes):
            found = served.json([("of", measure), *rest, *((name, code) for code in picked)])
            for key, cell in found.items():
                parts = [crossed[*key[:at], code, *key[at:]] for code in picked]
                if len(parts) == 1:
                    assert cell == parts[0]
                elif any(part.mark for part in parts):
                    assert (cell.n, cell.mark) == (None, Mark.NO_SUM)
                else:
                    assert cell.n == sum(part.n or 0 for part in parts)


def test_asked_again_turned_round_and_after_a_restart_the_answer_is_the_same(served: Served) -> None:
    instance = Instance(served.app.extensions["sahayatri_config"].instance)
    again = client_as(served.world.moved_to(create_app(instance.config)).maya).client
    for path in [f"/numbers/export/csv?{_as_address(whole(one))}" for one in served.nodes[::40]]:
        assert {served.get(path).data for _each in range(3)} == {again.get(path).data}
    there, back = (
        served.json([("of", "reached"), ("by", a), ("by", b)]) for a, b in (("sex", "age"), ("age", "sex"))
    )
    assert {(b, a): cell for (a, b), cell in back.items()} == there


def _as_address(words: Words) -> str:
    return "&".join(f"{name}={value}" for name, value in words)
