"""Before and after: what changes between two releases points at nobody."""

from __future__ import annotations

from casework.reporting.merging import merge
from casework.reporting.stock import Stock
from tests.reporting.attacks.conftest import Beside, Reading, reading_of
from tests.reporting.attacks.crowd import KINDS, Crowd, Planted, She, puts, share
from tests.reporting.attacks.test_subtracting import most_common
from tests.reporting.office import Cells, Office, moved_cells


def _copy(office: Office) -> Office:
    return Office(
        stock=Stock.from_bytes(office.stock.to_bytes()), before=office.before, quarter=office.quarter
    )


def _flat(office: Office) -> Cells:
    return {f"{node}|{key}": shown for (node, key), shown in office.before.cells.items()}


def test_one_new_woman_in_each_district_is_seen_nowhere(office: Office) -> None:
    """Nothing moves, so there is nothing to subtract: the gain is none."""
    after, crowd, before = _copy(office), Crowd(9), _flat(office)
    new = [crowd.one(district=str(code), month="2082-05") for code in office.layout.districts]
    merge(after.stock, puts(new), (), after.record)
    assert moved_cells(before, after.publish("2082-09")) == []


def test_who_leaves_is_not_told_by_what_is_drawn_anew(crowd: Planted, office: Office, beside: Beside) -> None:
    """One woman in each large district takes her consent back. The attacker knows who, and guesses the kind
    whose number in her district fell most. Tolerance: 15 points over guessing the most common kind."""
    after = _copy(office)
    leaving = _one_each(crowd, office)
    merge(after.stock, [], [her.name for her in leaving], after.record)
    before = reading_of(office)
    after.publish("2082-09")
    then = reading_of(after)
    hits = [_fell(before, then, her) == her.kind for her in leaving]
    baseline = share([her.kind == most_common(crowd.everybody) for her in leaving])
    assert len(leaving) >= 10
    beside(share(hits), baseline, 0.15)


def _one_each(crowd: Planted, office: Office) -> list[She]:
    found: dict[str, She] = {}
    for her in crowd.everybody[200:]:
        if int(her.district) in office.layout.districts:
            found.setdefault(her.district, her)
    return list(found.values())


def _fell(before: Reading, after: Reading, her: She) -> str:
    was = before.guessed("reached", "exploitation", district=f"d{her.district}")
    now = after.guessed("reached", "exploitation", district=f"d{her.district}")
    return max(KINDS, key=lambda kind: was[(kind,)] - now[(kind,)])
