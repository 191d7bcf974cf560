"""Leaving, changing work, coming back: who keeps keys, who is asked for what."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from auth import accounts, due
from auth.errors import LastSteward
from auth.models import Membership
from auth.roles import Role
from casework.audit.chain import Actor
from casework.cases.actions import open_case, save
from casework.core.db import db, new_id
from tests.auth.ways import join, link_on
from tests.support.browser import Browser
from tests.support.people import PASSPHRASE, Someone, World, acting, client_as, hire

NEW = "nine calm rivers flow down"


def asked_of(world: World, steward: Someone) -> str:
    """What stands before a steward."""
    return client_as(steward).visit("auth.stewardship").text


def has_keys(world: World, someone: Someone) -> bool:
    """Whether somebody belongs to a ring."""
    with world.app.app_context():
        query = select(Membership.id).where(Membership.user_id == someone.id)
        return db.session.scalar(query) is not None


def give_file(world: World, someone: Someone) -> None:
    """An open file of hers."""
    with acting(someone) as session:
        case_id = new_id()
        _case, person = open_case(session, someone.user, case_id=case_id)
        save(session, case_id, person)


def second_steward(world: World) -> None:
    """Asha becomes a supervisor as well."""
    with acting(world.sunita) as session:
        roles = frozenset({Role.SUPERVISOR})
        accounts.give_roles(session, Actor(world.ids["a"], world.anu.id), world.asha.user, roles)


def test_her_files_are_handed_over_before_she_leaves(world: World) -> None:
    give_file(world, world.asha)
    anu = client_as(world.anu)
    anu.visit("auth.leave_page", user_id=world.asha.id)
    assert "1 open file is with her" in anu.page
    assert "Please hand her files over first" in anu.press("Yes, close it", status=422)
    assert has_keys(world, world.asha)


def test_what_cannot_wait_does_not_wait(world: World) -> None:
    give_file(world, world.asha)
    anu = client_as(world.anu)
    anu.visit("auth.leave_page", user_id=world.asha.id)
    anu.tick("It cannot wait: close the account now. Her files are handed over afterwards.")
    anu.press("Yes, close it")
    assert not has_keys(world, world.asha)
    assert "1 file" in client_as(world.sunita).visit("cases.workers")


def test_a_change_of_work_takes_the_keys_and_asks_for_new_ones(world: World) -> None:
    asha = client_as(world.asha)
    anu = client_as(world.anu)
    anu.visit("auth.person", user_id=world.asha.id)
    anu.tick("Caseworker", on=False)
    anu.tick("Administrator")
    anu.press("Save")
    assert not has_keys(world, world.asha)
    asha.visit("auth.account_page", status=303, follow=False)
    assert "please change the keys by" in asked_of(world, world.sunita)
    with world.app.app_context():
        assert due.why(db.session, world.ring("a")) is due.Why.SOMEBODY_LEFT
    sunita = client_as(world.sunita)
    assert "No longer has the keys: Asha" in sunita.visit("auth.stewardship")
    sunita.visit("auth.epoch")
    sunita.press("Change the keys now")
    with world.app.app_context():
        assert due.why(db.session, world.ring("a")) is None


@pytest.mark.parametrize("way", ["leave", "lose the role"])
def test_the_last_steward_stays_while_others_have_the_keys(world: World, way: str) -> None:
    by = Actor(world.ids["a"], world.anu.id)
    with pytest.raises(LastSteward), acting(world.asha) as session:
        if way == "leave":
            accounts.leave(session, by, world.sunita.user)
        else:
            accounts.give_roles(session, by, world.sunita.user, frozenset({Role.CASEWORKER}))
    second_steward(world)
    with acting(world.asha) as session:
        accounts.leave(session, by, world.sunita.user)
    assert not has_keys(world, world.sunita)


def test_a_second_steward_is_asked_for_until_there_is_one(world: World) -> None:
    alone = "You are the only steward. Please ask the administrator to name a second one."
    assert alone in asked_of(world, world.sunita)
    second_steward(world)
    assert alone not in asked_of(world, world.sunita)


def test_whoever_comes_back_is_compared_anew_and_keeps_her_history(world: World) -> None:
    give_file(world, world.asha)
    anu = client_as(world.anu)
    anu.visit("auth.leave_page", user_id=world.asha.id)
    anu.tick("It cannot wait: close the account now. Her files are handed over afterwards.")
    anu.press("Yes, close it")
    anu.click("Asha")
    anu.press("Open the account again")
    link = link_on(anu)
    asha = Browser(world.app, "en")
    join(asha, link, NEW)
    assert not has_keys(world, world.asha)
    sunita = client_as(world.sunita)
    sunita.visit("auth.let_in_page", user_id=world.asha.id)
    sunita.press("The numbers are the same: let her in")
    assert has_keys(world, world.asha)
    asha.visit("/sign-in")
    asha.fill("Sign-in name", "asha")
    asha.fill("Passphrase", PASSPHRASE)
    asha.press("Sign in", status=422)
    assert "1 file" in sunita.visit("cases.workers")
    with world.app.app_context():
        assert world.asha.user.is_active


def test_nobody_is_brought_back_into_another_organisation(world: World) -> None:
    with world.app.app_context():
        rama = hire(world, "rama", "a", Role.CASEWORKER)
        db.session.commit()
    with acting(world.sunita) as session:
        accounts.leave(session, Actor(world.ids["a"], world.anu.id), rama.user)
    client_as(world.benu).visit("auth.come_back_page", user_id=rama.id, status=404)
    client_as(world.anu).visit("auth.come_back_page", user_id=world.asha.id, status=404)
