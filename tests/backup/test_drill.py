"""The drill: a copy is brought back, and what has ended since stays ended."""

from __future__ import annotations

from datetime import timedelta
from itertools import product
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import delete, func, select, text

from auth import rings
from auth.accounts import leave
from auth.errors import WrongPassphrase
from auth.keys import open_seed
from auth.models import Membership, SignIn, User
from casework.audit.chain import note
from casework.audit.models import Act, Entry
from casework.backup import unfinished
from casework.backup.archive import read_list
from casework.backup.engines import engine_of
from casework.backup.restoring import Wish, look, restore
from casework.cases.models import Case
from casework.consent.actions import withdraw
from casework.core import clock
from casework.core.db import begin_write, db
from casework.doctor import examine
from casework.people.models import Identity
from casework.referrals.models import Referral, ReferralState
from casework.vault.acting import actor
from casework.vault.ended import Kind, about
from casework.vault.folders import Folder, Grant
from casework.vault.keyring import keyring
from casework.vault.locks import LockDue
from casework.vault.opening import grant_context
from casework.vault.register import Card
from crypto import envelope
from crypto.envelope import CannotOpen
from tests.backup.hands import config_of, copy, rest, say
from tests.referrals.files import open_file, refer, take_up, the_referral
from tests.support.browser import Browser
from tests.support.instances import Instance
from tests.support.killing import killed_at_each_step
from tests.support.people import PASSPHRASE, World, acting, client_as
from tests.support.programs import made as program_of

pytestmark = pytest.mark.both_engines


def erase(world: World, case_id: UUID) -> None:
    """A file is gone at her wish, and the log says so."""
    with acting(world.sunita) as session:
        note(session, actor(session), Act.DELETED, folder_id=case_id)
        about(session, Kind.ERASED, [case_id])
        session.execute(delete(Folder).where(Folder.id == case_id))


def take_back(world: World, case_id: UUID) -> None:
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [case_id])
        withdraw(session, world.asha.user, case_id, the_referral(session).consent_id)


def test_what_was_erased_and_taken_back_since_does_not_come_back(
    world: World, tmp_path: Path, instance: Instance
) -> None:
    stays, shared, erased = open_file(world.asha), open_file(world.asha), open_file(world.asha)
    take_up(world.nani, refer(world.asha, shared))
    signed_in, program = client_as(world.bina), program_of(world.maya)
    made = copy(world, tmp_path)
    erase(world, erased)
    take_back(world, shared)
    with acting(world.anu) as session:
        leave(session, actor(session), session.get_one(User, world.asha.id))
    said = say(world, "backup", "restore", str(made))
    assert "Ended again: 2 shares, 1 files, 1 accounts." in said
    with world.app.app_context():
        assert set(db.session.scalars(select(Folder.id))) >= {stays, shared}
        assert db.session.get(Folder, erased) is None
        assert not db.session.scalars(select(Identity.id).where(Identity.folder_id == erased)).all()
        assert not db.session.scalars(select(Card.id).where(Card.folder_id == erased)).all()
        assert db.session.get(LockDue, shared) is not None
        assert not db.session.scalars(select(Grant.id).where(Grant.sender_ring_id.is_not(None))).all()
        assert db.session.scalars(select(Referral.state)).one() is ReferralState.WITHDRAWN
        case = db.session.get_one(Case, db.session.scalars(select(Referral.recipient_case_id)).one())
        assert case.source_id is None
        assert not db.session.scalar(select(func.count()).select_from(SignIn))
        assert not db.session.get_one(User, world.asha.id).is_active
        asha = select(Membership.id).where(Membership.user_id == world.asha.id)
        assert not db.session.scalars(asha).all()
        acts = db.session.scalars(select(Entry.organisation_id).where(Entry.act == Act.RESTORED))
        assert set(acts) == set(world.ids.values())
    assert say(world, "audit", "verify") == "The audit is whole.\n"
    signed_in.visit("auth.account_page", status=303, follow=False)
    assert program.get("/api/v1/openapi.json").status_code == 401
    client_as(world.sunita).visit("cases.files")


def test_nobody_is_answered_while_a_copy_is_brought_back(world: World, instance: Instance) -> None:
    browser = client_as(world.asha)
    unfinished.begin(instance.folder, {"without_log": False})
    answer = world.app.test_client().get("/sign-in")
    assert answer.status_code == 503
    assert "फर्काइँदै" in answer.text
    assert "not finished" in say(world, "instance", "prepare", status=1)
    unfinished.end(instance.folder)
    browser.visit("auth.account_page")


def test_without_the_log_it_is_refused_until_somebody_says_that_it_is_lost(
    world: World, tmp_path: Path, instance: Instance
) -> None:
    made = copy(world, tmp_path)
    (instance.folder / "ended.log").unlink(missing_ok=True)
    assert "--log-is-lost" in say(world, "backup", "restore", str(made), status=1)
    assert unfinished.begun(instance.folder) is None
    say(world, "backup", "restore", str(made), "--log-is-lost")
    with world.app.app_context():
        acts = db.session.scalars(select(Entry.organisation_id).where(Entry.act == Act.RESTORED_WITHOUT_LOG))
        assert set(acts) == set(world.ids.values())


def test_an_instance_that_is_served_is_left_alone(world: World, tmp_path: Path, instance: Instance) -> None:
    made = copy(world, tmp_path)
    (instance.folder / "ended.log").touch()
    with world.app.app_context():
        db.session.execute(select(1))
        config, ready = config_of(world), look(config_of(world), Wish(made))
        with pytest.raises(Exception, match="Stop it first"):
            restore(config, ready, db.session, lambda: None)
        assert unfinished.begun(instance.folder) is None


def test_an_old_copy_opens_neither_with_the_old_passphrase_nor_with_a_live_ring(
    world: World, tmp_path: Path, instance: Instance
) -> None:
    open_file(world.asha)
    made = copy(world, tmp_path)
    (instance.folder / "ended.log").touch()
    say(world, "pepper", "rotate")
    _move_on(world)
    assert "This copy is closed" in say(world, "backup", "restore", str(made), status=1)
    with world.app.app_context():
        live = world.sunita.ring
    _put_back_by_force(world, made)
    with world.app.app_context():
        with pytest.raises(WrongPassphrase):
            open_seed(world.secrets, db.session.get_one(User, world.sunita.id), PASSPHRASE)
        grants = db.session.scalars(select(Grant).where(Grant.ring_id == live.id)).all()
        assert grants
        for grant, keys in product(grants, live.keys.values()):
            with pytest.raises(CannotOpen):
                envelope.unseal(keys.kek, grant_context(grant), grant.blob)


def _move_on(world: World) -> None:
    """The keys change, and a day later the old ones are thrown away."""
    with acting(world.sunita) as session:
        rings.begin_epoch(session, world.secrets, world.sunita.ring)
    with clock.at(clock.now() + timedelta(hours=25)), acting(world.sunita) as session:
        assert rings.drop_old(session, world.sunita.ring)


def _put_back_by_force(world: World, made: Path) -> None:
    """As somebody would who goes around the command."""
    rest(world)
    engine_of(config_of(world)).place(config_of(world), made, read_list(made).manifest)


def test_a_copy_opens_on_another_machine_with_its_secrets(
    world: World, tmp_path: Path, instance: Instance
) -> None:
    made = copy(world, tmp_path)
    say(world, "backup", "secrets", str(tmp_path / "safe"))
    for name in ("pepper.json", "keys.json", "instance.json", "ended.log", "sahayatri.db"):
        (instance.folder / name).unlink(missing_ok=True)
    if instance.database_url:
        _empty(world)
    Instance(instance.folder, instance.database_url).flask(
        "backup", "restore", str(made), "--secrets", str(tmp_path / "safe")
    )
    client_as(world.asha).visit("auth.account_page")


def _empty(world: World) -> None:
    with world.app.app_context():
        begin_write(db.session)
        db.session.execute(text("DROP SCHEMA public CASCADE; CREATE SCHEMA public"))
        db.session.commit()
    rest(world)


def test_dying_at_any_step_of_a_restore_lets_nobody_in_until_it_is_done(
    world: World, app: Flask, tmp_path: Path, instance: Instance
) -> None:
    erased = open_file(world.asha)
    made = copy(world, tmp_path)
    erase(world, erased)
    with app.app_context():
        well = list(examine(db.session))
    rest(world)

    def act() -> None:
        with app.app_context():
            config = config_of(world)
            restore(config, look(config, Wish(made)), db.session, lambda: None)

    closed = 0
    for died in killed_at_each_step(instance, app, act):
        if unfinished.begun(instance.folder):
            assert Browser(app, "en").client.get("/sign-in").status_code == 503
            say(world, "backup", "restore", str(made))
            closed += 1
        with app.app_context():
            assert db.session.get(Folder, erased) is None, died
            assert _asha_can_work(world), died
            assert list(examine(db.session)) == well, died
    assert closed > 2


def _asha_can_work(world: World) -> bool:
    return bool(open_seed(world.secrets, world.asha.user, PASSPHRASE))
