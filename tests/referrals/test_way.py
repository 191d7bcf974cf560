"""Offered, accepted, withdrawn: the way of a referral, and who can read what at each step."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.cases.lists import listed
from casework.cases.models import Case
from casework.cases.wishes import wished
from casework.consent.actions import withdraw
from casework.people.shown import load_sheets, shown
from casework.referrals.models import Referral, ReferralMessage, ReferralState
from casework.vault.compartments import Compartment
from casework.vault.folders import Grant
from casework.vault.grants import shares_of
from casework.vault.keyring import keyring
from casework.vault.register import Card
from tests.referrals.files import NAME, PHONE, open_file, refer, take_up, the_referral
from tests.support.people import World, acting


def test_before_acceptance_the_share_opens_nothing(world: World) -> None:
    case_id = open_file(world.asha)
    refer(world.asha, case_id)
    with acting(world.nani) as session:
        keyring(session).open_folders(session, [case_id])
        assert not keyring(session).can_open(case_id, Compartment.IDENTITY)
        assert listed(session, world.nani.user) == []


def test_acceptance_opens_a_file_that_reads_who_she_is_and_copies_nothing(world: World) -> None:
    case_id = open_file(world.asha)
    theirs = take_up(world.nani, refer(world.asha, case_id))
    with acting(world.nani) as session:
        case = session.get_one(Case, theirs)
        load_sheets(session, [case])
        who = shown(session, case)
        assert (who.name, who.contact and who.contact.phone) == (NAME, PHONE)
        assert not keyring(session).can_open(case_id, Compartment.HARM)
        assert not keyring(session).can_open(case_id, Compartment.CASEWORK)
        assert [one.name for one in listed(session, world.nani.user)] == [NAME]
        assert wished(session, case) == ["tailoring"]


def test_accepting_twice_finds_the_first_file(world: World) -> None:
    referral_id = refer(world.asha, open_file(world.asha))
    assert take_up(world.nani, referral_id) == take_up(world.nani, referral_id)


def test_withdrawal_takes_key_card_and_message_and_leaves_a_file_without_a_name(world: World) -> None:
    case_id = open_file(world.asha)
    theirs = take_up(world.nani, refer(world.asha, case_id))
    take_back(world, case_id)
    with acting(world.nani) as session:
        case = session.get_one(Case, theirs)
        load_sheets(session, [case])
        assert the_referral(session).state is ReferralState.WITHDRAWN
        assert shown(session, case).name == ""
        assert case.source_id is None
        assert case.closed_on is not None
        keyring(session).open_folders(session, [case_id])
        assert case_id not in keyring(session).opened
        assert [one.name for one in listed(session, world.nani.user)] == [""]
        assert count(session, ReferralMessage) == 0


def test_withdrawal_ends_what_was_told_back(world: World) -> None:
    case_id = open_file(world.asha)
    theirs = take_up(world.nani, refer(world.asha, case_id))
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [theirs])
        assert keyring(session).can_open(theirs, Compartment.LIVELIHOOD)
        assert not keyring(session).can_open(theirs, Compartment.CASEWORK)
    take_back(world, case_id)
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [theirs])
        assert theirs not in keyring(session).opened
        assert shares_of(session, world.asha.ring, case_id) == []
        assert session.scalars(select(Grant.id).where(Grant.sender_ring_id.is_not(None))).all() == []
        assert session.scalars(select(Card.id).where(Card.grant_id.is_not(None))).all() == []


def test_nothing_is_told_back_unless_she_agreed(world: World) -> None:
    theirs = take_up(world.nani, refer(world.asha, open_file(world.asha), tell_back=False))
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [theirs])
        assert theirs not in keyring(session).opened


def take_back(world: World, case_id: UUID) -> None:
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [case_id])
        withdraw(session, world.asha.user, case_id, the_referral(session).consent_id)


def count(session: Session, cls: type[Referral] | type[ReferralMessage]) -> int:
    return session.scalar(select(func.count()).select_from(cls)) or 0
