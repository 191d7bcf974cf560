"""A ring moves to new keys part by part: it can stop anywhere, and everything opens all the while."""

from __future__ import annotations

from threading import Event, Thread
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from auth import rings
from auth.errors import EpochMoved
from auth.held import HeldRing
from auth.models import RingEpoch
from casework.cases.actions import open_case, save
from casework.core import clock
from casework.core.db import commit, db
from casework.doctor import examine
from casework.people.models import Identity
from casework.vault import grants
from casework.vault.epochs import TABLES
from casework.vault.folders import Grant
from casework.vault.keychange import end_shares
from casework.vault.keyring import keyring
from casework.vault.register import CardText, RegisterPack, read_cards, write_card
from tests.support.instances import Instance
from tests.support.killing import killed_at_each_step
from tests.support.people import Someone, World, acting
from tests.vault.sharing import accept, give

pytestmark = pytest.mark.both_engines

FILES = 5


@pytest.fixture
def files(world: World) -> list[UUID]:
    """Some files of hers, each with a card; the first is shared."""
    made = [uuid4() for _ in range(FILES)]
    with acting(world.asha) as session:
        for case_id in made:
            _case, person = open_case(session, world.asha.user, case_id=case_id)
            person.identity.name = "लक्ष्मी"
            save(session, case_id, person)
    accept(world, give(world, made[0]))
    return made


def begin(someone: Someone) -> None:
    """New keys, and nothing moved."""
    with acting(someone) as session:
        rings.begin_epoch(session, someone.world.secrets, someone.ring)


def move(someone: Someone, limit: int) -> int:
    """A part of it, in a transaction of its own."""
    with acting(someone) as session:
        return rings.move_some(session, someone.ring, limit)


def behind(session: Session, ring: HeldRing) -> int:
    """How many rows of a ring name an earlier epoch."""
    return sum(
        session.scalar(
            select(func.count()).select_from(one).where(one.ring_id == ring.id, one.epoch < ring.epoch)
        )
        or 0
        for one in TABLES
    )


def all_open(someone: Someone, files: list[UUID]) -> None:
    """Every file of hers opens, and stands in her register."""
    with acting(someone) as session:
        keyring(session).open_folders(session, files)
        rows = session.scalars(select(Identity).where(Identity.folder_id.in_(files))).all()
        assert {row.folder_id for row in rows if row.readable} == set(files)
        assert set(read_cards(session, someone.ring)) == set(files)


def test_it_goes_part_by_part_and_everything_opens_meanwhile(world: World, files: list[UUID]) -> None:
    begin(world.sunita)
    for left in range(FILES - 1, -1, -1):
        all_open(world.asha, files)
        assert move(world.asha, 1) == left or left == 0
    assert move(world.gita, 1) == 0  # another ring has nothing to move
    with acting(world.asha) as session:
        assert behind(session, world.asha.ring) == 0
        assert grants.shares_of(session, world.asha.ring, files[0])
    all_open(world.asha, files)


def test_what_was_written_under_the_keys_of_before_is_found(world: World, files: list[UUID]) -> None:
    with acting(world.asha):
        before = world.asha.ring
    begin(world.sunita)
    assert move(world.asha, 100) == 0
    with acting(world.asha) as session:
        late = grants.make_folder(session, before)
        write_card(session, before, late.id, CardText(name="सीता"))
        late_id = late.id
    with acting(world.asha) as session:
        assert behind(session, world.asha.ring) == 2
    assert move(world.sunita, 100) == 0
    with acting(world.asha) as session:
        assert behind(session, world.asha.ring) == 0
        assert read_cards(session, world.asha.ring)[late_id].text.name == "सीता"


def test_the_old_secret_stays_until_nothing_names_it(world: World, files: list[UUID]) -> None:
    begin(world.sunita)
    begin(world.sunita)  # once more, before the first was done
    all_open(world.asha, files)
    with clock.at(clock.now() + rings.OLD_SECRET_STAYS), acting(world.sunita) as session:
        assert rings.drop_old(session, world.sunita.ring)
    with acting(world.sunita) as session:
        kept = select(RingEpoch).where(RingEpoch.previous_secret.is_not(None))
        assert not session.scalars(kept.where(RingEpoch.ring_id == world.sunita.ring.id)).all()
        assert list(world.sunita.ring.keys) == [3]
    all_open(world.asha, files)


def test_a_forged_share_does_not_stop_the_others(world: World, files: list[UUID]) -> None:
    with acting(world.asha) as session:
        own = session.scalars(select(Grant).where(Grant.folder_id == files[2])).one()
        own.blob = own.blob[:-1] + bytes([own.blob[-1] ^ 1])
    begin(world.sunita)
    assert move(world.asha, 100) == 0
    with acting(world.asha) as session:
        assert behind(session, world.asha.ring) == 1
    with clock.at(clock.now() + rings.OLD_SECRET_STAYS), acting(world.sunita) as session:
        assert not rings.drop_old(session, world.sunita.ring)


def test_packs_under_the_old_keys_are_emptied(world: World, files: list[UUID]) -> None:
    with acting(world.asha) as session:
        ring = world.asha.ring
        session.add(RegisterPack(id=uuid4(), ring_id=ring.id, epoch=ring.epoch, cards=1, blob=b"names"))
    begin(world.sunita)
    move(world.asha, 1)
    with acting(world.asha) as session:
        assert session.scalars(select(RegisterPack.blob)).all() == [None]


def test_a_request_from_before_the_change_is_told_so(world: World, files: list[UUID]) -> None:
    with acting(world.asha):
        before = world.asha.ring
    begin(world.sunita)
    assert move(world.sunita, 100) == 0
    with pytest.raises(EpochMoved), acting(world.asha) as session:
        read_cards(session, before)


def test_a_withdrawal_between_two_parts_is_kept(world: World, files: list[UUID]) -> None:
    consent = uuid4()
    accept(world, give(world, files[1], consent=consent))
    begin(world.sunita)
    move(world.asha, 1)
    with acting(world.asha) as session:
        assert end_shares(session, world.asha.ring, files[1], consent) == 1
    begin(world.nani)
    assert move(world.nani, 100) == 0
    accept(world, give(world, files[2]))
    assert move(world.asha, 100) == 0
    all_open(world.asha, files)
    with acting(world.nani) as session:
        keyring(session).open_folders(session, files)
        assert set(keyring(session).opened) == {files[0], files[2]}


def test_a_file_that_somebody_saves_is_left_and_not_waited_for(world: World, files: list[UUID]) -> None:
    """Two workers at once: the one that moves does not wait, nor overwrite what the other saves."""
    begin(world.sunita)
    moved, done = list[int](), Event()

    def mover() -> None:
        with world.app.app_context():
            moved.append(move(world.sunita, 100))
        done.set()

    other = Thread(target=mover)
    with acting(world.asha) as session:
        queues = session.get_bind().dialect.name == "sqlite"
        keyring(session).open_folders(session, files)
        row = session.scalars(select(Identity).where(Identity.folder_id == files[0])).one()
        row.name = "लक्ष्मी लामा"
        write_card(session, world.asha.ring, files[0], CardText(name="लक्ष्मी लामा"))
        session.flush()
        other.start()
        assert queues or done.wait(20)
    other.join(20)
    assert moved == [0]
    with acting(world.asha) as session:
        assert read_cards(session, world.asha.ring)[files[0]].text.name == "लक्ष्मी लामा"
    assert move(world.asha, 100) == 0
    with acting(world.asha) as session:
        assert behind(session, world.asha.ring) == 0
    all_open(world.asha, files)


def test_a_change_that_dies_at_any_step_is_gone_on_with(
    instance: Instance, app: Flask, world: World, files: list[UUID]
) -> None:
    with app.app_context():
        well = {finding.what for finding in examine(db.session)}

    def act() -> None:
        with acting(world.sunita) as session:
            fresh = rings.begin_epoch(session, world.secrets, world.sunita.ring)
            commit(session)
            while rings.move_some(session, fresh, 2):
                commit(session)

    died = 0
    for _one in killed_at_each_step(instance, app, act):
        all_open(world.asha, files)
        while move(world.asha, 2):
            all_open(world.asha, files)
        with acting(world.asha) as session:
            assert behind(session, world.asha.ring) == 0
            assert {finding.what for finding in examine(session)} <= well
        died += 1
    assert died > 3
