"""A new pepper: nobody notices, the old one opens nothing, and whoever dies in between locks nobody out."""

from __future__ import annotations

from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from auth import pepper
from auth.errors import RenewedMeanwhile
from auth.keys import lock_seed, make_lock, open_seed
from auth.models import Invitation, InvitationKind, Membership, User
from auth.ring_opening import open_rings
from auth.secrets import read_peppers, write_peppers
from casework.backup.pepper import rotate
from casework.core import clock
from casework.core.db import Base, begin_write, commit, db
from tests.support.instances import Instance
from tests.support.killing import killed_at_each_step
from tests.support.people import PASSPHRASE, World, acting, client_as

pytestmark = pytest.mark.both_engines


def opens_for_everybody(world: World) -> bool:
    """Whether each passphrase opens a seed, and each seed its rings."""
    with world.app.app_context():
        for one in world.people.values():
            seed = open_seed(world.secrets, one.user, PASSPHRASE)
            found = open_rings(db.session, world.secrets, one.user, seed)
            expected = select(Membership.id).where(Membership.user_id == one.id)
            if len(found) != len(db.session.scalars(expected).all()):
                return False
    return True


def test_the_command_renews_it_and_nobody_notices(world: World, instance: Instance) -> None:
    before = client_as(world.asha)
    old = read_peppers(instance.folder)
    done = world.app.test_cli_runner().invoke(args=["pepper", "rotate"])
    assert done.exit_code == 0, done.output
    new = read_peppers(instance.folder)
    assert list(new) == [max(old) + 1]
    assert not set(new.values()) & set(old.values())
    assert (instance.folder / "pepper.json").stat().st_mode & 0o777 == 0o600
    before.visit("auth.account_page")
    client_as(world.sunita).visit("auth.stewardship")
    assert opens_for_everybody(world)


def test_every_column_under_a_pepper_is_moved() -> None:
    versions = {
        (t.name, c.name) for t in Base.metadata.sorted_tables for c in t.columns if "pepper" in c.name
    }
    assert versions == {(one.table.__tablename__, one.version) for one in pepper.LAYERS if one.version}


def test_a_link_that_waits_for_its_steward_is_moved(world: World) -> None:
    with acting(world.sunita) as session:
        _seed, public, lock = make_lock(world.secrets, world.asha.id, PASSPHRASE, cheap=True)
        session.add(
            Invitation(
                id=bytes(32),
                user_id=world.asha.id,
                kind=InvitationKind.RESET,
                made_at=clock.now(),
                ends_at=clock.now(),
                public_key=public,
                lock=lock,
            )
        )
    with world.app.app_context():
        rotate(db.session, world.secrets)
        kept = db.session.get_one(Invitation, bytes(32)).lock
        assert kept is not None
        assert pepper.version_of(world.secrets, world.asha.id, kept) == world.secrets.pepper_version


def test_a_lock_made_under_the_old_one_meanwhile_is_refused(world: World, instance: Instance) -> None:
    with world.app.app_context():
        early = world.secrets
        lock = lock_seed(early, world.asha.id, "another seven goats on a hill", world.asha.seed, cheap=True)
        rotate(db.session, early)
        begin_write(db.session)
        asha = db.session.get_one(User, world.asha.id)
        asha.lock, asha.pepper_version = lock, early.pepper_version
        with pytest.raises(RenewedMeanwhile):
            commit(db.session)
        db.session.rollback()
    assert opens_for_everybody(world)


def test_dying_at_any_step_locks_nobody_out_and_a_second_run_ends_it(
    instance: Instance, app: Flask, world: World
) -> None:
    first = max(read_peppers(instance.folder))

    def act() -> None:
        with app.app_context():
            rotate(db.session, world.secrets)

    steps = 0
    for died in killed_at_each_step(instance, app, act):
        steps += 1
        with app.app_context():
            users = db.session.scalars(select(User)).all()
            known = read_peppers(instance.folder)
            assert {one.pepper_version for one in users if one.lock} <= set(known), died
            assert _asha_opens(world), died
            rotate(db.session, world.secrets)
            assert list(read_peppers(instance.folder)) == [first + 1 + died.done], died
            assert _asha_opens(world), died
    assert steps > 3


def _asha_opens(world: World) -> bool:
    seed = open_seed(world.secrets, world.asha.user, PASSPHRASE)
    return len(open_rings(db.session, world.secrets, world.asha.user, seed)) == 1


def test_a_pepper_that_is_gone_opens_nothing(world: World, instance: Instance) -> None:
    with world.app.app_context():
        locks: dict[UUID, bytes | None] = {one.id: one.lock for one in db.session.scalars(select(User))}
        old = read_peppers(instance.folder)
        rotate(db.session, world.secrets)
        for one in db.session.scalars(select(User)):
            one.lock, one.pepper_version = locks[one.id], max(old)
        with pytest.raises(RenewedMeanwhile):
            db.session.flush()
        db.session.rollback()
        write_peppers(instance.folder, {max(old) + 1: world.secrets.pepper})
    assert opens_for_everybody(world)
