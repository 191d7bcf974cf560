"""Tokens for programs: what they open, when they end, and who makes them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from auth import accounts, tokens
from auth.roles import Role
from auth.token_models import ApiToken
from casework.audit.chain import Actor
from casework.core import clock
from casework.core.db import db, new_id
from casework.reporting.interface.addresses import ADDRESSES
from tests.support.people import PASSPHRASE, World, acting, client_as
from tests.support.programs import Program, made

PATHS = [one.path for one in ADDRESSES]


@pytest.fixture
def engine_name() -> str:
    """The stricter one: what is said of tokens here is asked of SQLite by the tests of what programs read."""
    return "postgresql"


def test_without_a_good_token_nothing_is_told(world: World) -> None:
    signed_in = client_as(world.maya).client
    assert {signed_in.get(path).status_code for path in PATHS} == {401}
    program = made(world.maya)
    assert program.get("/numbers").status_code == 303
    strange = [Program(world.app, word) for word in ("sahayatri-" + "a" * 43, program.word[:-1], "x")]
    with clock.at(clock.now()):
        answers = [Program(world.app, "").get(path) for path in PATHS]
        answers += [one.get(path) for one in strange for path in PATHS[:3]]
        assert {(one.status_code, one.mimetype, one.data) for one in answers} == {
            (401, "application/problem+json", answers[0].data)
        }
        assert "Bearer" in answers[0].headers["WWW-Authenticate"]
        assert [strange[0].get(PATHS[0]).status_code for _each in range(2)] == [401, 429]
        # A right one does not wait for wrong ones.
        assert program.get("/api/v1/openapi.json").status_code == 200


def test_a_token_ends_in_its_time_and_after_a_year_at_most(world: World) -> None:
    made(world.maya)
    with acting(world.maya) as session:
        tokens.make(session, world.maya.user, new_id(), "long", timedelta(days=900))
    for days, good in ((179, [True, True]), (181, [False, True]), (366, [False, False])):
        with clock.at(clock.now() + timedelta(days=days)), world.app.app_context():
            rows = db.session.scalars(select(ApiToken).order_by(ApiToken.name))
            assert [tokens.is_good(row) for row in rows] == good


def test_a_token_ends_for_good_with_the_role_or_the_account_of_who_made_it(world: World) -> None:
    by = Actor(world.ids["office"], world.adina.id)
    programs = [made(world.maya)]
    assert programs[0].get(PATHS[-1]).status_code == 200
    with acting(world.adina) as session:
        accounts.give_roles(session, by, world.maya.user, frozenset({Role.AUDITOR}))
        accounts.give_roles(session, by, world.maya.user, frozenset({Role.MANAGER}))
    programs.append(made(world.maya))
    assert [one.get(PATHS[-1]).status_code for one in programs] == [401, 200]
    with acting(world.adina) as session:
        accounts.leave(session, by, world.maya.user)
        accounts.come_back(session, by, world.maya.user, frozenset({Role.MANAGER}))
    assert [one.get(PATHS[-1]).status_code for one in programs] == [401, 401]


def test_a_program_that_asks_too_often_waits(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "AT_ONCE", 2)
    program = made(world.maya)
    answers = [program.get("/api/v1/openapi.json") for _each in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert answers[2].headers["Retry-After"] == "60"
    with clock.at(clock.now() + timedelta(minutes=2)):
        assert program.get("/api/v1/openapi.json").status_code == 200


def test_a_manager_makes_a_token_sees_it_once_and_ends_it(world: World) -> None:
    maya = client_as(world.maya)
    maya.visit("tokens.page")
    maya.fill("What is it for?", "Chart of the office")
    maya.choose("How long is it good?", "Three months")
    maya.fill("Your passphrase", "not this one")
    assert "This is not your passphrase" in maya.press("Make the token", status=422)
    maya.fill("Your passphrase", PASSPHRASE)
    shown = maya.press("Make the token")
    word = next(one.text for one in shown.root.all("code"))
    program = Program(world.app, word)
    assert program.get(PATHS[-1]).status_code == 200
    listed = maya.visit("tokens.page")
    assert word not in listed
    assert "Chart of the office" in listed
    maya.press("End it")
    assert "Ended on" in maya.visit("tokens.page")
    assert program.get(PATHS[-1]).status_code == 401
    client_as(world.ojaswi).visit("tokens.page", status=403)


def test_a_token_ends_when_somebody_may_know_her_passphrase(world: World) -> None:
    program, maya = made(world.maya), client_as(world.maya)
    maya.visit("auth.suspected_page")
    maya.fill("Your passphrase until now", PASSPHRASE)
    maya.fill("Passphrase", "nine calm rivers flow down")
    maya.fill("The same passphrase again", "nine calm rivers flow down")
    maya.press("End my old passphrase and keys")
    assert program.get(PATHS[-1]).status_code == 401


def test_a_stolen_copy_holds_no_token(world: World) -> None:
    word = made(world.maya).word.encode()
    with world.app.app_context():
        row = db.session.scalars(select(ApiToken)).one()
        assert word not in row.digest + row.name.encode()
        assert len(row.digest) == 32
