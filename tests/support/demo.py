"""The demo as its first run makes it, and the accounts that it prints."""

from __future__ import annotations

import re
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


def accounts(printed: str) -> list[Account]:
    """The accounts that were printed."""
    return [Account(**match.groupdict()) for match in LINE.finditer(printed)]
