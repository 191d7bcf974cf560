"""The demo as its first run makes it, and the accounts that it prints."""

from __future__ import annotations

import fcntl
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.support.instances import Instance

# A line of the printed table: role, sign-in name, passphrase, with two or more spaces between.
LINE = re.compile(r"^ *(?P<role>\S.*?) {2,}(?P<login>[\w.@-]+) {2,}(?P<passphrase>\S.*?) *$", re.MULTILINE)


@dataclass(frozen=True)
class Account:
    """Somebody of the demo who can sign in."""

    role: str
    login: str
    passphrase: str


def make_demo(folder: Path, database_url: str = "") -> tuple[Instance, list[Account]]:
    """A new demo in this folder, and its accounts."""
    instance = Instance(folder, database_url)
    return instance, accounts(instance.prepare(real=False))


def shared_demo(folder: Path) -> tuple[Instance, list[Account]]:
    """The demo of the whole run: the first worker that needs it makes it, the others wait for it."""
    folder.mkdir(parents=True, exist_ok=True)
    printed = folder / "printed.txt"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not printed.exists():
            shutil.rmtree(folder / "instance", ignore_errors=True)
            text = Instance(folder / "instance").prepare(real=False)
            printed.write_text(text, encoding="utf-8")
    return Instance(folder / "instance"), accounts(printed.read_text(encoding="utf-8"))


def accounts(printed: str) -> list[Account]:
    """The accounts that were printed."""
    return [Account(**match.groupdict()) for match in LINE.finditer(printed)]
