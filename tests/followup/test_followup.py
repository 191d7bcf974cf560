"""What she does now, and asking again by the ways that she allows."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy.orm import Session

from casework.cases.models import Case
from casework.consent.purposes import Purpose, State
from casework.core import clock
from casework.core.calendar import PartialDate
from casework.core.errors import EditedMeanwhile, NotVisible
from casework.followup.actions import answer, record
from casework.followup.models import Activity, FollowUp, months_after
from casework.followup.queries import due, find_follow_up, follow_ups_of
from casework.followup.ways import CAME, WayNotAllowed, ways
from casework.training.outcomes import complete
from casework.vault.keyring import keyring
from tests.support.people import Someone, World, acting
from tests.support.trainees import ALL_YES, cohort, count, place, referred, row, woman

TODAY = {"what": "looking", "since": None, "income_band": "0", "channel": CAME}


def told(**answers: object) -> dict[str, object]:
    return {**TODAY, "asked_on": clock.today(), **answers}


def case_of(session: Session, case_id: UUID) -> Case:
    keyring(session).open_folders(session, [case_id])
    return session.get_one(Case, case_id)


def completed(someone: Someone, case_id: UUID, on: date) -> UUID:
    enrolled = place(someone, cohort(someone), case_id)
    with acting(someone) as session:
        done = row(session, enrolled)
        complete(session, someone.user, done, revision=done.revision, on=on, certificate="")
    return enrolled


def test_a_completed_course_is_followed_up_three_times(world: World) -> None:
    case_id, on = woman(world.nani, "सीता"), clock.today()
    completed(world.nani, case_id, on)
    with acting(world.nani) as session:
        case_of(session, case_id)
        planned = [(one.after, one.due_on) for one in follow_ups_of(session, case_id)]
    assert planned == [(after, months_after(on, after)) for after in (3, 6, 12)]


def test_a_corrected_day_moves_what_is_still_to_come(world: World) -> None:
    case_id, on = woman(world.nani, "सीता"), clock.today()
    enrolled = completed(world.nani, case_id, on)
    earlier = on - timedelta(days=40)
    with acting(world.nani) as session:
        done = row(session, enrolled)
        complete(session, world.nani.user, done, revision=done.revision, on=earlier, certificate="C-1")
    with acting(world.nani) as session:
        case_of(session, case_id)
        assert follow_ups_of(session, case_id)[0].due_on == months_after(earlier, 3)
        assert count(session, FollowUp) == 3


def test_the_end_of_a_long_month_falls_on_the_end_of_a_short_one() -> None:
    day = date(2026, 6, 14)  # 31 Jestha 2083
    assert months_after(day, 12) > day + timedelta(days=360)


def test_only_the_ways_that_she_allowed_are_offered(world: World) -> None:
    refused = {**ALL_YES, Purpose.CALL: State.REFUSED}
    with_calls = woman(world.asha, "सीता", channels=("call", "sms"))
    without = woman(world.asha, "गीता", channels=("call", "sms"), said=refused)
    nothing = woman(world.asha, "माया", channels=())
    with acting(world.asha) as session:
        offered = [ways(session, case_of(session, one)) for one in (with_calls, without, nothing)]
    assert offered == [(CAME, "call", "sms"), (CAME, "sms"), (CAME,)]


def test_a_referred_womans_rules_are_read_through_the_share(world: World) -> None:
    case_id = referred(world, "सीता")
    with acting(world.nani) as session:
        assert ways(session, case_of(session, case_id)) == (CAME, "call")


def test_a_way_that_she_has_not_allowed_is_refused(world: World) -> None:
    case_id = woman(world.asha, "सीता", channels=("call",))
    with acting(world.asha) as session, pytest.raises(WayNotAllowed):
        record(session, case_of(session, case_id), uuid4(), told(channel="visit"))


def test_a_second_submission_writes_one_answer(world: World) -> None:
    case_id, new_id = woman(world.asha, "सीता"), uuid4()
    for _ in range(2):
        with acting(world.asha) as session:
            record(session, case_of(session, case_id), new_id, told())
    with acting(world.asha) as session:
        assert count(session, Activity) == 1


def test_she_who_was_not_reached_said_nothing(world: World) -> None:
    case_id = woman(world.asha, "सीता")
    fields = told(what="not_reached", since=PartialDate.on(clock.today()), income_band="30000_plus")
    with acting(world.asha) as session:
        written = record(session, case_of(session, case_id), uuid4(), fields)
        assert (written.since, written.income_band) == (None, "")


def test_a_follow_up_that_is_done_leaves_the_day(world: World) -> None:
    case_id = woman(world.nani, "सीता")
    completed(world.nani, case_id, clock.today() - timedelta(days=120))
    with acting(world.nani) as session:
        (first,) = due(session, world.nani.user)
        assert first.name == "सीता"
        case = case_of(session, case_id)
        answer(session, case, first.row, told(what="job"), revision=first.row.revision)
        session.flush()
        assert due(session, world.nani.user) == []
        assert first.row.done_on == clock.today()


def test_not_reached_is_tried_again_on_another_day(world: World) -> None:
    case_id = woman(world.nani, "सीता")
    completed(world.nani, case_id, clock.today() - timedelta(days=120))
    again = clock.today() + timedelta(days=5)
    with acting(world.nani) as session:
        (first,) = due(session, world.nani.user)
        case, revision = case_of(session, case_id), first.row.revision
        answer(session, case, first.row, told(what="not_reached"), revision=revision, again_on=again)
        assert (first.row.done_on, first.row.due_on) == (None, again)
        with pytest.raises(EditedMeanwhile):
            answer(session, case, first.row, told(what="job"), revision=revision)


def test_nobody_else_finds_a_follow_up(world: World) -> None:
    case_id = woman(world.nani, "सीता")
    completed(world.nani, case_id, clock.today())
    with acting(world.nani) as session:
        case_of(session, case_id)
        found = follow_ups_of(session, case_id)[0].id
    for someone, wanted in ((world.asha, found), (world.gita, found), (world.nani, uuid4())):
        with acting(someone) as session, pytest.raises(NotVisible):
            find_follow_up(session, someone.user, wanted)
