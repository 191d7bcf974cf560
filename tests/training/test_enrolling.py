"""Who gets a place, who waits, and what a second submission does."""

from __future__ import annotations

from uuid import uuid4

import pytest

from casework.cases.models import Case
from casework.core import clock
from casework.core.errors import NotVisible
from casework.training.actions import certificate_name, enrol, give_place, open_cohort
from casework.training.enrolment import CertificateName, Enrolment, EnrolmentState
from casework.training.errors import CohortEnded, CohortFull, NoFreePlace
from casework.training.models import Cohort, CohortState
from casework.training.outcomes import leave
from casework.training.queries import courses_of, find_cohort
from casework.vault.grants import drop
from casework.vault.keyring import keyring
from casework.vault.verify import missing_rows
from tests.support.people import World, acting
from tests.support.trainees import cohort, count, place, referred, row, woman


def test_a_second_submission_enrols_her_once(world: World) -> None:
    made, case_id, new_id = cohort(world.nani), woman(world.nani, "सीता"), uuid4()
    for _ in range(2):
        with acting(world.nani) as session:
            case = session.get_one(Case, case_id)
            assert enrol(session, world.nani.user, new_id, cohort_id=made, case=case).id == new_id
    with acting(world.nani) as session:
        assert count(session, Enrolment) == 1


def test_she_is_enrolled_in_a_cohort_once_from_two_pages(world: World) -> None:
    made, case_id = cohort(world.nani), woman(world.nani, "सीता")
    assert place(world.nani, made, case_id) == place(world.nani, made, case_id)


def test_a_second_submission_opens_one_cohort(world: World) -> None:
    cohort(world.nani)
    with acting(world.nani) as session:
        course_id = session.scalars(courses_of(world.nani.user)).one().id
    new_id = uuid4()
    for _ in range(2):
        with acting(world.nani) as session:
            fields = {"title": "भदौ", "places": 5}
            open_cohort(session, world.nani.user, new_id, course_id=course_id, fields=fields)
    with acting(world.nani) as session:
        assert count(session, Cohort) == 2


def test_a_full_cohort_lets_her_wait_and_then_refuses(world: World) -> None:
    made = cohort(world.nani, places=1, waiting=1)
    ids = [place(world.nani, made, woman(world.nani, name)) for name in ("सीता", "गीता")]
    with acting(world.nani) as session:
        states = [row(session, one).state for one in ids]
    assert states == [EnrolmentState.ENROLLED, EnrolmentState.WAITING]
    with pytest.raises(CohortFull):
        place(world.nani, made, woman(world.nani, "माया"))


def test_a_place_that_becomes_free_goes_to_the_list_and_not_past_it(world: World) -> None:
    made = cohort(world.nani, places=1, waiting=5)
    first, second = (place(world.nani, made, woman(world.nani, name)) for name in ("सीता", "गीता"))
    with acting(world.nani) as session:
        with pytest.raises(NoFreePlace):
            give_place(session, world.nani.user, row(session, second))
        gone = row(session, first)
        leave(session, world.nani.user, gone, revision=gone.revision, on=clock.today(), reason="distance")
    third = place(world.nani, made, woman(world.nani, "माया"))
    with acting(world.nani) as session:
        assert row(session, third).state is EnrolmentState.WAITING
        give_place(session, world.nani.user, row(session, second))
        assert row(session, second).state is EnrolmentState.ENROLLED


def test_she_who_left_can_come_again(world: World) -> None:
    made, case_id = cohort(world.nani), woman(world.nani, "सीता")
    enrolled = place(world.nani, made, case_id)
    with acting(world.nani) as session:
        gone = row(session, enrolled)
        leave(session, world.nani.user, gone, revision=gone.revision, on=clock.today(), reason="")
    assert place(world.nani, made, case_id) == enrolled
    with acting(world.nani) as session:
        back = row(session, enrolled)
        assert (back.state, back.left_on) == (EnrolmentState.ENROLLED, None)


def test_a_cohort_that_has_ended_takes_nobody(world: World) -> None:
    made = cohort(world.nani)
    with acting(world.nani) as session:
        find_cohort(session, world.nani.user, made).state = CohortState.ENDED
    with pytest.raises(CohortEnded):
        place(world.nani, made, woman(world.nani, "सीता"))


def test_nobody_else_sees_a_cohort(world: World) -> None:
    made = cohort(world.nani)
    for other in (world.asha, world.gita, world.maya):
        with acting(other) as session, pytest.raises(NotVisible):
            find_cohort(session, other.user, made)


def test_a_referred_womans_name_for_the_certificate_goes_with_the_share(world: World) -> None:
    made, case_id = cohort(world.nani), referred(world, "सीता")
    enrolled = place(world.nani, made, case_id, "सीता कुमारी")
    with acting(world.nani) as session:
        kept = certificate_name(session, row(session, enrolled))
        assert kept is not None
        assert kept.name == "सीता कुमारी"
        assert kept.grant_id is not None
        drop(session, [kept.grant_id])
    with acting(world.nani) as session:
        assert count(session, CertificateName) == 0
        assert count(session, Enrolment) == 1
        assert list(missing_rows(session)) == []


def test_a_woman_whom_we_no_longer_know_is_not_enrolled(world: World) -> None:
    made, case_id = cohort(world.nani), referred(world, "सीता")
    with acting(world.nani) as session:
        source = session.get_one(Case, case_id).source_id
        assert source is not None
        keyring(session).open_folders(session, [source])
        share = keyring(session).opened[source].share
        assert share is not None
        drop(session, [share.id])
    with pytest.raises(NotVisible):
        place(world.nani, made, case_id)
