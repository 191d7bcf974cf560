"""The chain of the audit: a changed, removed or reordered row is found."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import select, text

from casework.audit.chain import Actor, note, noted, return_to, verify
from casework.audit.models import Act, Entry, Seal
from casework.cases.actions import save
from casework.people.actions import read_person
from casework.people.models import Identity
from casework.vault.keyring import keyring
from casework.vault.verify import changed_rows
from tests.support.people import World, acting
from tests.vault.conftest import woman, world

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
