"""What does not hold in a database: its chains, and its sealed rows against their last save. No key of
any ring is needed, only that of the audit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.models import User
from casework.audit.chain import still_holds, verify
from casework.vault.verify import changed_rows, missing_rows


class NoHead(ValueError):
    """A line that is none of `audit heads`."""


def faults(session: Session, key: bytes, heads: Iterable[str] = ()) -> Iterator[str]:
    """Each fault as a line that names ids and nothing else. Raises NoHead."""
    # Whoever joined has signed in, and that is noted.
    joined = select(User.organisation_id).where(User.public_key.is_not(None)).distinct()
    for found in verify(session, key, session.scalars(joined)):
        yield f"{found.organisation_id}: broken at entry {found.number}"
    for row in changed_rows(session):
        yield f"{row.sealed_as} {row.row_id}: not as it was last saved"
    for row_id in missing_rows(session):
        yield f"{row_id}: was saved and is gone, and nobody noted that it was deleted"
    for line in heads:
        if not _holds(session, key, line):
            yield f"{line}: was written down, and the chain does not hold it any more"


def _holds(session: Session, key: bytes, line: str) -> bool:
    try:
        return still_holds(session, key, line)
    except ValueError:
        raise NoHead(line) from None
