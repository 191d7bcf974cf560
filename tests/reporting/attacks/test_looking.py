"""What stands beside the numbers: who is alike, what is missing, in which order and how long."""

from __future__ import annotations

import json

from casework.reporting.asking import answered, ask
from casework.reporting.bases import bases
from casework.reporting.lattice import NODES
from casework.reporting.marks import Shown
from casework.reporting.merging import merge
from casework.reporting.previous import cell_key
from tests.reporting.attacks.conftest import Reading, office_of, reading_of
from tests.reporting.attacks.crowd import ALIKE, KINDS, SMALL, Crowd, Planted, puts, share
from tests.reporting.office import Office


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


def test_no_mark_tells_one_woman_from_none(crowd: Planted, office: Office) -> None:
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
    assert share(hits) - 0.5 <= 0.05


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


def test_an_answer_with_one_woman_more_is_as_long(crowd: Planted) -> None:
    """She alone went to a country. Tolerance: none."""
    lone = Crowd(5).one(destination="MV")
    without = [her for her in crowd.everybody if her.destination != "MV"]
    lengths = []
    for women in (without, [*without, lone]):
        office = Office()
        merge(office.stock, puts(women), (), office.record)
        office.publish("2082-06")
        cells = reading_of(office).cells("reached", "exploitation", destination="MV")
        lengths.append(json.dumps([[codes, one.n, one.mark] for codes, one in cells.items()]))
    assert lengths[0] == lengths[1]
    assert len(lengths[0]) == len(lengths[1])
