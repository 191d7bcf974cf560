"""The audit from the command line."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text

from casework.app import create_app
from casework.config import Config
from casework.core.db import begin_write, commit, db
from tests.support.people import World, client_as
from tests.vault.conftest import woman, world

pytestmark = pytest.mark.both_engines

__all__ = ["woman", "world"]


def say(world: World, *words: str) -> tuple[int, str]:
    """What `flask audit …` ends with and prints."""
    done = world.app.test_cli_runner().invoke(args=["audit", *words])
    return done.exit_code, done.output


def harm(world: World, *statements: str) -> None:
    """Do to the database what only somebody outside the application would."""
    with world.app.app_context():
        begin_write(db.session)
        for statement in statements:
            db.session.execute(text(statement))
        commit(db.session)


def test_a_whole_audit_is_said_to_be_whole(world: World, woman: UUID) -> None:
    for someone in (world.bina, world.nani, world.ojaswi):  # each chain has begun
        client_as(someone)
    _status, heads = say(world, "heads")
    assert len(heads.splitlines()) >= 1
    status, said = say(world, "verify", *[f"--head={line}" for line in heads.splitlines()])
    assert (status, said) == (0, "The audit is whole.\n")


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE audit_entry SET act = 'opened' WHERE act = 'created'", "broken at entry"),
        ("DELETE FROM identity", "was saved and is gone"),
        ("UPDATE identity SET version = version + 1", "not as it was last saved"),
    ],
)
def test_harm_is_named_and_ends_with_one(world: World, woman: UUID, statement: str, expected: str) -> None:
    harm(world, statement)
    status, said = say(world, "verify")
    assert status == 1
    assert expected in said
    assert "The audit is broken." in said


def test_a_chain_that_is_gone_as_a_whole_is_missed(world: World, woman: UUID) -> None:
    tables = ("audit_seal", "audit_entry", "audit_head")
    harm(world, *(f"DELETE FROM {table}" for table in tables))
    status, said = say(world, "verify")
    assert status == 1
    for organisation_id in world.ids.values():
        assert f"{organisation_id}: broken at entry 1" in said


def test_a_head_of_another_chain_is_not_held(world: World, woman: UUID) -> None:
    _status, heads = say(world, "heads")
    organisation, number, digest = heads.splitlines()[0].split(":")
    status, said = say(world, "verify", f"--head={organisation}:{number}:{'00' * (len(digest) // 2)}")
    assert status == 1
    assert "does not hold it any more" in said


def test_a_line_that_is_no_head_is_said_to_be_none(world: World, woman: UUID) -> None:
    status, said = say(world, "verify", "--head=something")
    assert status == 2
    assert "not a line of" in said


@pytest.mark.parametrize("command", ["audit verify", "audit heads", "doctor", "sweep", "pepper rotate"])
def test_a_command_in_an_empty_folder_says_that_nothing_is_there(tmp_path: Path, command: str) -> None:
    app = create_app(Config(instance=tmp_path))
    done = app.test_cli_runner().invoke(args=command.split())
    assert done.exit_code == 1
    assert "There is no instance in this folder." in done.output
