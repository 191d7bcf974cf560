"""Making the demo of an instance, or noticing why none can be made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy.orm import Session

from auth.secrets import Secrets
from casework.demo import unfinished
from casework.demo.passphrases import keep, table
from casework.demo.progress import Progress
from casework.demo.seeding import seed
from casework.demo.staff import new_organisations


def make(session: Session, secrets: Secrets, folder: Path, say: Callable[[str], object]) -> None:
    """Fill the empty, migrated database of an instance, and print its accounts."""
    organisations = new_organisations()
    unfinished.begin(folder, organisations)
    staff = seed(session, secrets, Progress("Making the demo"), organisations=organisations)
    kept = keep(folder, accounts := table(staff))
    unfinished.end(folder)
    say(f"A demo with invented data is ready. Sign-in names and passphrases (kept in {kept.name}):")
    say(accounts)
