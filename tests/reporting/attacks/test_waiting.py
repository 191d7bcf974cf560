"""Before and after: what changes between two releases points at nobody."""

from __future__ import annotations

import uuid

from casework.facts.parts import Part
from casework.reporting.merging import merge
from casework.reporting.release.inbox import Put
from casework.reporting.stock import Stock
from tests.reporting.attacks.conftest import Beside, Reading, reading_of
from tests.reporting.attacks.crowd import KINDS, Crowd, Planted, She, puts, share
from tests.reporting.attacks.test_subtracting import most_common
from tests.reporting.office import PARTNER, Office


def _copy(office: Office) -> Office:
    return Office(
        stock=Stock.from_bytes(office.stock.to_bytes()), before=office.before, quarter=office.quarter
    )


def test_one_new_woman_in_each_district_is_seen_nowhere(office: Office) -> None:
    """What is published is the same to the byte as without them: the gain is none."""
    after, without, crowd = _copy(office), _copy(office), Crowd(9)
    new = [crowd.one(district=str(code), month="2082-05") for code in office.layout.districts]
    merge(after.stock, puts(new), (), after.record)
    assert after.publish("2082-09") == without.publish("2082-09")


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


def test_who_knows_nine_of_ten_who_came_does_not_learn_of_the_tenth(
    crowd: Planted, office: Office, beside: Beside
) -> None:
    """Ten women come to each large district, enough to let it move. The attacker knows nine of each ten and
    subtracts them from what was added. Tolerance: 10 points over guessing the most common kind (51 women)."""
    before, hits, guesses = reading_of(office), [], []
    for seed in range(3):
        after, drawn = _copy(office), Crowd(seed)
        came = {code: _ten(drawn, code) for code in office.layout.districts}
        merge(after.stock, puts([her for ten in came.values() for her in ten]), (), after.record)
        after.publish("2082-09")
        then = reading_of(after)
        for code, (her, *nine) in came.items():
            hits.append(_added(before, then, f"d{code}", nine) == her.kind)
            guesses.append(her.kind == most_common(crowd.everybody))
    assert len(hits) >= 50
    beside(share(hits), share(guesses), 0.10)


def _ten(drawn: Crowd, code: int) -> list[She]:
    return [drawn.one(district=str(code), month="2082-05") for _each in range(10)]


def _added(before: Reading, after: Reading, where: str, known: list[She]) -> str:
    was = before.guessed("reached", "exploitation", district=where)
    now = after.guessed("reached", "exploitation", district=where)
    kinds = [her.kind for her in known]
    return max(KINDS, key=lambda kind: now[(kind,)] - was[(kind,)] - kinds.count(kind))


def test_where_nine_go_on_the_one_who_is_new_is_not_told(
    crowd: Planted, office: Office, beside: Beside
) -> None:
    """Nine women of each large district complete a course, and one is new: enough to let it move. Only her
    line has one more. Tolerance: 15 points over guessing the most common kind (45 women)."""
    before, hits, guesses = reading_of(office), [], []
    for seed in range(3):
        after, drawn = _copy(office), Crowd(seed)
        came = [drawn.one(district=str(code), month="2082-08") for code in office.layout.districts]
        merge(after.stock, [*puts(came), *_completed(crowd, office)], (), after.record)
        after.publish("2082-09")
        then = reading_of(after)
        for her in came:
            hits.append(_added(before, then, f"d{her.district}", []) == her.kind)
            guesses.append(her.kind == most_common(crowd.everybody))
    assert len(hits) >= 45
    beside(share(hits), share(guesses), 0.15)


def _completed(crowd: Planted, office: Office) -> list[Put]:
    """Nine women of each large district complete a course."""
    told = {"month": "2082-08", "stage": "completed", "course": "cook"}
    nine: dict[int, list[She]] = {code: [] for code in office.layout.districts}
    for her in crowd.everybody:
        if len(nine.get(int(her.district), range(9))) < 9:
            nine[int(her.district)].append(her)
    return [
        Put(her.name, PARTNER, uuid.uuid5(PARTNER, her.name), Part.TRAINING, 1, told)
        for some in nine.values()
        for her in some
    ]
