"""A copy as a file: the database as its engine gives it, and a list that says what it is."""

from __future__ import annotations

import hashlib
import hmac
import io
import json
import os
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import IO, Any, Self

from auth.secrets import keep_folder, labelled
from casework.backup.errors import NotPossible

LIST, DATABASE = "manifest.json", "database"
FORMAT = 1
_LONGEST_LIST = 1024 * 1024
_STEP = 1024 * 1024


@dataclass(frozen=True)
class Manifest:
    """What a copy is. `peppers`: the versions that its locks lie under, each with a code by which the
    pepper can be told from another; `heads`: the heads of the audit at that moment; `holds`: whether the
    audit was whole then (None: it is walked when the copy is verified). Nothing in it names an organisation
    or a person."""

    made_at: str
    engine: str
    server: str
    kind: str
    schema: str
    size: int
    digest: str
    peppers: Mapping[str, str]
    heads: tuple[str, ...]
    holds: bool | None

    def sealed(self, audit_key: bytes) -> bytes:
        """The list as it is written, under a key that only the instance has."""
        told = {"format": FORMAT, **asdict(self)}
        return json.dumps({"told": told, "mac": _mac(audit_key, told)}, indent=1).encode()


@dataclass(frozen=True)
class Listed:
    """A list as it was read: what it says, and whether an instance wrote it."""

    manifest: Manifest
    told: dict[str, Any]
    mac: str

    @classmethod
    def read(cls, text: bytes) -> Self:
        """Raises NotPossible for anything that is none."""
        try:
            found = json.loads(text)
            told = dict(found["told"])
            if told["format"] != FORMAT:
                raise NotPossible("This copy was made by a later version. Update the application first.")
            values = {one.name: told[one.name] for one in fields(Manifest)}
            manifest = Manifest(**{**values, "heads": tuple(told["heads"])})
            return cls(manifest, told, str(found["mac"]))
        except (ValueError, KeyError, TypeError):
            raise NotPossible("This is no copy, or it is damaged.") from None

    def is_of(self, audit_key: bytes) -> bool:
        """Whether the instance with this key has made it, and nobody has changed it since."""
        return hmac.compare_digest(_mac(audit_key, self.told), self.mac)


def _mac(audit_key: bytes, told: Mapping[str, Any]) -> str:
    body = json.dumps(told, sort_keys=True).encode()
    return hmac.new(labelled(audit_key, "the list of a copy"), body, "sha256").hexdigest()


def code_of(pepper: bytes) -> str:
    """By what a pepper is told from another of the same number. It helps nobody to guess 32 random bytes."""
    return labelled(pepper, "which pepper this is").hex()


def measure(path: Path) -> tuple[int, str]:
    """The size and the digest of a file."""
    with path.open("rb") as file:
        return path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest()


def write(path: Path, database: Path, listed: bytes) -> None:
    """Put a copy in its place, whole or not at all."""
    draft = path.with_name(f".{path.name}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        with tarfile.open(fileobj=file, mode="w") as tar:
            tar.addfile(_named(LIST, len(listed)), io.BytesIO(listed))
            with database.open("rb") as content:
                tar.addfile(_named(DATABASE, database.stat().st_size), content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    keep_folder(path.parent)


def _named(name: str, size: int) -> tarfile.TarInfo:
    found = tarfile.TarInfo(name)
    found.size, found.mode = size, 0o600
    return found


def read_list(path: Path) -> Listed:
    """What a copy says of itself. Raises NotPossible."""
    with _opened(path) as tar:
        return Listed.read(_member(tar, LIST).read(_LONGEST_LIST))


def take_out(path: Path, manifest: Manifest, target: Path | None) -> None:
    """Read the database of a copy to its end, and write it into a file if one is named. Raises
    NotPossible if it is not what the list says."""
    digest, size = hashlib.sha256(), 0
    with _opened(path) as tar:
        out = _private(target) if target else None
        try:
            for part in _parts(_member(tar, DATABASE)):
                digest.update(part)
                size += len(part)
                if out is not None:
                    out.write(part)
            if out is not None:
                out.flush()
                os.fsync(out.fileno())
        finally:
            if out is not None:
                out.close()
    if (size, digest.hexdigest()) != (manifest.size, manifest.digest):
        raise NotPossible("The database in this copy is not the one that was put into it. Take another copy.")


def _private(target: Path) -> IO[bytes]:
    return os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")


def _parts(member: IO[bytes]) -> Iterator[bytes]:
    try:
        while part := member.read(_STEP):
            yield part
    except (tarfile.TarError, OSError):
        raise NotPossible("This copy is cut short. Take another copy.") from None


def _opened(path: Path) -> tarfile.TarFile:
    try:
        return tarfile.open(path, mode="r:")
    except (tarfile.TarError, OSError):
        raise NotPossible("This is no copy, or it is damaged.") from None


def _member(tar: tarfile.TarFile, name: str) -> IO[bytes]:
    try:
        found = tar.extractfile(name)
    except (KeyError, tarfile.TarError, OSError):
        found = None
    if found is None:
        raise NotPossible("This is no copy, or it is damaged.")
    return found
