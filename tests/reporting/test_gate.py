"""When a release moves, and when it does not."""

from __future__ import annotations

from dataclasses import replace

from tests.reporting.office import Office, moved_cells
from tests.reporting.population import DHADING, JHAPA, Woman, moved, women

FIRST, SECOND, QUARTER = "2082-06", "2082-07", "2082-09"


def _office(count: int = 300) -> tuple[Office, list[Woman]]:
    office, known = Office(), women(count)
    office.hear(known)
    return office, known


def test_one_new_woman_changes_no_cell() -> None:
    office, _known = _office()
    before = office.publish(FIRST)
    office.hear([Woman()])
    assert moved_cells(before, office.publish(SECOND)) == []


def test_nine_new_women_change_no_cell_and_the_tenth_lets_all_in() -> None:
    office, _known = _office()
    before = office.publish(FIRST)
    office.hear([Woman() for _each in range(9)])
    waiting = office.publish(SECOND)
    assert moved_cells(before, waiting) == []
    office.hear([Woman()])
    assert "reached|" in moved_cells(waiting, office.publish("2082-08"))


def test_nine_in_one_province_and_nine_in_another_do_not_help_each_other() -> None:
    office, _known = _office()
    before = office.publish(FIRST)
    office.hear([Woman() for _each in range(9)] + [Woman(district=JHAPA) for _each in range(9)])
    assert moved_cells(before, office.publish(SECOND)) == []


def test_a_second_message_about_the_same_thing_is_no_change() -> None:
    office, known = _office()
    before = office.publish(FIRST)
    office.hear([replace(woman, number=2) for woman in known[:40]])
    assert moved_cells(before, office.publish(SECOND)) == []


def test_a_correction_of_one_woman_is_not_to_be_seen() -> None:
    office, known = _office()
    other = Office()
    other.hear(known)
    office.publish(FIRST), other.publish(FIRST)
    settled = next(woman for woman in known if not woman.steps)
    office.hear([moved(settled, JHAPA)])
    assert office.publish(QUARTER) == other.publish(QUARTER)


def test_who_moves_waits_until_both_places_have_enough() -> None:
    office, known = _office()
    office.publish(FIRST)
    old = [woman for woman in known if woman.district == DHADING]
    office.hear([moved(old[0], JHAPA)] + [Woman() for _each in range(12)])
    first = office.publish(SECOND)
    office.hear([Woman(district=JHAPA) for _each in range(8)])
    second = office.publish("2082-08")
    assert moved_cells(first, second) == []
    office.hear([Woman(district=JHAPA), *(Woman() for _each in range(9))])
    assert "reached.province|1" in moved_cells(second, office.publish("2082-09"))


def test_sensitive_tables_stand_still_within_a_quarter() -> None:
    office, _known = _office()
    before = office.publish(FIRST)
    office.hear(women(80, seed=8))
    after = office.publish(SECOND)
    moving = {key.split(".")[0].split("|")[0] for key in moved_cells(before, after)}
    assert moving == {"reached"}
    assert "way" in {key.split(".")[0] for key in moved_cells(after, office.publish(QUARTER))}


def test_withdrawn_consent_is_out_with_the_next_quarter() -> None:
    office, known = _office()
    before = office.publish(FIRST)
    office.hear([], [known[0].pseudonym])
    assert moved_cells(before, office.publish(SECOND)) == []
    office.publish(QUARTER)
    assert _rows_of(office, known[0]) == 0


def test_where_one_woman_leaves_every_number_above_her_is_drawn_again() -> None:
    office, known = _office()
    other = Office()
    other.hear(known)
    office.publish(QUARTER), other.publish(QUARTER)
    left = next(woman for woman in known if woman.month < "2081-06")
    office.hear([], [left.pseudonym])
    without, with_her = office.publish("2082-12"), other.publish("2082-12")
    assert (office.stock.epochs, other.stock.epochs) == ({3: 1}, {})
    redrawn = moved_cells(with_her, without)
    # She is in none of these; they move with all others of her block, so that nothing points at her.
    assert {key for key in redrawn if "|2082-" in key}


def test_a_forgotten_name_never_counts_again() -> None:
    office, known = _office()
    office.hear([], [known[0].pseudonym])
    office.hear([replace(known[0], number=9)])
    place = [i for i in range(office.stock.size) if office.stock.people["gone"][i]]
    assert len(place) == 1
    assert place[0] not in office.stock.rows["person"]


def test_a_closed_year_is_not_counted_again_after_three_months() -> None:
    office, _known = _office()
    before = office.publish("2082-06")
    office.hear([Woman(month="2081-06") for _each in range(60)])
    after = office.publish("2082-09")
    closed = [key for key in moved_cells(before, after) if "2081-" in key or "2080-" in key]
    assert closed == []
    assert "reached|" in moved_cells(before, after)


def test_a_year_that_closed_lately_still_moves() -> None:
    office, _known = _office()
    before = office.publish("2082-05")
    office.hear([Woman(month="2081-06") for _each in range(60)])
    assert "reached.year|2081-Y1" in moved_cells(before, office.publish("2082-06"))


def test_months_that_are_not_over_are_not_counted() -> None:
    office, _known = _office()
    office.hear([Woman(month="2082-07") for _each in range(60)])
    before = office.publish(FIRST)
    assert before["reached.month|2082-M4"].mark == "dot"
    assert "reached|" in moved_cells(before, office.publish(SECOND))


def _rows_of(office: Office, woman: Woman) -> int:
    name = int(woman.pseudonym, 16)
    people = office.stock.people
    place = (people["name_high"] == name >> 64) & (people["name_low"] == name & (2**64 - 1))
    return int(place[office.stock.rows["person"]].sum())
