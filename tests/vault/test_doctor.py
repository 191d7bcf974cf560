"""The doctor finds what is wrong with the keys, says what to do, and opens nothing."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import text

from auth import second_step
from auth.second_step import Factors
from casework.audit.models import Act
from casework.core import clock
from casework.core.db import begin_write, commit, db
from casework.doctor import examine
from tests.auth.second import by_role, give_phone
from tests.referrals.files import open_file, refer, take_up
from tests.support.people import World, acting
from tests.support.source import ROOT, imports
from tests.vault.conftest import woman, world

__all__ = ["by_role", "woman", "world"]

ONE_STEWARD = "rings have fewer than two stewards"
"""Each ring of the tests has one."""


def found(world: World) -> dict[str, int]:
    """What the doctor says, and of how many."""
    with world.app.app_context():
        return {one.what: one.count for one in examine(db.session)}


def harm(world: World, *statements: str) -> None:
    with world.app.app_context():
        begin_write(db.session)
        for statement in statements:
            db.session.execute(text(statement))
        commit(db.session)


def test_where_all_is_well_only_a_second_steward_is_asked_for(world: World, woman: UUID) -> None:
    assert found(world) == {ONE_STEWARD: 4}


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ('DELETE FROM "grant" WHERE sender_ring_id IS NULL', "files open for no ring"),
        ("DELETE FROM membership", "rings have no member"),
        ("UPDATE break_glass SET verified_at = NULL", "rings have no confirmed break-glass sheets"),
        ("DELETE FROM break_glass", "rings have no confirmed break-glass sheets"),
    ],
)
def test_what_is_wrong_is_counted(world: World, woman: UUID, statement: str, what: str) -> None:
    harm(world, statement)
    assert found(world)[what] >= 1


def test_what_is_under_keys_that_were_thrown_away_is_named(world: World, woman: UUID) -> None:
    harm(
        world,
        "INSERT INTO ring_epoch (ring_id, number, inbox, verify_key, began_at)"
        " SELECT ring_id, number + 1, inbox, verify_key, began_at FROM ring_epoch",
        "UPDATE ring SET epoch = epoch + 1",
    )
    said = found(world)
    assert said["key sheets are under keys that were thrown away"] >= 1
    assert said["cards are under keys that were thrown away"] >= 1
    assert said["memberships are of an older epoch"] >= 1
    assert said["rings have things under their older keys"] >= 1


def test_a_share_that_nobody_gave_is_named(world: World, woman: UUID) -> None:
    harm(
        world,
        'UPDATE "grant" SET sender_ring_id = ring_id, sender_epoch = 1, consent_id = id,'
        f" ends_on = '{clock.today() - timedelta(days=1)}'",
    )
    said = found(world)
    assert said["shares are not in their owner's notes"] >= 1
    assert said["shares have ended and are still there"] >= 1


def test_a_share_whose_consent_is_gone_is_named(world: World) -> None:
    take_up(world.nani, refer(world.asha, open_file(world.asha)))
    what = "shares still have keys though her consent to them has ended or is gone"
    assert what not in found(world)
    harm(world, "UPDATE referral SET state = 'withdrawn'")
    assert found(world)[what] == 1
    harm(world, "UPDATE referral SET state = 'accepted'", "DELETE FROM consent_record")
    assert found(world)[what] >= 1


def test_whoever_needs_a_second_step_and_has_none_is_counted(world: World, by_role: None) -> None:
    what = "people have no second step though their work needs one"
    before = found(world)[what]
    give_phone(world.sunita)
    assert found(world)[what] == before - 1
    with acting(world.sunita) as session:
        none = Factors(anew="reset")
        second_step.write(session, world.secrets, world.sunita.user, none, Act.FACTOR_RESET, by=world.anu.id)
    assert found(world)[what] == before


def test_a_card_without_a_key_is_named(world: World, woman: UUID) -> None:
    harm(world, 'DELETE FROM "grant"')
    assert found(world)["cards are of files that their ring has no key to"] == 1


def test_a_lock_that_waits_for_over_a_month_is_named(world: World, woman: UUID) -> None:
    insert = "INSERT INTO lock_due (folder_id, since) SELECT id, '{}' FROM folder"
    what = "files wait for a new lock for over a month"
    harm(world, insert.format(clock.today()))
    assert what not in found(world)
    harm(world, "DELETE FROM lock_due", insert.format(clock.today() - timedelta(days=31)))
    assert found(world)[what] == 1


def test_after_a_year_keys_and_sheets_are_due(world: World, woman: UUID) -> None:
    with clock.at(clock.now() + timedelta(days=367)):
        said = found(world)
    assert said["rings are due for new keys"] == 4
    assert said["pairs of sheets were not looked at for a year"] >= 1


def test_somebody_who_waits_for_keys_is_counted(world: World, woman: UUID) -> None:
    gone = f"DELETE FROM membership WHERE user_id = '{_written(world, world.asha.id)}'"
    harm(world, gone)
    assert found(world)["people wait for keys"] == 1


def test_the_command_ends_with_one_where_there_is_something_to_do(world: World, woman: UUID) -> None:
    done = world.app.test_cli_runner().invoke(args=["doctor"])
    assert done.exit_code == 1
    assert ONE_STEWARD in done.output
    assert "To do: 1" in done.output


def test_it_knows_nothing_that_opens(world: World) -> None:
    assert not [name for name in imports(ROOT / "casework" / "doctor.py") if name.startswith("crypto")]


def _written(world: World, user_id: UUID) -> str:
    """An id as the engine writes it in a statement."""
    with world.app.app_context():
        return user_id.hex if db.engine.dialect.name == "sqlite" else str(user_id)
