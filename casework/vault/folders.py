"""A folder: what one organisation keeps about one woman, or about a matter of its own."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from casework.core import clock
from casework.core.db import Base, new_id


class Folder(Base):
    """The thing with keys. One ring owns it, makes its data keys and alone writes in it."""

    __tablename__ = "folder"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    ring_id: Mapped[UUID] = mapped_column(ForeignKey("ring.id"), index=True)
    made_on: Mapped[date] = mapped_column(default=clock.today)


class RestrictedFolder(Base):
    """That a folder stands in a small ring. For whoever does not hold it the folder is not there, and
    nothing that was ever done in it, even when it is gone. It stays when the folder is erased."""

    __tablename__ = "restricted_folder"

    folder_id: Mapped[UUID] = mapped_column(primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    ring_id: Mapped[UUID]


class Grant(Base):
    """A key sheet for one ring. The owner's own has no consent and no end; a share has both."""

    __tablename__ = "grant"
    __table_args__ = (
        CheckConstraint(
            "(sender_ring_id IS NULL AND consent_id IS NULL AND ends_on IS NULL)"
            " OR (sender_ring_id IS NOT NULL AND consent_id IS NOT NULL AND ends_on IS NOT NULL)",
            name="own_or_share",
        ),
        Index("ix_grant_epoch", "ring_id", "epoch", "folder_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    folder_id: Mapped[UUID] = mapped_column(ForeignKey("folder.id", ondelete="CASCADE"), index=True)
    ring_id: Mapped[UUID] = mapped_column(ForeignKey("ring.id"), index=True)
    epoch: Mapped[int]
    sender_ring_id: Mapped[UUID | None] = mapped_column(ForeignKey("ring.id"))
    sender_epoch: Mapped[int | None]
    consent_id: Mapped[UUID | None] = mapped_column(index=True)
    ends_on: Mapped[date | None]
    accepted_on: Mapped[date | None]
    blob: Mapped[bytes] = mapped_column(LargeBinary)

    @property
    def is_share(self) -> bool:
        """Whether another organisation gave it."""
        return self.sender_ring_id is not None

    @property
    def offered(self) -> bool:
        """Whether it still waits for the recipient's answer: until then it opens nothing."""
        return self.is_share and self.accepted_on is None

    def over(self, day: date) -> bool:
        """Whether its end has passed. Refused by the clock at once, deleted at night."""
        return self.ends_on is not None and self.ends_on < day


class Stub(Base):
    """What the owner remembers of a share: what, with whom, until when. Under the owner's key."""

    __tablename__ = "stub"
    __table_args__ = (Index("ix_stub_epoch", "ring_id", "epoch", "folder_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    folder_id: Mapped[UUID] = mapped_column(ForeignKey("folder.id", ondelete="CASCADE"), index=True)
    ring_id: Mapped[UUID] = mapped_column(ForeignKey("ring.id"))
    epoch: Mapped[int]
    grant_id: Mapped[UUID] = mapped_column(unique=True)
    blob: Mapped[bytes] = mapped_column(LargeBinary)


def hold(session: Session, folder_ids: list[UUID]) -> list[Folder]:
    """Lock folders against a change of keys (FOR SHARE) for as long as the transaction lasts."""
    query = select(Folder).where(Folder.id.in_(folder_ids)).order_by(Folder.id)
    return list(session.scalars(query.with_for_update(read=True)))


def take(session: Session, folder_id: UUID) -> Folder:
    """Lock one folder for a change of its keys (FOR UPDATE)."""
    query = select(Folder).where(Folder.id == folder_id).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one()
