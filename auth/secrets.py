"""The secrets of an instance: files beside the database, never in it nor in its backups."""

from __future__ import annotations

import hmac
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Self

_PEPPER, _KEYS = "pepper.json", "keys.json"


@dataclass(frozen=True, repr=False)
class Secrets:
    """Pepper by version, the audit's key, the salt of sign-ins, the key of forms and cookies."""

    peppers: dict[int, bytes]
    audit_key: bytes
    sign_in_salt: bytes
    form_key: bytes

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
        peppers = _read_or_make(folder / _PEPPER, lambda: {"1": os.urandom(32).hex()})
        keys = _read_or_make(
            folder / _KEYS,
            lambda: {name: os.urandom(32).hex() for name in ("audit", "sign_in", "form")},
        )
        return cls(
            peppers={int(v): bytes.fromhex(p) for v, p in peppers.items()},
            audit_key=bytes.fromhex(keys["audit"]),
            sign_in_salt=bytes.fromhex(keys["sign_in"]),
            form_key=bytes.fromhex(keys["form"]),
        )


def labelled(key: bytes, label: str) -> bytes:
    """Another key of the instance, made from one of its keys for one use alone."""
    return hmac.digest(key, label.encode(), "sha256")


def _read_or_make(path: Path, make: object) -> dict[str, str]:
    if not path.exists():
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
    found: dict[str, str] = json.loads(path.read_text())
    return found
