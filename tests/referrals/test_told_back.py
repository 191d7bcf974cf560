"""How it goes comes back to her caseworker if she agreed to that, and what she agreed to be counted."""

from __future__ import annotations

from sqlalchemy import func, select

from casework.facts.models import FactMessage
from casework.people.models import Record
from casework.vault.keyring import keyring
from tests.referrals.files import open_file, refer, take_up
from tests.support.people import World, acting, client_as
from tests.support.trainees import cohort, place


def test_the_caseworker_reads_that_she_is_enrolled(world: World) -> None:
    case_id = open_file(world.asha)
    referral_id = refer(world.asha, case_id)
    place(world.nani, cohort(world.nani), take_up(world.nani, referral_id))
    asha = client_as(world.asha)
    asha.visit(f"/referrals/sent/{referral_id}")
    assert "Training: Enrolled" in asha.page
    assert "Sangini network: Training: Enrolled" in asha.visit(f"/files/{case_id}")


def test_without_her_yes_the_caseworker_reads_nothing_of_it(world: World) -> None:
    case_id = open_file(world.asha)
    referral_id = refer(world.asha, case_id, tell_back=False)
    place(world.nani, cohort(world.nani), take_up(world.nani, referral_id))
    asha = client_as(world.asha)
    asha.visit(f"/referrals/sent/{referral_id}")
    assert "Training: Enrolled" not in asha.page
    assert "She did not agree that they tell you" in asha.page
    assert "Training: Enrolled" not in asha.visit(f"/files/{case_id}")


def test_another_organisation_reads_nothing_of_what_is_told_back(world: World) -> None:
    theirs = take_up(world.nani, refer(world.asha, open_file(world.asha)))
    with acting(world.gita) as session:
        keyring(session).open_folders(session, [theirs])
        assert theirs not in keyring(session).opened


def test_there_she_is_counted_under_the_same_pseudonym_only_if_she_agreed(world: World) -> None:
    for agreed in (True, False):
        case_id = open_file(world.asha, phone=f"980000020{int(agreed)}")
        theirs = take_up(world.nani, refer(world.asha, case_id, count_there=agreed))
        with acting(world.asha) as session:
            keyring(session).open_folders(session, [case_id])
            ours = session.scalars(select(Record).where(Record.folder_id == case_id)).one().pseudonym
        with acting(world.nani) as session:
            keyring(session).open_folders(session, [theirs])
            there = session.scalars(select(Record).where(Record.folder_id == theirs)).one().pseudonym
        assert there == (ours if agreed else "")


def test_an_acceptance_is_counted_there_only_if_she_agreed(world: World) -> None:
    sent = []
    for agreed in (True, False):
        referral_id = refer(world.asha, open_file(world.asha, phone="9800000300"), count_there=agreed)
        before = _facts(world)
        take_up(world.nani, referral_id)
        sent.append(_facts(world) - before)
    assert sent == [1, 0]


def _facts(world: World) -> int:
    with acting(world.nani) as session:
        mine = FactMessage.sender_ring_id == world.nani.ring.id
        return session.scalar(select(func.count()).select_from(FactMessage).where(mine)) or 0
