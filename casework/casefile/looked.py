"""Who has looked at a file: from the audit, by colleague and day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.audit.models import Act, Entry
from casework.core import clock
from casework.core.i18n import _l

WORDS = {
    Act.OPENED: _l("opened the file"),
    Act.OPENED_WITH_REASON: _l("opened it with a reason"),
    Act.SHOWN_NUMBER: _l("saw the number"),
    Act.SAVED: _l("wrote in it"),
    Act.CREATED: _l("opened the new file"),
    Act.PRINTED: _l("printed it"),
}
MOST = 12
ENTRIES = 500


@dataclass(frozen=True)
class Look:
    """One colleague on one day, and what she did."""

    day: date
    user_id: UUID | None
    acts: tuple[Act, ...]

    @property
    def words(self) -> list[str]:
        """What she did, in words."""
        return [str(WORDS[act]) for act in WORDS if act in self.acts]


def looks(session: Session, organisation_id: UUID, case_id: UUID, *, most: int | None = MOST) -> list[Look]:
    """Who of this organisation looked, newest first: the last few, or everybody."""
    query = (
        select(Entry.at, Entry.user_id, Entry.act)
        .where(
            Entry.folder_id == case_id, Entry.organisation_id == organisation_id, Entry.act.in_(list(WORDS))
        )
        .order_by(Entry.number.desc())
        .limit(None if most is None else ENTRIES)
    )
    found: dict[tuple[date, UUID | None], set[Act]] = {}
    for at, user_id, act in session.execute(query):
        found.setdefault((clock.day_of(at), user_id), set()).add(act)
    return [Look(day, user_id, tuple(acts)) for (day, user_id), acts in found.items()][:most]
