"""What stands beside the numbers: who is alike, what is missing, in which order and how long."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from casework.app import create_app
from casework.core.db import db
from casework.reporting.asking import answered, ask
from casework.reporting.bases import bases
from casework.reporting.lattice import NODES
from casework.reporting.marks import Shown
from casework.reporting.previous import cell_key
from tests.reporting.attacks.conftest import Beside, Reading, office_of, reading_of
from tests.reporting.attacks.crowd import ALIKE, KINDS, SMALL, Planted, puts, share
from tests.reporting.office import Office
from tests.reporting.served import Served, serve
from tests.support.instances import Instance, copy


def test_where_all_are_alike_nobody_can_say_so(reading: Reading) -> None:
    """Everybody in one district suffered the same. What is shown is nine in ten at most."""
    cells = reading.cells("reached", "exploitation", district=f"d{ALIKE}")
    shown = {code: one for (code,), one in cells.items() if one.n is not None}
    assert list(shown) == [KINDS[1]]
    assert shown[KINDS[1]].mark == "ge"
    everybody = reading.guessed("reached", district=f"d{ALIKE}")[()]
    assert (shown[KINDS[1]].n or 0) / everybody <= 0.9


def test_no_sensitive_number_is_more_than_nine_tenths_of_its_base(office: Office) -> None:
    """Over every cell of every table. Tolerance: none."""
    tables: dict[str, dict[str, Shown]] = {}
    for (name, key), cell in office.before.cells.items():
        tables.setdefault(name, {})[key] = cell
    worst = 0.0
    for one in NODES:
        for base in bases(one):
            if base.node.layer is not one.layer:
                continue
            for key, shown in tables[one.name].items():
                at = base.of(tuple(key.split("|")) if key else ()) if shown.n is not None else None
                whole = tables.get(base.node.name, {}).get(cell_key(at)) if at is not None else None
                if whole is not None and whole.n and whole.mark is None:
                    worst = max(worst, (shown.n or 0) / whole.n)
    assert worst <= 0.9


def test_a_district_of_twelve_is_in_no_table(office: Office) -> None:
    assert [key for name, key in office.before.cells if f"d{SMALL}" in key.split("|")] == []


def test_no_mark_tells_one_woman_from_none(crowd: Planted, office: Office, beside: Beside) -> None:
    """The attacker sees a hidden cell and says whether one woman is in it or none: as many of each.
    Tolerance: 5 points over tossing a coin."""
    rows: list[tuple[str, ...]] = [(her.province, her.sex, her.kind) for her in crowd.everybody]
    reading = reading_of(office)
    cells = reading.cells("reached", "province", "sex", "exploitation")
    one = [key for key in cells if rows.count(key) == 1]
    # Of each such cell another of the same selection, in which nobody is: the marks of a selection are known.
    none = [
        (*key[:2], next(k for k in (*KINDS, "not_told") if rows.count((*key[:2], k)) == 0)) for key in one
    ]
    of_one, of_none = [cells[key].mark for key in one], [cells[key].mark for key in none]
    says_one = {mark for mark in of_one if of_one.count(mark) > of_none.count(mark)}
    hits = [cells[key].mark in says_one for key in one] + [cells[key].mark not in says_one for key in none]
    assert len(one) >= 10
    beside(share(hits), 0.5, 0.05)


def test_order_absence_and_length_say_nothing(crowd: Planted, office: Office) -> None:
    """An instance in which a country, a kind and a place are missing has the same rows in the same order, and
    the same words where there are few: its answer is as long. Tolerance: none."""
    other = office_of(crowd)
    fewer = Office(stock=other.stock)
    fewer.publish("2082-06")
    assert list(fewer.before.cells) == list(office.before.cells)
    empty = Office()
    empty.publish("2082-06")
    for one in NODES[:40]:
        asked = ask(one.measure, shown=one.dimensions)
        if not one.for_many and one.place is None:
            ours = answered(reading_of(office).found, asked).cells
            assert list(answered(reading_of(empty).found, asked).cells) == list(ours)


def test_what_comes_out_is_as_long_with_one_woman_as_with_none(
    crowd: Planted,
    served: Served,
    peopled_templates: Callable[[str], Instance],
    tmp_path: Path,
) -> None:
    """The only one of her sex in a province, against the same office without her: her selection looks the
    same to the byte on the page, in its files and to a program. Tolerance: none."""
    her, *others = crowd.everybody
    assert her == crowd.alone[0]
    app = create_app(copy(peopled_templates("sqlite"), tmp_path / "without").config)
    app.testing = True
    without = serve(app, puts(others))
    for by in ("", "&by=exploitation", "&by=year", "&by=age"):
        asked = f"of=reached&province={her.province}&sex={her.sex}{by}"
        for way in ("/numbers/explore?", "/numbers/export/csv?", "/numbers/export/hxl?", "/api/v1/table?"):
            assert TOKEN.sub("", served.text(way + asked)) == TOKEN.sub("", without.text(way + asked)), way
    with app.app_context():
        for engine in db.engines.values():
            engine.dispose()


TOKEN = re.compile(r'value="[^"]{40,}"|"published_on":"[^"]*"')
