"""An older copy gives nobody back the keys that ended since it was made."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from auth.models import Membership
from auth.roles import Role
from casework.core.db import db
from casework.doctor import examine
from tests.auth.test_recovery import NEW, code_of, renew, use
from tests.auth.ways import join, link_on, type_in
from tests.backup.hands import copy, say
from tests.support.browser import Browser
from tests.support.instances import Instance
from tests.support.people import World, acting, client_as

AGAIN = "people have keys again that had ended"


def _roles(world: World, login: str, *roles: Role) -> None:
    from auth.accounts import give_roles
    from casework.vault.acting import actor

    with acting(world.anu) as session:
        give_roles(session, actor(session), world.people[login].user, frozenset(roles))


def _has_keys(world: World, login: str) -> bool:
    with world.app.app_context():
        hers = select(Membership.id).where(Membership.user_id == world.people[login].id)
        return db.session.scalar(hers) is not None


def test_a_passphrase_that_somebody_may_know_opens_nothing_again(
    world: World, tmp_path: Path, instance: Instance
) -> None:
    made = copy(world, tmp_path)
    renew(world.asha)
    said = say(world, "backup", "restore", str(made))
    assert "Of so many people the keys had ended as well: 1." in said
    type_in(Browser(world.app, "en"), "asha", status=422)
    assert not _has_keys(world, "asha")
    steward = client_as(world.sunita)
    assert "please change the keys by" in steward.visit("/today")
    steward.visit("/keys")
    steward.press("Make a new link")
    browser = Browser(world.app, "en")
    join(browser, link_on(steward), NEW)
    assert "no keys yet" in browser.visit("/keys/waiting")


def test_a_recovery_code_that_was_used_opens_nothing_again(
    world: World, tmp_path: Path, instance: Instance
) -> None:
    code, hers = code_of(world.asha), code_of(world.bina)
    made = copy(world, tmp_path)
    use(world, "asha", code)
    say(world, "backup", "restore", str(made))
    use(world, "asha", code, status=422)
    use(world, "bina", hers)


def test_whoever_had_other_work_already_has_no_keys_again(
    world: World, tmp_path: Path, instance: Instance
) -> None:
    made = copy(world, tmp_path)
    _roles(world, "asha", Role.ADMINISTRATOR)
    say(world, "backup", "restore", str(made))
    assert not _has_keys(world, "asha")
    client_as(world.asha).visit("/files", status=403)


def test_whoever_had_her_work_again_keeps_her_keys(world: World, tmp_path: Path, instance: Instance) -> None:
    made = copy(world, tmp_path)
    _roles(world, "asha", Role.ADMINISTRATOR)
    _roles(world, "asha", Role.CASEWORKER)
    say(world, "backup", "restore", str(made))
    client_as(world.asha).visit("/files")


def test_whom_nobody_could_let_in_keeps_them_and_the_doctor_says_so(
    world: World, tmp_path: Path, instance: Instance
) -> None:
    made = copy(world, tmp_path)
    renew(world.nani)
    say(world, "backup", "restore", str(made))
    client_as(world.nani).visit("/files")
    with world.app.app_context():
        assert [one.count for one in examine(db.session) if one.what == AGAIN] == [1]
