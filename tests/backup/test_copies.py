"""A copy of the database: complete, neutral, without any secret; and what is found when it was touched."""

from __future__ import annotations

import tarfile
from pathlib import Path
from uuid import UUID

import pytest

from auth.secrets import Secrets
from casework.backup.archive import read_list
from casework.core import clock
from tests.backup.hands import config_of, copy, say
from tests.support.instances import Instance
from tests.support.people import ORGANISATIONS, World, client_as
from tests.vault.conftest import woman

pytestmark = pytest.mark.both_engines

__all__ = ["woman"]


def test_a_copy_is_whole_and_says_neither_of_whom_nor_any_secret(
    world: World, woman: UUID, tmp_path: Path, instance: Instance
) -> None:
    for someone in (world.bina, world.nani, world.ojaswi):  # each chain has begun
        client_as(someone)
    made = copy(world, tmp_path)
    assert made.stat().st_mode & 0o777 == 0o600
    assert say(world, "backup", "verify", str(made)) == "The copy is whole.\n"
    content = made.read_bytes()
    secrets = Secrets.read(instance.folder)
    for secret in (secrets.pepper, secrets.audit_key, secrets.sign_in_salt, secrets.form_key):
        assert secret not in content
        assert secret.hex().encode() not in content
    manifest = read_list(made).manifest
    told = f"{manifest} {made.name}"
    assert not [one for names in ORGANISATIONS.values() for one in names[1:] if one and one in told]
    assert manifest.holds is not False
    assert manifest.heads


def test_secrets_are_copied_apart_for_their_owner_alone(
    world: World, tmp_path: Path, instance: Instance
) -> None:
    say(world, "backup", "secrets", str(tmp_path / "safe"))
    names = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "safe").iterdir()}
    assert names == dict.fromkeys(["pepper.json", "keys.json", "instance.json", "ended.log"], 0o600)
    assert "Name another folder" in say(world, "backup", "secrets", str(instance.folder), status=1)


def test_a_changed_byte_is_found(world: World, woman: UUID, tmp_path: Path) -> None:
    made = copy(world, tmp_path)
    content = bytearray(made.read_bytes())
    content[len(content) // 2] ^= 1
    made.write_bytes(content)
    assert "is not the one that was put into it" in say(world, "backup", "verify", str(made), status=1)


def test_a_copy_that_is_cut_short_is_found(world: World, woman: UUID, tmp_path: Path) -> None:
    made = copy(world, tmp_path)
    made.write_bytes(made.read_bytes()[: made.stat().st_size // 2])
    said = say(world, "backup", "verify", str(made), status=1)
    assert "cut short" in said or "damaged" in said


def test_a_list_that_somebody_wrote_anew_is_found(world: World, tmp_path: Path, instance: Instance) -> None:
    made = copy(world, tmp_path)
    manifest = read_list(made).manifest
    forged = manifest.sealed(bytes(32))
    with tarfile.open(made) as tar:
        database = tar.extractfile("database")
        assert database is not None
        (tmp_path / "database").write_bytes(database.read())
    from casework.backup.archive import write

    write(made, tmp_path / "database", forged)
    assert "was not written by this instance" in say(world, "backup", "verify", str(made), status=1)
    assert "--secrets FOLDER" in say(world, "backup", "restore", str(made), status=1)


@pytest.mark.parametrize("content", [b"", b"nothing like it", bytes(10240)])
def test_what_is_no_copy_is_said_to_be_none(world: World, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "some.tar").write_bytes(content)
    assert "This is no copy" in say(world, "backup", "verify", str(tmp_path / "some.tar"), status=1)


def test_it_is_remembered_when_a_copy_was_made(world: World, tmp_path: Path) -> None:
    copy(world, tmp_path)
    told = (config_of(world).instance / "last-backup").read_text()
    assert told.startswith(f"{clock.now():%Y-%m-%dT}")
