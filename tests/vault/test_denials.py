"""What a thief of the database, a partner, a manager or a race must not get. Denials by name.

Those of people, rings, sessions and epochs stand in tests/auth; those of shares in test_shares.py.
"""

from __future__ import annotations

import hashlib
from threading import Event, Thread
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from auth.models import Membership
from auth.rings import begin_epoch, move_some
from casework.audit.models import Seal
from casework.core import clock
from casework.core.db import db
from casework.people.actions import HEADS
from casework.people.models import Identity
from casework.vault import grants
from casework.vault.compartments import Compartment
from casework.vault.errors import Locked
from casework.vault.folders import Grant
from casework.vault.keychange import end_shares
from casework.vault.keyring import keyring
from casework.vault.opening import grant_context
from casework.vault.register import Card, CardText, read_cards, write_card
from casework.vault.sealed import HeadRow
from crypto import envelope
from crypto.envelope import CannotOpen
from tests.support.people import World, acting
from tests.vault.sharing import accept, give

pytestmark = pytest.mark.both_engines

# Consent and the sheet


def test_without_her_consent_there_is_no_place_for_a_share(world: World, woman: UUID) -> None:
    with acting(world.sunita) as session:
        ring = world.sunita.ring
        forced = Grant(
            folder_id=woman,
            ring_id=world.ring("network").id,
            epoch=1,
            sender_ring_id=ring.id,
            sender_epoch=1,
            ends_on=clock.today(),
            blob=b"",
        )
        with pytest.raises(IntegrityError), session.begin_nested():
            session.add(forced)
            session.flush()


def test_a_partner_s_keys_open_no_part_that_was_not_granted(world: World, woman: UUID) -> None:
    accept(world, give(world, woman))
    with acting(world.nani) as session:
        keyring(session).open_folders(session, [woman])
        keys = [entry.key for entry in keyring(session).opened[woman].sheet.entries]
        granted = {Compartment.IDENTITY, Compartment.CONTACT}
        for row in _heads(session, woman):
            opened = [_opens(row, key) for key in keys]
            assert any(opened) == (row.__compartment__ in granted)


def test_a_manager_opens_no_sheet(world: World, woman: UUID) -> None:
    give(world, woman)
    with acting(world.maya) as session:
        assert world.maya.rings() == []
        assert session.scalars(select(Membership).where(Membership.user_id == world.maya.id)).all() == []
        keyring(session).open_folders(session, [woman])
        assert keyring(session).opened == {}


def test_the_reporting_ring_opens_no_sheet_that_is_written_over_to_it(world: World, woman: UUID) -> None:
    with acting(world.ojaswi) as session:
        office = {"ring": _raw(session, world.ojaswi.ring.id), "epoch": world.ojaswi.ring.epoch}
        session.execute(text('UPDATE "grant" SET ring_id = :ring, epoch = :epoch'), office)
        session.expire_all()
        with pytest.raises(CannotOpen):
            keyring(session).open_folders(session, [woman])


def test_a_sheet_copied_to_another_ring_does_not_open(world: World, woman: UUID) -> None:
    with acting(world.bina) as session:
        owners = session.scalars(select(Grant).where(Grant.folder_id == woman)).one()
        mine = Grant(folder_id=woman, ring_id=world.bina.ring.id, epoch=owners.epoch, blob=owners.blob)
        session.add(mine)
        session.flush()
        with pytest.raises(CannotOpen):
            keyring(session).open_folders(session, [woman])


# Rows and cards


def test_two_parts_swapped_open_neither(world: World, woman: UUID) -> None:
    with acting(world.asha) as session:
        rows = {row.__compartment__: row for row in _heads(session, woman)}
        one, other = rows[Compartment.HARM], rows[Compartment.LIVELIHOOD]
        blobs = {"one": one.blob, "other": other.blob, "folder": _raw(session, woman)}
        session.execute(text("UPDATE harm SET blob = :other WHERE folder_id = :folder"), blobs)
        session.execute(text("UPDATE livelihood SET blob = :one WHERE folder_id = :folder"), blobs)
        session.expire_all()
        keyring(session).open_folders(session, [woman])
        for row in (one, other):
            with pytest.raises(CannotOpen):
                row.plain()


def test_a_row_that_names_another_key_does_not_open(world: World, woman: UUID) -> None:
    accept(world, give(world, woman, consent=(consent := uuid4())))
    with acting(world.sunita) as session:
        end_shares(session, world.sunita.ring, woman, consent)
    with acting(world.asha) as session:
        session.execute(text("UPDATE identity SET key_number = 1"))
        session.expire_all()
        keyring(session).open_folders(session, [woman])
        row = session.scalars(select(Identity).where(Identity.folder_id == woman)).one()
        with pytest.raises(Locked):
            row.plain()


def test_an_older_row_put_back_whole_no_longer_agrees_with_the_audit(world: World, woman: UUID) -> None:
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [woman])
        row = session.scalars(select(Identity).where(Identity.folder_id == woman)).one()
        old = {"blob": row.blob, "version": row.version}
        row.name = "लक्ष्मी"
    with acting(world.asha) as session:
        session.execute(text("UPDATE identity SET blob = :blob, version = :version"), old)
        session.expire_all()
        row = session.scalars(select(Identity).where(Identity.folder_id == woman)).one()
        newest = select(Seal).where(Seal.row_id == row.id).order_by(Seal.version.desc()).limit(1)
        seal = session.scalars(newest).one()
        assert (seal.version, seal.digest) != (row.version, hashlib.sha256(row.blob).digest())


def test_two_cards_swapped_open_neither(world: World, woman: UUID) -> None:
    with acting(world.asha) as session:
        ring = world.asha.ring
        other = grants.make_folder(session, ring)
        write_card(session, ring, other.id, CardText(name="सीता"))
        session.flush()
        one, two = session.scalars(select(Card).where(Card.ring_id == ring.id))
        one.blob, two.blob = two.blob, one.blob
        session.flush()
        with pytest.raises(CannotOpen):
            read_cards(session, ring)


# Old secrets and old backups


def test_an_old_ring_secret_opens_no_sheet_of_the_next_epoch(world: World, woman: UUID) -> None:
    """A former member, or a live member with an old backup: what she held, on what stands now."""
    with acting(world.sunita) as session:
        old = world.sunita.ring.now
        move_some(session, begin_epoch(session, world.secrets, world.sunita.ring), 100)
    with acting(world.sunita) as session:
        grant = session.scalars(select(Grant).where(Grant.folder_id == woman)).one()
        assert grant.epoch == world.sunita.ring.epoch == 2
        with pytest.raises(CannotOpen):
            envelope.unseal(old.kek, grant_context(grant), grant.blob)
        keyring(session).open_folders(session, [woman])
        assert _heads(session, woman)[0].readable


def test_a_new_ring_secret_opens_no_sheet_of_an_old_backup(world: World, woman: UUID) -> None:
    with acting(world.sunita) as session:
        grant = session.scalars(select(Grant).where(Grant.folder_id == woman)).one()
        backup, bound = grant.blob, grant_context(grant)
        move_some(session, begin_epoch(session, world.secrets, world.sunita.ring), 100)
    with acting(world.sunita), pytest.raises(CannotOpen):
        envelope.unseal(world.sunita.ring.now.kek, bound, backup)


# Two at once


def test_a_save_that_meets_a_withdrawal_seals_with_the_new_key(world: World, woman: UUID) -> None:
    """On two connections: the save has read its sheet before the keys change (on SQLite it queues
    before it reads), and nothing of it is sealed with what the partner knows."""
    consent = uuid4()
    accept(world, give(world, woman, consent=consent))
    known = _keys_of_partner(world, woman)
    waiting, refused = Event(), list[Exception]()

    def save() -> None:
        try:
            with world.app.app_context():
                queues = db.engine.dialect.name == "sqlite"
                if queues:
                    waiting.set()
                with acting(world.asha) as session:
                    keyring(session).open_folders(session, [woman])
                    row = session.scalars(select(Identity).where(Identity.folder_id == woman)).one()
                    row.name = "लक्ष्मी तामाङ लामा"
                    waiting.set()
        except Exception as error:  # noqa: BLE001  (whatever it is, the test looks at it)
            refused.append(error)
            waiting.set()

    meanwhile = Thread(target=save)
    with acting(world.sunita) as session:
        end_shares(session, world.sunita.ring, woman, consent)
        meanwhile.start()
        assert waiting.wait(20)
    meanwhile.join(20)
    assert all(_because_it_changed(error) for error in refused)
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [woman])
        for row in _heads(session, woman):
            row.plain()
            assert not any(_opens(row, key) for key in known)


def _because_it_changed(error: BaseException | None) -> bool:
    while error is not None and not isinstance(error, StaleDataError):
        error = error.__context__
    return error is not None


def _keys_of_partner(world: World, woman: UUID) -> list[bytes]:
    with acting(world.nani) as session:
        keyring(session).open_folders(session, [woman])
        return [entry.key for entry in keyring(session).opened[woman].sheet.entries]


def _heads(session: Session, woman: UUID) -> list[HeadRow]:
    return [session.scalars(select(cls).where(cls.folder_id == woman)).one() for cls in HEADS]


def _opens(row: HeadRow, key: bytes) -> bool:
    try:
        envelope.unseal(key, row._context(), row.blob)
    except CannotOpen:
        return False
    return True


def _raw(session: Session, value: UUID) -> object:
    return value.hex if session.get_bind().dialect.name == "sqlite" else value
