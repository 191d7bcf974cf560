"""What the doctor tells an administrator: her own organisation, in her language, counts alone; and what
it knows of copies and secrets."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import delete, text

from auth import rings
from casework.audit.chain import note
from casework.audit.models import Act
from casework.backup import unfinished
from casework.core import clock
from casework.core.db import begin_write, commit, db
from casework.doctor import examine
from casework.vault.acting import actor
from casework.vault.ended import Kind, about
from casework.vault.folders import Folder
from tests.support.instances import Instance
from tests.support.people import World, acting, client_as
from tests.vault.conftest import woman, world

__all__ = ["woman", "world"]


def found(world: World) -> dict[str, str]:
    with world.app.app_context():
        return {str(one.what): str(one.to_do) for one in examine(db.session)}


def test_an_administrator_reads_what_concerns_her_organisation_alone(world: World, woman: UUID) -> None:
    with world.app.app_context():
        begin_write(db.session)
        theirs = world.ids["b"].hex if db.engine.dialect.name == "sqlite" else str(world.ids["b"])
        db.session.execute(
            text(f"UPDATE break_glass SET verified_at = NULL WHERE organisation_id = '{theirs}'")
        )
        commit(db.session)
    sheets = "rings have no confirmed break-glass sheets"
    assert sheets in client_as(world.benu).visit("doctor.own").text
    page = client_as(world.anu).visit("doctor.own").text
    assert sheets not in page
    assert "rings have fewer than two stewards" in page
    assert "दुई जनाभन्दा कम साँचो जिम्मेवार" in client_as(world.anu, "ne").visit("doctor.own").text


def test_erased_files_ask_for_new_keys_before_the_last_copy_is_destroyed(world: World, woman: UUID) -> None:
    with acting(world.sunita) as session:
        note(session, actor(session), Act.DELETED, folder_id=woman)
        about(session, Kind.ERASED, [woman])
        session.execute(delete(Folder).where(Folder.id == woman))
    what = "rings have erased files that their older keys still open in older copies"
    assert f"{clock.today() + timedelta(days=35):%Y-%m}" in found(world)[what]
    with acting(world.sunita) as session:
        rings.begin_epoch(session, world.secrets, world.sunita.ring)
    assert what in found(world)
    with clock.at(clock.now() + timedelta(hours=25)):
        with acting(world.sunita) as session:
            assert rings.drop_old(session, world.sunita.ring)
        assert what not in found(world)


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("pepper.json", "files with secrets can be read by others on this machine"),
        ("restoring.json", "restore is not finished: nobody is answered"),
    ],
)
def test_what_is_wrong_with_the_folder_is_said(
    world: World, instance: Instance, name: str, what: str
) -> None:
    assert what not in found(world)
    if name == unfinished.MARK:
        unfinished.begin(instance.folder, {})
    else:
        (instance.folder / name).chmod(0o644)
    assert what in found(world)


def test_copies_pepper_and_paper_are_asked_for_when_they_are_old(world: World) -> None:
    with clock.at(clock.now() + timedelta(days=60)):
        said = found(world)
    assert "instance without a copy of the last week" in said
    assert "pepper is older than a month and a half" in said
    assert "logs were not written down for over a month" in said
