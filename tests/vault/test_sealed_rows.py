"""Sealed rows: sealed at every save, together, and never seen by the database."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import insert, select, update

from casework.cases.actions import save
from casework.core.errors import EditedMeanwhile
from casework.people.actions import read_person
from casework.people.models import Harm, Identity
from casework.vault.errors import KeysNotLoaded, SealedInBulk, SealedInQuery
from casework.vault.keyring import keyring
from crypto.envelope import CannotOpen
from tests.support.people import World, acting

pytestmark = pytest.mark.both_engines


def test_what_was_told_is_read_back(world: World, woman: UUID) -> None:
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [woman])
        person = read_person(session, woman, world.asha.ring)
        assert person.identity.name == "लक्ष्मी तामाङ"
        assert person.harm is not None
        assert person.harm.note == "उहाँले आफैं भन्नुभएको कुरा"


def test_a_sealed_field_in_a_query_is_refused() -> None:
    with pytest.raises(SealedInQuery):
        select(Identity).where(Identity.name == "लक्ष्मी")


def test_a_bulk_update_of_a_sealed_class_is_refused(world: World, woman: UUID) -> None:
    with acting(world.asha) as session:
        with pytest.raises(SealedInBulk):
            session.execute(update(Identity).where(Identity.folder_id == woman).values(version=9))
        with pytest.raises(SealedInBulk):
            session.execute(insert(Identity), [{"folder_id": woman}])


def test_a_row_whose_sheet_was_not_loaded_is_a_bug_and_not_a_query(world: World, woman: UUID) -> None:
    with acting(world.asha) as session:
        row = session.scalars(select(Identity).where(Identity.folder_id == woman)).one()
        with pytest.raises(KeysNotLoaded):
            _ = row.name


def test_a_list_cannot_be_put_into_a_sealed_field(world: World, woman: UUID) -> None:
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [woman])
        person = read_person(session, woman, world.asha.ring)
        with pytest.raises(TypeError):
            person.identity.other_names = ["changes under our hands"]  # type: ignore[assignment]


def test_all_heads_are_sealed_together_at_each_save(world: World, woman: UUID) -> None:
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [woman])
        person = read_person(session, woman, world.asha.ring)
        before = [row.version for row in _heads(person)]
        revisions = [row.revision for row in _heads(person)]
        person.wellbeing.health = "निको"  # type: ignore[union-attr]
        save(session, woman, person)
        session.flush()
        assert [row.version for row in _heads(person)] == [v + 1 for v in before]
        changed = [row.revision - old for row, old in zip(_heads(person), revisions, strict=True)]
        assert sorted(changed) == [0, 0, 0, 0, 0, 0, 1]


def _heads(person: object) -> list:  # type: ignore[type-arg]
    return [row for row in vars(person).values() if row is not None]


def test_a_form_filled_from_an_older_revision_is_refused(world: World, woman: UUID) -> None:
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [woman])
        identity = read_person(session, woman, world.asha.ring).identity
        filled_from = identity.revision
        identity.name = "लक्ष्मी"
        with pytest.raises(EditedMeanwhile):
            identity.expect_revision(filled_from)


def test_what_was_rolled_back_is_not_read_from_memory(world: World, woman: UUID) -> None:
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [woman])
        identity = read_person(session, woman, world.asha.ring).identity
        identity.name = "अर्कै"
        session.rollback()
        keyring(session).open_folders(session, [woman])
        assert identity.name == "लक्ष्मी तामाङ"


def test_a_blob_moved_to_another_compartment_does_not_open(world: World, woman: UUID) -> None:
    with acting(world.asha) as session:
        harm = session.scalars(select(Harm).where(Harm.folder_id == woman)).one()
        session.connection().exec_driver_sql("UPDATE identity SET blob = (SELECT blob FROM harm)")
        session.expire_all()
        keyring(session).open_folders(session, [woman])
        row = session.scalars(select(Identity).where(Identity.folder_id == woman)).one()
        with pytest.raises(CannotOpen):
            _ = row.name
        assert harm.note


def test_a_version_replayed_into_another_version_does_not_open(world: World, woman: UUID) -> None:
    with acting(world.asha) as session:
        session.connection().exec_driver_sql("UPDATE identity SET version = version + 1")
        keyring(session).open_folders(session, [woman])
        row = session.scalars(select(Identity).where(Identity.folder_id == woman)).one()
        with pytest.raises(CannotOpen):
            _ = row.name


def test_a_long_story_makes_all_large_heads_longer_alike(world: World, woman: UUID) -> None:
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [woman])
        person = read_person(session, woman, world.asha.ring)
        assert person.harm is not None
        person.harm.note = "धेरै लामो कुरा " * 200
        save(session, woman, person)
        session.flush()
        large = [row for row in _heads(person) if row.__pad__ == 4096]
        assert len(large) == 5
        assert {len(row.blob) for row in large} == {len(person.harm.blob)}
        assert len(person.harm.blob) > 2 * 4096
