"""The keys of one request: the rings that were unlocked for it, and the sheets opened with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.held import HeldRing
from casework.core import clock
from casework.vault.compartments import Compartment
from casework.vault.errors import KeysNotLoaded, Locked
from casework.vault.folders import Grant, hold
from casework.vault.opening import open_sheet
from crypto import sheet

INFO = "keyring"


@dataclass(repr=False)
class Opened:
    """The sheet of one folder, and the grant that it came by."""

    sheet: sheet.Sheet
    share: Grant | None = None


@dataclass(repr=False)
class Keyring:
    """What can be opened now. Lives in `session.info`, never anywhere else, and ends with it."""

    rings: dict[UUID, HeldRing] = field(default_factory=dict)
    opened: dict[UUID, Opened] = field(default_factory=dict)
    held: set[UUID] = field(default_factory=set)

    def open_folders(self, session: Session, folder_ids: Iterable[UUID]) -> None:
        """Load and open the sheets of some folders in one SELECT. Those without a grant that is
        valid today stay closed, without a word."""
        wanted = [i for i in dict.fromkeys(folder_ids) if i not in self.opened]
        if not wanted or not self.rings:
            return
        grants = session.scalars(
            select(Grant).where(Grant.folder_id.in_(wanted), Grant.ring_id.in_(self.rings))
        )
        for grant in grants:
            if not grant.over(clock.today()) and not grant.offered:
                self._open(session, grant)

    def _open(self, session: Session, grant: Grant) -> None:
        found = open_sheet(session, self.rings[grant.ring_id], grant)
        self.opened[grant.folder_id] = Opened(found, grant if grant.is_share else None)

    def hold_for_writing(self, session: Session, folder_ids: Iterable[UUID]) -> None:
        """Lock folders against a change of keys and read their sheets again under that lock."""
        fresh = sorted(set(folder_ids) - self.held)
        if not fresh:
            return
        hold(session, fresh)
        for folder_id in fresh:
            self.opened.pop(folder_id, None)
        with session.no_autoflush:
            query = select(Grant).where(Grant.folder_id.in_(fresh), Grant.ring_id.in_(self.rings))
            for grant in session.scalars(query.execution_options(populate_existing=True)):
                if not grant.over(clock.today()) and not grant.offered:
                    self._open(session, grant)
        self.held.update(fresh)

    def release(self) -> None:
        """The transaction has ended: locks are gone, so sheets have to be read again."""
        self.held.clear()

    def forget(self, folder_id: UUID) -> None:
        """Drop a folder's sheet, because its keys have changed."""
        self.opened.pop(folder_id, None)
        self.held.discard(folder_id)

    def can_open(self, folder_id: UUID, compartment: Compartment) -> bool:
        """Whether a compartment of a loaded folder can be read."""
        opened = self.opened.get(folder_id)
        return opened is not None and opened.sheet.current(compartment) is not None

    def data_key(self, folder_id: UUID, compartment: Compartment, number: int) -> bytes:
        """The data key with a number. Raises KeysNotLoaded (a bug) or Locked (no key)."""
        entry = self._sheet(folder_id).find(compartment, number)
        if entry is None:
            raise Locked
        return entry.key

    def current_key(self, folder_id: UUID, compartment: Compartment) -> tuple[int, bytes]:
        """The number and key to seal with; only under the folder's lock, only in one's own."""
        if folder_id not in self.held:
            raise KeysNotLoaded("sealing needs the folder's lock")
        opened = self.opened.get(folder_id)
        if opened is None or opened.share is not None:
            raise Locked
        entry = opened.sheet.current(compartment)
        if entry is None:
            raise Locked
        return entry.number, entry.key

    def _sheet(self, folder_id: UUID) -> sheet.Sheet:
        opened = self.opened.get(folder_id)
        if opened is None:
            raise KeysNotLoaded("the sheets of a page are loaded before its rows are read")
        return opened.sheet


def keyring(session: Session) -> Keyring:
    """The keyring of this session. A session without one opens nothing."""
    ring = session.info.get(INFO)
    if not isinstance(ring, Keyring):
        raise KeysNotLoaded("this session has no keyring")
    return ring
