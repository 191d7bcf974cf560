"""Who learns what: each of those who might try, with what he would have in his hands.

Which test stands for which attacker and which denial is told in denials.csv.
"""

from __future__ import annotations

import os
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from auth import session as sessions
from auth.errors import KeyChanged, WrongPassphrase
from auth.keys import open_seed
from auth.models import Membership, User, UserRole
from auth.ring_opening import open_rings
from auth.roles import Role
from auth.secrets import Secrets
from casework.core.db import begin_write, db
from casework.people.models import Identity
from casework.reporting.release.inbox import open_inbox
from casework.vault.folders import Folder
from casework.vault.keyring import keyring
from casework.vault.register import read_cards
from tests.referrals.files import NAME, PHONE, open_file
from tests.support.people import PASSPHRASE, World, acting, client_as

pytestmark = pytest.mark.both_engines


def test_a_dump_without_the_pepper_does_not_tell_whether_a_guess_is_right(world: World) -> None:
    kept = world.secrets
    without = Secrets({1: os.urandom(32)}, kept.audit_key, kept.sign_in_salt, kept.form_key)
    with world.app.app_context():
        for guess in (PASSPHRASE, "another guess at the hill"):
            with pytest.raises(WrongPassphrase):
                open_seed(without, world.asha.user, guess)


def test_with_dump_and_pepper_a_guessed_passphrase_opens_her_ring_and_no_other(world: World) -> None:
    ours, theirs = open_file(world.asha), open_file(world.bina)
    with world.app.app_context():
        seed = open_seed(world.secrets, world.asha.user, PASSPHRASE)
        rings = open_rings(db.session, world.secrets, world.asha.user, seed)
        assert [ring.organisation_id for ring in rings] == [world.ids["a"]]
    with world.app.app_context():
        for row in db.session.scalars(select(Membership).where(Membership.user_id == world.gita.id)):
            row.user_id = world.asha.id
        db.session.flush()
        with pytest.raises(KeyChanged):
            open_rings(db.session, world.secrets, world.asha.user, seed)
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [ours, theirs])
        assert set(keyring(session).opened) == {ours}


def test_a_role_and_an_organisation_written_into_the_database_open_nothing(world: World) -> None:
    """SQL injection by a manager who makes herself a supervisor of the partner."""
    case_id = open_file(world.asha)
    with world.app.app_context():
        begin_write(db.session)
        maya = db.session.get_one(User, world.maya.id)
        maya.organisation_id = world.ids["a"]
        maya.role_rows = [UserRole(user_id=maya.id, role=Role.SUPERVISOR)]
        db.session.commit()
    maya_s = client_as(world.maya)
    for path in ("/files", f"/files/{case_id}", "/today"):
        answer = maya_s.client.get(path, follow_redirects=True)
        assert NAME not in answer.text and PHONE not in answer.text
    with acting(world.maya) as session:
        assert world.maya.rings() == []
        keyring(session).open_folders(session, [case_id])
        assert not _identity(session, case_id).readable


def _identity(session: Session, case_id: UUID) -> Identity:
    return session.scalars(select(Identity).where(Identity.folder_id == case_id)).one()


def test_a_statistics_officer_with_the_dump_reads_codes_and_nobody(world: World) -> None:
    """All that her ring opens of the whole database: no file, no card; messages with a random name."""
    open_file(world.asha)
    with acting(world.ojaswi) as session:
        held = world.ojaswi.ring
        keyring(session).open_folders(session, list(session.scalars(select(Folder.id))))
        assert keyring(session).opened == {}
        assert read_cards(session, held) == {}
        arrived = open_inbox(session, held)
        assert arrived.puts
        told = repr(arrived.puts)
        assert NAME not in told and PHONE not in told


def test_a_live_session_holds_her_own_ring_and_never_her_seed(world: World) -> None:
    """What a host sees of who signs in; of rings that do not sign in it sees nothing."""
    with world.app.app_context():
        begin_write(db.session)
        cookie, row = sessions.begin(db.session, world.secrets, world.asha.user, world.asha.rings())
        live = sessions.resume(db.session, world.secrets, cookie)
        assert live is not None
        assert [ring.organisation_id for ring in live.rings] == [world.ids["a"]]
        body = sessions.as_stored(live.rings)
        assert world.asha.seed.hex() not in repr(body) and world.asha.seed.hex() not in repr(vars(row))


def test_a_signed_out_phone_has_neither_cookie_nor_key(world: World) -> None:
    """Not even with the cookie that the thief read out of it before, and the database."""
    asha = client_as(world.asha)
    kept = asha.client.get_cookie("sahayatri")
    asha.visit("auth.account_page")
    asha.press("Sign out", follow=False, status=303)
    assert kept is not None and asha.client.get_cookie("sahayatri") is None
    with world.app.app_context():
        row = sessions.find(db.session, kept.value)
        assert row is not None and row.blob is None
        assert sessions.resume(db.session, world.secrets, kept.value) is None


def test_deleted_rows_are_missed_by_whoever_verifies(world: World) -> None:
    """What SQL injection can do is destroy, and it shows."""
    open_file(world.asha)
    with world.app.app_context():
        db.session.execute(text("DELETE FROM identity"))
        db.session.commit()
    said = world.app.test_cli_runner().invoke(args=["audit", "verify"])
    assert said.exit_code == 1
