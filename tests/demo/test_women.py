"""The women of the demo: the same ones in every demo, and nothing about them follows from their story."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from casework.core.places import palika
from casework.demo.cohorts import plans
from casework.demo.told import tell
from casework.demo.way import Path, beginning, path_of, plan_ways
from casework.demo.woman import MINOR, invent

TODAY = date(2026, 11, 22)
EVERYBODY = range(1, 601)


def test_the_same_women_are_in_every_demo() -> None:
    # The tour of the README speaks of them by name.
    later = TODAY + timedelta(days=3)
    assert [invent(n, TODAY).name for n in EVERYBODY] == [invent(n, later).name for n in EVERYBODY]
    assert [path_of(n) for n in EVERYBODY] == [path_of(n) for n in EVERYBODY]


def test_one_woman_and_no_other_is_a_minor() -> None:
    begin = beginning(TODAY)
    minors = [n for n in EVERYBODY if (b := invent(n, TODAY).birth) and b.may_be_under(18, TODAY)]
    assert minors == [MINOR]
    early = [n for n in EVERYBODY if (b := invent(n, TODAY).birth) and b.may_be_under(18, begin)]
    assert early == [MINOR]


def test_most_live_in_two_districts_and_some_in_four_more() -> None:
    lived = Counter(place.district for n in EVERYBODY if (place := palika(invent(n, TODAY).palika)))
    assert len(lived) == 6
    assert {code for code, _count in lived.most_common(2)} == {304, 302}


def test_there_are_women_who_are_both_neither_and_not_said() -> None:
    told = [tell(n, TODAY) for n in EVERYBODY]
    kinds = {(one.travelled == "yes", bool(one.exploitation)) for one in told}
    assert kinds == {(True, True), (True, False), (False, True), (False, False)}
    assert "does_not_want_to_say" in {one.travelled for one in told}
    assert {away.where for one in told for away in one.away} == {"nepal", "india", "abroad"}


@pytest.mark.parametrize("what", ["district", "family name", "path", "ethnicity"])
def test_nothing_about_her_follows_from_what_she_told(what: str) -> None:
    def seen(number: int) -> bool:
        woman = invent(number, TODAY)
        place = palika(woman.palika)
        return {
            "district": place is not None and place.district == 304,
            "family name": woman.name.endswith(("तामाङ", "Tamang", "लामा", "Lama")),
            "path": path_of(number) is Path.LEARNED,
            "ethnicity": woman.ethnicity == "2",
        }[what]

    told = [seen(n) for n in EVERYBODY if tell(n, TODAY).exploitation]
    others = [seen(n) for n in EVERYBODY if not tell(n, TODAY).exploitation]
    # Fixed dice, so this is no matter of luck: the shares differ as little as chance lets them.
    assert abs(sum(told) / len(told) - sum(others) / len(others)) < 0.09


@pytest.mark.parametrize("women", [30, 60, 600])
def test_every_path_is_gone_by_somebody(women: int) -> None:
    assert {path_of(n) for n in range(1, women + 1)} == set(Path)


def test_a_dozen_cohorts_have_ended_run_and_are_to_come() -> None:
    cohorts = plans(beginning(TODAY), TODAY)
    assert len(cohorts) == 12
    assert [one for one in cohorts if one.last_day < TODAY]
    assert len([one for one in cohorts if one.first_day <= TODAY <= one.last_day]) == 2
    assert [one for one in cohorts if one.first_day > TODAY]


@pytest.mark.parametrize("today", [TODAY, date(2026, 7, 17), date(2027, 7, 16), date(2029, 2, 28)])
def test_a_way_never_goes_back_in_time(today: date) -> None:
    begin = beginning(today)
    for way in plan_ways(600, plans(begin, today), begin, today):
        assert begin <= way.opened_on <= today
        assert way.offered_on is None or way.opened_on < way.offered_on <= today
        assert way.closed_on is None or way.closed_on > way.opened_on
