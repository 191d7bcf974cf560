"""The chain of the audit: a changed, removed or reordered row is found."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import delete, select, text

from casework.audit.chain import Actor, note, noted, return_to, still_holds, verify, written_down
from casework.audit.models import Act, Entry, Head, Seal
from casework.cases.actions import save
from casework.people.actions import read_person
from casework.people.models import Identity
from casework.vault.acting import actor
from casework.vault.folders import Folder
from casework.vault.keyring import keyring
from casework.vault.verify import changed_rows, missing_rows
from tests.support.people import World, acting
from tests.vault.conftest import woman, world

pytestmark = pytest.mark.both_engines

__all__ = ["woman", "world"]


def test_an_untouched_chain_is_whole(world: World, woman: UUID) -> None:
    with acting(world.asha) as session:
        assert list(verify(session, world.secrets.audit_key)) == []


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE audit_entry SET act = 'opened' WHERE act = 'created'",
        "DELETE FROM audit_seal",
        "UPDATE audit_entry SET number = number + 1",
        "UPDATE audit_head SET number = number + 1",
        "DELETE FROM audit_head",
    ],
)
def test_a_touched_chain_is_found(world: World, woman: UUID, harm: str) -> None:
    with acting(world.asha) as session:
        session.execute(text(harm))
        session.expire_all()
        assert list(verify(session, world.secrets.audit_key))


def test_a_chain_without_its_last_entry_is_found(world: World, woman: UUID) -> None:
    with acting(world.asha) as session:
        last = session.scalars(select(Entry).order_by(Entry.number.desc())).first()
        assert last is not None
        session.execute(text("DELETE FROM audit_seal"))
        session.delete(last)
        session.flush()
        assert list(verify(session, world.secrets.audit_key))


def test_a_chain_cut_back_to_an_older_entry_is_found_although_its_head_was_set_to_it(
    world: World, woman: UUID
) -> None:
    with acting(world.asha) as session:
        note(session, actor(session), Act.SEARCHED)
    with acting(world.asha) as session:
        head = session.get_one(Head, world.asha.organisation_id)
        ours = select(Entry).where(Entry.organisation_id == head.organisation_id)
        last, older = session.scalars(ours.order_by(Entry.number.desc()).limit(2)).all()
        session.delete(last)
        head.number, head.mac = older.number, older.mac
        session.flush()
        found = [one.number for one in verify(session, world.secrets.audit_key)]
        assert found == [older.number + 1]


def test_a_sealed_row_that_was_deleted_is_missed(world: World, woman: UUID) -> None:
    with acting(world.asha) as session:
        assert list(missing_rows(session)) == []
        row_id = session.scalars(select(Identity.id).where(Identity.folder_id == woman)).one()
        session.execute(text("DELETE FROM identity"))
        assert list(missing_rows(session)) == [row_id]


def test_rows_of_a_folder_that_was_deleted_as_a_whole_are_not_missed(world: World, woman: UUID) -> None:
    with acting(world.asha) as session:
        note(session, actor(session), Act.DELETED, folder_id=woman)
        session.execute(delete(Folder).where(Folder.id == woman))
    with acting(world.asha) as session:
        assert list(missing_rows(session)) == []


def test_each_save_notes_the_digest_of_what_was_sealed(world: World, woman: UUID) -> None:
    with acting(world.asha) as session:
        row = session.scalars(select(Identity).where(Identity.folder_id == woman)).one()
        seals = session.scalars(select(Seal).where(Seal.row_id == row.id)).all()
        assert max(seal.version for seal in seals) == row.version


def test_a_whole_older_row_put_back_is_found(world: World, woman: UUID) -> None:
    with acting(world.asha) as session:
        older = session.execute(text("SELECT blob, version, key_number FROM identity")).one()
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [woman])
        person = read_person(session, woman, world.asha.ring)
        person.identity.name = "अर्कै"
        save(session, woman, person)
    with acting(world.asha) as session:
        assert list(changed_rows(session)) == []
        put_back = "UPDATE identity SET blob = :blob, version = :version, key_number = :number"
        session.execute(text(put_back), {"blob": older[0], "version": older[1], "number": older[2]})
        assert [row.sealed_as for row in changed_rows(session)] == ["identity"]


def test_what_was_undone_is_not_written(world: World) -> None:
    with acting(world.asha) as session:
        actor: Actor = session.info["actor"]
        note(session, actor, Act.SEARCHED)
        before = noted(session)
        note(session, actor, Act.EXPORTED)
        return_to(session, before)
    with acting(world.asha) as session:
        acts = set(session.scalars(select(Entry.act)))
    assert Act.SEARCHED in acts
    assert Act.EXPORTED not in acts


def test_a_head_that_was_written_down_is_found_again_until_the_chain_is_put_back(
    world: World, woman: UUID
) -> None:
    key = world.secrets.audit_key
    with acting(world.asha) as session:
        line = next(one for one in written_down(session) if str(world.asha.organisation_id) in one)
        note(session, actor(session), Act.SEARCHED)
    with acting(world.asha) as session:
        assert still_holds(session, key, line)
        session.execute(text("UPDATE audit_entry SET mac = (SELECT mac FROM audit_head LIMIT 1)"))
        assert not still_holds(session, key, line)


@pytest.mark.parametrize("line", ["", "1:2", "no-id:1:00", "a:b:c:d"])
def test_a_line_that_is_no_head_is_refused(world: World, line: str) -> None:
    with acting(world.asha) as session, pytest.raises(ValueError, match=r".+"):
        still_holds(session, world.secrets.audit_key, line)
