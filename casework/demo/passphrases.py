"""The accounts of the demo, printed once and kept beside its database."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from casework.demo.staff import Somebody

FILE = "demo-accounts.txt"


def table(staff: Iterable[Somebody]) -> str:
    """One line for each account: what she is and where, sign-in name, passphrase."""
    rows = [(one.title, one.login, one.passphrase) for one in staff]
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    return "\n".join(
        f"  {title:<{widths[0]}}  {login:<{widths[1]}}  {passphrase}" for title, login, passphrase in rows
    )


def keep(folder: Path, text: str) -> Path:
    """Keep the table in the instance's folder, for its owner alone."""
    path = folder / FILE
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text + "\n")
    return path
