"""A share opens what was named, for whom it was named, as long as it was named; then nothing."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from auth.errors import KeyChanged, NotCompared
from auth.models import RingEpoch, TrustedKey
from casework.core import clock
from casework.people.models import Contact, Harm, Identity
from casework.vault import grants
from casework.vault.compartments import Compartment
from casework.vault.errors import BeyondCeiling, KeysNotLoaded, Locked
from casework.vault.folders import Grant, Stub
from casework.vault.heads import Head
from casework.vault.keychange import end_shares
from casework.vault.keyring import keyring
from casework.vault.opening import offer_context
from casework.vault.register import Card, CardText, read_cards, write_card
from crypto import envelope, sealedbox, sheet
from crypto.envelope import CannotOpen
from tests.support.people import World, acting
from tests.vault.sharing import accept, give

pytestmark = pytest.mark.both_engines


def test_an_accepted_share_opens_what_was_named_and_nothing_else(world: World, woman: UUID) -> None:
    accept(world, give(world, woman))
    with acting(world.nani) as session:
        keyring(session).open_folders(session, [woman])
        assert _one(session, Identity, woman).name == "लक्ष्मी तामाङ"
        assert _one(session, Contact, woman).phone == "9800000001"
        with pytest.raises(Locked):
            _ = _one(session, Harm, woman).note


def test_an_offer_opens_nothing_before_it_is_accepted(world: World, woman: UUID) -> None:
    give(world, woman)
    with acting(world.nani) as session:
        keyring(session).open_folders(session, [woman])
        with pytest.raises(KeysNotLoaded):
            _ = _one(session, Identity, woman).name


def test_a_share_never_reaches_beyond_its_ceiling(world: World, woman: UUID) -> None:
    for to, compartment in (("network", Compartment.HARM), ("office", Compartment.IDENTITY)):
        with acting(world.sunita) as session:
            keyring(session).open_folders(session, [woman])
            with pytest.raises(BeyondCeiling):
                _offer(world, session, woman, to, [Compartment.CONTACT, compartment])


def test_nothing_is_sealed_to_a_key_that_nobody_compared(world: World, woman: UUID) -> None:
    with acting(world.sunita) as session:
        keyring(session).open_folders(session, [woman])
        with pytest.raises(NotCompared):
            _offer(world, session, woman, "b", [Compartment.LIVELIHOOD])


def test_a_partner_s_swapped_key_is_refused_loudly(world: World, woman: UUID) -> None:
    with acting(world.sunita) as session:
        epoch = session.get_one(RingEpoch, (world.ring("network").id, 1))
        epoch.inbox = sealedbox.public_key(sealedbox.new_seed())
        session.flush()
        keyring(session).open_folders(session, [woman])
        with pytest.raises(KeyChanged):
            _offer(world, session, woman, "network", [Compartment.IDENTITY])


def test_a_compared_key_replaced_in_the_database_is_refused(world: World, woman: UUID) -> None:
    with acting(world.sunita) as session:
        pinned = session.scalars(select(TrustedKey).where(TrustedKey.subject_id == world.ring("network").id))
        for row in pinned:
            row.public_key = sealedbox.public_key(sealedbox.new_seed())
        session.flush()
        keyring(session).open_folders(session, [woman])
        with pytest.raises(KeyChanged):
            _offer(world, session, woman, "network", [Compartment.IDENTITY])


def test_a_share_past_its_end_opens_nothing_that_very_day(world: World, woman: UUID) -> None:
    accept(world, give(world, woman, days=30))
    with clock.at(clock.now() + timedelta(days=31)), acting(world.nani) as session:
        keyring(session).open_folders(session, [woman])
        with pytest.raises(KeysNotLoaded):
            _ = _one(session, Identity, woman).name


def test_a_share_whose_end_was_moved_in_the_database_does_not_open(world: World, woman: UUID) -> None:
    accept(world, give(world, woman))
    with acting(world.nani) as session:
        session.execute(text("UPDATE \"grant\" SET ends_on = '2090-01-01' WHERE ends_on IS NOT NULL"))
        with pytest.raises(CannotOpen):
            keyring(session).open_folders(session, [woman])


def test_a_grant_moved_to_another_file_does_not_open(world: World, woman: UUID) -> None:
    with acting(world.bina) as session:
        own = grants.make_folder(session, world.bina.ring).id
    with acting(world.bina) as session:
        session.execute(
            text('UPDATE "grant" SET folder_id = :to WHERE folder_id = :own'),
            {"to": _raw(session, woman), "own": _raw(session, own)},
        )
        with pytest.raises(CannotOpen):
            keyring(session).open_folders(session, [woman])


def test_a_forged_share_from_the_database_does_not_open(world: World, woman: UUID) -> None:
    """Somebody who can write into the database knows the network's public key, and no more."""
    accept(world, give(world, woman))
    with acting(world.nani) as session:
        grant = session.scalars(select(Grant).where(Grant.sender_ring_id.is_not(None))).one()
        forged = sheet.encode([sheet.KeyEntry(1, 1, envelope.new_key())])
        inbox = world.nani.ring.now.inbox
        grant.blob = sealedbox.seal_signed(bytes(32), inbox, offer_context(grant), forged)
        session.flush()
        with pytest.raises(CannotOpen):
            keyring(session).open_folders(session, [woman])


def test_withdrawal_takes_the_key_and_the_card_and_changes_the_lock(world: World, woman: UUID) -> None:
    consent = uuid4()
    grant_id = give(world, woman, consent=consent)
    accept(world, grant_id)
    with acting(world.nani) as session:
        own = grants.make_folder(session, world.nani.ring)
        write_card(session, world.nani.ring, own.id, CardText(name="लक्ष्मी"), grant_id=grant_id)
    with acting(world.nani) as session:
        keyring(session).open_folders(session, [woman])
        old = keyring(session).opened[woman].sheet.find(Compartment.IDENTITY, 1)
    with acting(world.sunita) as session:
        assert end_shares(session, world.sunita.ring, woman, consent) == 1
    with acting(world.nani) as session:
        assert session.get(Grant, grant_id) is None
        assert session.scalars(select(Card).where(Card.grant_id == grant_id)).all() == []
        assert read_cards(session, world.nani.ring) == {}
        row = _one(session, Identity, woman)
        assert old is not None
        with pytest.raises(CannotOpen):
            envelope.unseal(old.key, row._context(), row.blob)
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [woman])
        assert _one(session, Identity, woman).name == "लक्ष्मी तामाङ"
        assert _one(session, Identity, woman).key_number == 2
        assert _one(session, Harm, woman).key_number == 1


def test_what_another_live_consent_covers_is_issued_again(world: World, woman: UUID) -> None:
    first, second = uuid4(), uuid4()
    accept(world, give(world, woman, consent=first))
    kept = give(world, woman, consent=second)
    accept(world, kept)
    with acting(world.sunita) as session:
        end_shares(session, world.sunita.ring, woman, first)
    with acting(world.nani) as session:
        keyring(session).open_folders(session, [woman])
        assert _one(session, Identity, woman).name == "लक्ष्मी तामाङ"
    with acting(world.sunita) as session:
        shares = grants.shares_of(session, world.sunita.ring, woman)
        assert [share.grant_id for share in shares] == [kept]
        assert len(session.scalars(select(Stub)).all()) == 1


def test_who_can_read_what_is_told_by_the_owner_s_stubs(world: World, woman: UUID) -> None:
    give(world, woman)
    with acting(world.asha) as session:
        share = grants.shares_of(session, world.asha.ring, woman)[0]
        assert share.ring_id == world.ring("network").id
        assert share.compartments == {Compartment.IDENTITY, Compartment.CONTACT}


def test_the_owner_s_own_grant_cannot_be_dropped_as_a_share(world: World, woman: UUID) -> None:
    with acting(world.sunita) as session:
        own = session.scalars(select(Grant).where(Grant.folder_id == woman)).one()
        grants.drop(session, [own.id])
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [woman])
        assert _one(session, Identity, woman).name


def test_another_organisation_opens_nothing(world: World, woman: UUID) -> None:
    for person in (world.bina, world.gita, world.nani, world.ojaswi, world.maya, world.adina):
        with acting(person) as session:
            keyring(session).open_folders(session, [woman])
            assert keyring(session).opened == {}


def _offer(world: World, session: Session, case_id: UUID, to: str, parts: list[Compartment]) -> None:
    grants.give(
        session,
        world.sunita.ring,
        folder_id=case_id,
        recipient=world.ring(to),
        compartments=parts,
        consent_id=uuid4(),
        ends_on=clock.today(),
    )


def _one(session: Session, cls: type[Head], folder_id: UUID) -> Head:
    return session.scalars(select(cls).where(cls.folder_id == folder_id)).one()


def _raw(session: Session, value: UUID) -> object:
    return value.hex if session.get_bind().dialect.name == "sqlite" else value
