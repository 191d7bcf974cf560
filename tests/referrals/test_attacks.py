"""What forged, moved and stale rows open: nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update

from auth.trust import partner_now
from casework.cases.actions import save
from casework.cases.models import Case
from casework.consent.actions import withdraw
from casework.core import clock
from casework.people.actions import read_person
from casework.people.models import Identity
from casework.referrals.actions.answering import accept, decline
from casework.referrals.actions.ending import end_lapsed, recall
from casework.referrals.errors import AlreadyReferred, NoLongerOpen
from casework.referrals.lists import received_lines
from casework.referrals.models import Referral, ReferralMessage
from casework.vault.errors import Locked
from casework.vault.folders import Grant
from casework.vault.keyring import Opened, keyring
from casework.vault.locks import LockDue
from casework.vault.messages import NotAsSent, seal_message
from casework.vault.opening import offer_context
from crypto import envelope, sealedbox, sheet
from crypto.envelope import CannotOpen
from tests.referrals.files import open_file, refer, take_up, the_referral
from tests.support.people import World, acting


def test_a_forged_message_is_shown_to_nobody_and_cannot_be_accepted(world: World) -> None:
    referral_id = refer(world.asha, open_file(world.asha))
    with acting(world.gita) as session:
        # Sealed rightly to the network's inbox, with the right ids, but not signed by the sender.
        genuine = session.scalars(select(ReferralMessage)).one()
        claimed = replace(world.gita.ring, id=genuine.sender_ring_id)
        partner = partner_now(session, world.gita.ring, genuine.recipient_ring_id)
        body = json.dumps({"referral": referral_id.hex}).encode()
        genuine.blob = seal_message(claimed, partner, "referral-offer", genuine.id, body)
    with acting(world.nani) as session:
        assert received_lines(session, [the_referral(session)])[0].offer is None
    with pytest.raises(NotAsSent):
        take_up(world.nani, referral_id)


def test_a_message_moved_to_another_referral_does_not_open_there(world: World) -> None:
    one = refer(world.asha, open_file(world.asha))
    other = refer(world.asha, open_file(world.asha, phone="9800000456"))
    with acting(world.nani) as session:
        session.execute(
            update(ReferralMessage).where(ReferralMessage.referral_id == one).values(referral_id=other)
        )
    with acting(world.nani) as session:
        assert received_lines(session, [session.get_one(Referral, one)])[0].offer is None
    with pytest.raises(NotAsSent):
        take_up(world.nani, one)


def test_a_forged_share_cannot_be_accepted(world: World) -> None:
    referral_id = refer(world.asha, open_file(world.asha))
    with acting(world.gita) as session:
        genuine = session.scalars(select(Grant).where(Grant.sender_ring_id.is_not(None))).one()
        partner = partner_now(session, world.gita.ring, genuine.ring_id)
        keys = sheet.encode([sheet.KeyEntry(1, 1, envelope.new_key())])
        signer = world.gita.ring.now.signing_seed
        genuine.blob = sealedbox.seal_signed(signer, partner.inbox, offer_context(genuine), keys)
    with pytest.raises(NotAsSent):
        take_up(world.nani, referral_id)


def test_a_share_moved_to_another_file_cannot_be_accepted(world: World) -> None:
    referral_id = refer(world.asha, open_file(world.asha))
    elsewhere = open_file(world.bina)
    with acting(world.nani) as session:
        session.execute(update(Grant).where(Grant.sender_ring_id.is_not(None)).values(folder_id=elsewhere))
    with pytest.raises(NotAsSent):
        take_up(world.nani, referral_id)


def test_a_referral_bent_to_another_share_cannot_be_accepted(world: World) -> None:
    one = refer(world.asha, open_file(world.asha))
    other = refer(world.asha, open_file(world.asha, phone="9800000456"))
    with acting(world.nani) as session:
        target = session.get_one(Referral, other)
        bent = {"grant_id": target.grant_id, "case_id": target.case_id, "consent_id": target.consent_id}
        session.execute(update(Referral).where(Referral.id == other).values(grant_id=uuid4()))
        session.execute(update(Referral).where(Referral.id == one).values(**bent))
    with pytest.raises(NotAsSent):
        take_up(world.nani, one)


def test_a_cached_sheet_opens_nothing_that_was_sealed_after_a_withdrawal(world: World) -> None:
    case_id = open_file(world.asha)
    take_up(world.nani, refer(world.asha, case_id))
    with acting(world.nani) as session:
        keyring(session).open_folders(session, [case_id])
        kept = keyring(session).opened[case_id].sheet
    _withdraw(world, case_id)
    with acting(world.nani) as session:
        identity = session.scalars(select(Identity).where(Identity.folder_id == case_id)).one()
        assert identity.key_number > max(entry.number for entry in kept.entries)
        keyring(session).opened[case_id] = Opened(kept)
        with pytest.raises(Locked):
            assert identity.name
        renamed = [sheet.KeyEntry(e.compartment, identity.key_number, e.key) for e in kept.entries]
        keyring(session).opened[case_id] = Opened(sheet.Sheet(renamed))
        with pytest.raises(CannotOpen):
            assert identity.name


def test_a_share_put_back_after_a_withdrawal_opens_nothing_new(world: World) -> None:
    case_id = open_file(world.asha)
    take_up(world.nani, refer(world.asha, case_id))
    with acting(world.nani) as session:
        share = session.scalars(
            select(Grant).where(Grant.sender_ring_id.is_not(None), Grant.folder_id == case_id)
        ).one()
        stolen = {c.key: getattr(share, c.key) for c in Grant.__table__.columns}
    _withdraw(world, case_id)
    with acting(world.nani) as session:
        session.add(Grant(**stolen))
    with acting(world.nani) as session:
        keyring(session).open_folders(session, [case_id])
        identity = session.scalars(select(Identity).where(Identity.folder_id == case_id)).one()
        with pytest.raises(Locked):
            assert identity.name


def test_after_a_decline_the_owners_next_save_changes_the_lock(world: World) -> None:
    case_id = open_file(world.asha)
    referral_id = refer(world.asha, case_id)
    before = _key_number(world, case_id)
    with acting(world.nani) as session:
        decline(session, world.nani.user, session.get_one(Referral, referral_id), "too_far")
    assert (_key_number(world, case_id), _locks_due(world)) == (before, 1)
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [case_id])
        person = read_person(session, case_id, world.asha.ring)
        person.record.family = "x"
        save(session, case_id, person)
    assert (_key_number(world, case_id), _locks_due(world)) == (before + 1, 0)


def test_fourteen_days_without_an_answer_end_it_by_the_clock_at_once(world: World) -> None:
    referral_id = refer(world.asha, open_file(world.asha))
    with clock.at(clock.now() + timedelta(days=15)):
        with pytest.raises(NoLongerOpen):
            take_up(world.nani, referral_id)
        with acting(world.nani) as session:
            assert end_lapsed(session) == 1
        with acting(world.nani) as session:
            assert session.scalars(select(Grant.id).where(Grant.sender_ring_id.is_not(None))).all() == []
            assert session.scalars(select(ReferralMessage.id)).all() == []
            assert end_lapsed(session) == 0


def test_on_the_fourteenth_day_it_can_still_be_accepted(world: World) -> None:
    referral_id = refer(world.asha, open_file(world.asha))
    with clock.at(clock.now() + timedelta(days=14)):
        assert take_up(world.nani, referral_id)


def test_a_recalled_referral_cannot_be_accepted_and_the_lock_has_changed(world: World) -> None:
    case_id = open_file(world.asha)
    referral_id = refer(world.asha, case_id)
    before = _key_number(world, case_id)
    with acting(world.asha) as session:
        recall(session, world.asha.user, session.get_one(Referral, referral_id))
    assert _key_number(world, case_id) == before + 1
    with pytest.raises(NoLongerOpen):
        take_up(world.nani, referral_id)


def test_a_withdrawn_referral_can_be_neither_accepted_nor_declined(world: World) -> None:
    case_id = open_file(world.asha)
    referral_id = refer(world.asha, case_id)
    _withdraw(world, case_id)
    with pytest.raises(NoLongerOpen):
        take_up(world.nani, referral_id)
    with pytest.raises(NoLongerOpen), acting(world.nani) as session:
        decline(session, world.nani.user, session.get_one(Referral, referral_id), "too_far")


def test_she_is_referred_to_one_network_once_at_a_time(world: World) -> None:
    case_id = open_file(world.asha)
    refer(world.asha, case_id)
    with pytest.raises(AlreadyReferred):
        refer(world.asha, case_id)


def test_a_later_referral_does_not_open_the_file_of_an_earlier_one(world: World) -> None:
    case_id = open_file(world.asha)
    earlier = take_up(world.nani, refer(world.asha, case_id))
    _withdraw(world, case_id)
    later = take_up(world.nani, refer(world.asha, case_id))
    with acting(world.nani) as session:
        assert earlier != later
        assert session.get_one(Case, earlier).source_id is None


def test_accepting_is_refused_to_whom_it_was_not_sent(world: World) -> None:
    referral_id = refer(world.asha, open_file(world.asha))
    with pytest.raises(NotAsSent), acting(world.gita) as session:
        accept(session, world.gita.user, session.get_one(Referral, referral_id))


def _withdraw(world: World, case_id: UUID) -> None:
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [case_id])
        referral = session.scalars(select(Referral).where(Referral.case_id == case_id)).first()
        assert referral is not None
        withdraw(session, world.asha.user, case_id, referral.consent_id)


def _key_number(world: World, case_id: UUID) -> int:
    with acting(world.asha) as session:
        return session.scalars(select(Identity.key_number).where(Identity.folder_id == case_id)).one()


def _locks_due(world: World) -> int:
    with acting(world.asha) as session:
        return len(session.scalars(select(LockDue.folder_id)).all())
