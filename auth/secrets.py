"""The secrets of an instance: files beside the database, never in it nor in its backups."""

from __future__ import annotations

import hmac
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

PEPPER, KEYS = "pepper.json", "keys.json"
_NAMES = ("audit", "sign_in", "form")


class Peppers(dict[int, bytes]):
    """Pepper by version. A version that came after this process began is looked for in the file."""

    def __init__(self, known: Mapping[int, bytes], folder: Path | None = None) -> None:
        super().__init__(known)
        self._folder = folder

    def __missing__(self, version: int) -> bytes:
        return (read_peppers(self._folder) if self._folder else {})[version]


@dataclass(frozen=True, repr=False)
class Secrets:
    """Pepper by version, the audit's key, the salt of sign-ins, the key of forms and cookies."""

    peppers: dict[int, bytes]
    audit_key: bytes
    sign_in_salt: bytes
    form_key: bytes
    folder: Path | None = field(default=None, compare=False)

    @property
    def pepper_version(self) -> int:
        """The version under which new locks are made."""
        return max(self.peppers)

    @property
    def pepper(self) -> bytes:
        """The current pepper."""
        return self.peppers[self.pepper_version]

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read the secrets of an instance; the first time, make them."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make(folder / PEPPER, lambda: {"1": os.urandom(32).hex()})
        _make(folder / KEYS, lambda: {name: os.urandom(32).hex() for name in _NAMES})
        return cls.read(folder)

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read the secrets in a folder. Raises FileNotFoundError, ValueError or KeyError."""
        audit, sign_in, form = read_keys(folder)
        return cls(Peppers(read_peppers(folder), folder), audit, sign_in, form, folder)

    def fresh(self) -> Self:
        """These secrets with the peppers that the file holds now: what one request goes by."""
        if self.folder is None:
            return self
        now = read_peppers(self.folder)
        return self if now == self.peppers else replace(self, peppers=Peppers(now, self.folder))


def read_peppers(folder: Path) -> dict[int, bytes]:
    """The peppers that the file in a folder holds."""
    return {int(v): bytes.fromhex(p) for v, p in json.loads((folder / PEPPER).read_text()).items()}


def write_peppers(folder: Path, peppers: Mapping[int, bytes]) -> None:
    """Put other peppers in the place of those in the file, whole or not at all."""
    text = json.dumps({str(version): pepper.hex() for version, pepper in sorted(peppers.items())})
    put_in_place(folder / PEPPER, text.encode())


def read_keys(folder: Path) -> tuple[bytes, ...]:
    """The keys of the audit, of sign-ins and of forms."""
    keys = json.loads((folder / KEYS).read_text())
    return tuple(bytes.fromhex(keys[name]) for name in _NAMES)


def labelled(key: bytes, label: str) -> bytes:
    """Another key of the instance, made from one of its keys for one use alone."""
    return hmac.digest(key, label.encode(), "sha256")


def put_in_place(path: Path, content: bytes) -> None:
    """Write a secret file for its owner alone, so that whoever reads it finds the old or the new one,
    whole, also after a power cut."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    keep_folder(path.parent)


def keep_folder(folder: Path) -> None:
    """Write down the names in a folder: after a power cut a file is where it was put."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _make(path: Path, make: object) -> None:
    if path.exists():
        return
    # Two workers may start at once: the first to link its file in wins, whole.
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(make(), file)  # type: ignore[operator]
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
