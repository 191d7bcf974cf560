"""All selections with lines, two by two, where organisations, districts and periods hang closely together."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pytest

from casework.reporting.categories import TIME, Dimension, categories, month_range
from casework.reporting.lattice import NODES, offered
from casework.reporting.layout import Layout
from casework.reporting.months import month_number
from casework.reporting.nodes import Measure, Node
from casework.reporting.previous import cell_key
from tests.reporting.attacks.conftest import office_of
from tests.reporting.attacks.crowd import MONTHS, Crowd, Planted, She
from tests.reporting.office import Office

D = Dimension
ORGANISATIONS = tuple(uuid.UUID(int=number) for number in range(1, 6))
Codes = tuple[str, ...]


@pytest.mark.parametrize("seed", range(2))
def test_no_two_selections_with_lines_differ_by_one_to_nine_women(seed: int) -> None:
    """The same people give the same number, so the lines in which two such selections differ are theirs who
    are in one alone. Tolerance: none."""
    women = _women(seed)
    office = office_of(Planted(women, [], []))
    office.organisations = tuple(one.hex for one in ORGANISATIONS)
    office.publish("2082-09")
    for lines in (D.EXPLOITATION, D.DESTINATION):
        shown = list(_with_lines(office, women, lines))
        assert len(shown) > 10
        near = [(a, b) for (a, one), (b, other) in combinations(shown, 2) if 0 < len(one ^ other) < 10]
        assert near == []


def _women(seed: int) -> list[She]:
    """Each organisation works in one district and began in one year, but for a woman here and there."""
    drawn, found = Crowd(seed), list[She]()
    pick = drawn.chance
    for one in ORGANISATIONS:
        home, start = pick.choice(drawn.codes), pick.choice((0, 12, 24))
        for _each in range(pick.choice((40, 150, 300))):
            district = home if pick.random() < 0.99 else pick.choice(drawn.codes)
            months = MONTHS[start : start + 6] if pick.random() < 0.99 else MONTHS
            her = drawn.one(district=district, month=pick.choice(months))
            found.append(replace(her, organisation=one))
    return found


def _with_lines(office: Office, women: list[She], lines: Dimension) -> Iterator[tuple[str, set[int]]]:
    """Each selection of which a line says a number, and who is in it."""
    codes = [_codes(her, office.layout) for her in women]
    for one in NODES:
        if (one.measure, one.sensitive) == (Measure.REACHED, (lines,)) and offered(one, office.layout):
            inside: dict[Codes, set[int]] = defaultdict(set)
            for number, hers in enumerate(codes):
                inside[tuple(hers[d] for d in one.dimensions if d is not lines)].add(number)
            yield from ((f"{one.name} {key}", who) for key, who in inside.items() if _says(office, one, key))


def _says(office: Office, one: Node, key: Codes) -> bool:
    line = one.dimensions[-1]
    cells = (
        office.before.cells[one.name, cell_key((*key, code))] for code in categories(line, office.layout)
    )
    return any(cell.n is not None and cell.mark is None for cell in cells)


def _codes(her: She, layout: Layout) -> dict[Dimension, str]:
    own = int(her.district) in layout.districts
    month = month_number(her.month)
    return {
        D.DISTRICT: f"d{her.district}" if own else f"o{her.province}",
        D.PROVINCE: her.province,
        D.SEX: her.sex,
        D.AGE: her.age,
        D.ORGANISATION: her.organisation.hex,
        **{time: _period(time, month, layout) for time in TIME},
    }


def _period(time: Dimension, month: int, layout: Layout) -> str:
    return next(code for code in categories(time, layout) if month <= month_range(code)[1])
