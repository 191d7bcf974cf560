"""Organisations, people, rings and what binds them. All keys in here are sealed or public."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    Select,
    String,
    UniqueConstraint,
    false,
    select,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from auth.policy import Permission
from auth.roles import Role, permissions_of
from casework.core.db import Base, new_id


class OrganisationKind(StrEnum):
    """What an organisation is in the programme; it decides its ring's purpose and its roles."""

    PARTNER = "partner"
    NETWORK = "network"
    OFFICE = "office"


class Purpose(StrEnum):
    """What a ring is for. It sets the ceiling of what can ever be shared with it."""

    CASEWORK = "casework"
    TRAINING = "training"
    REPORTING = "reporting"


PURPOSE_OF_KIND = {
    OrganisationKind.PARTNER: Purpose.CASEWORK,
    OrganisationKind.NETWORK: Purpose.TRAINING,
    OrganisationKind.OFFICE: Purpose.REPORTING,
}


class Organisation(Base):
    """A partner NGO, a returnee network or the programme office."""

    __tablename__ = "organisation"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[OrganisationKind]
    name_en: Mapped[str] = mapped_column(String(120))
    name_ne: Mapped[str] = mapped_column(String(120))
    desk_en: Mapped[str] = mapped_column(String(120), default="")
    desk_ne: Mapped[str] = mapped_column(String(120), default="")
    paper_name: Mapped[str] = mapped_column(String(120), default="")
    paper_phone: Mapped[str] = mapped_column(String(40), default="")
    exit_url: Mapped[str] = mapped_column(String(200), default="")
    founded_on: Mapped[date]

    users: Mapped[list[User]] = relationship(back_populates="organisation")

    def name(self, language: str) -> str:
        """Her organisation's name as the reader's language writes it."""
        return self.name_ne if language == "ne" else self.name_en

    def desk(self, language: str) -> str:
        """The neutral name under which a referral arrives elsewhere."""
        return self.desk_ne if language == "ne" else self.desk_en


class User(Base):
    """Somebody who works here. An account belongs to one organisation for ever."""

    __tablename__ = "user"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    login: Mapped[str] = mapped_column(String(80), unique=True)
    name_en: Mapped[str] = mapped_column(String(120))
    name_ne: Mapped[str] = mapped_column(String(120), default="")
    language: Mapped[str] = mapped_column(String(2), default="ne")
    calendar: Mapped[str] = mapped_column(String(2), default="bs")
    created_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    # The one before is asked for whenever it changes: an older copy must not bring it back.
    public_key: Mapped[bytes | None] = mapped_column(LargeBinary, active_history=True)
    lock: Mapped[bytes | None] = mapped_column(LargeBinary)
    pepper_version: Mapped[int] = mapped_column(default=1)
    known: Mapped[bytes | None] = mapped_column(LargeBinary)
    known_version: Mapped[int] = mapped_column(default=0)
    factors: Mapped[bytes | None] = mapped_column(LargeBinary)
    factors_version: Mapped[int] = mapped_column(default=0, server_default="0")
    code_lock: Mapped[bytes | None] = mapped_column(LargeBinary, active_history=True)
    code_pepper_version: Mapped[int] = mapped_column(default=1, server_default="1")

    organisation: Mapped[Organisation] = relationship(back_populates="users", lazy="joined")
    role_rows: Mapped[list[UserRole]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="UserRole.role"
    )

    # What Flask-Login asks of a user.
    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        """Whether she still works here."""
        return self.left_at is None

    def get_id(self) -> str:
        """Flask-Login's name for her: her id."""
        return str(self.id)

    @property
    def roles(self) -> frozenset[Role]:
        """What she is in her organisation."""
        return frozenset(row.role for row in self.role_rows)

    @property
    def permissions(self) -> frozenset[Permission]:
        """All that she may do."""
        return permissions_of(self.roles)

    def may(self, permission: Permission | str) -> bool:
        """Whether a door is open to her."""
        return permission in self.permissions

    def name(self, language: str) -> str:
        """Her name as the reader's language writes it."""
        return (self.name_ne or self.name_en) if language == "ne" else self.name_en


class UserRole(Base):
    """One role of one person."""

    __tablename__ = "user_role"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[Role] = mapped_column(primary_key=True)


class Ring(Base):
    """A key ring of an organisation: the one that everybody has who works with its files, or a small one
    beside it, which one or two of them have."""

    __tablename__ = "ring"
    __table_args__ = (
        Index(
            "uq_ring_of_everybody",
            "organisation_id",
            unique=True,
            sqlite_where=text("restricted = 0"),
            postgresql_where=text("NOT restricted"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    purpose: Mapped[Purpose]
    epoch: Mapped[int]
    restricted: Mapped[bool] = mapped_column(default=False, server_default=false())
    """A small one: nobody outside of it learns which files stand in it."""

    organisation: Mapped[Organisation] = relationship(lazy="joined")
    epochs: Mapped[list[RingEpoch]] = relationship(order_by="RingEpoch.number")


def ring_of_everybody(organisation_id: UUID) -> Select[Ring]:
    """The ring that everybody has who works with an organisation's files, if it is founded."""
    return select(Ring).where(Ring.organisation_id == organisation_id, Ring.restricted.is_(False))


class RingEpoch(Base):
    """The public half of one epoch of a ring, signed by the epoch before it."""

    __tablename__ = "ring_epoch"

    ring_id: Mapped[UUID] = mapped_column(ForeignKey("ring.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    inbox: Mapped[bytes] = mapped_column(LargeBinary)
    verify_key: Mapped[bytes] = mapped_column(LargeBinary(32))
    signature: Mapped[bytes | None] = mapped_column(LargeBinary(64))
    mac: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    previous_secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    began_at: Mapped[datetime]


class Membership(Base):
    """The ring secret of one epoch, sealed to one person."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("ring_id", "epoch", "user_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    ring_id: Mapped[UUID] = mapped_column(ForeignKey("ring.id"))
    epoch: Mapped[int]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    blob: Mapped[bytes] = mapped_column(LargeBinary)
    pepper_version: Mapped[int]
    admitted_by: Mapped[UUID | None]
    admitted_at: Mapped[datetime]


class KeyKind(StrEnum):
    """Whose public key a trusted key is."""

    MEMBER = "member"
    RING = "ring"
    BREAK_GLASS = "break_glass"
    BREAK_GLASS_NEXT = "break_glass_next"


class TrustedKey(Base):
    """A public key that two people compared, under our chain key: the only keys that we seal to."""

    __tablename__ = "trusted_key"
    __table_args__ = (UniqueConstraint("ring_id", "kind", "subject_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    ring_id: Mapped[UUID] = mapped_column(ForeignKey("ring.id"))
    epoch: Mapped[int]
    kind: Mapped[KeyKind]
    subject_id: Mapped[UUID]
    subject_epoch: Mapped[int | None]
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    verify_key: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    mac: Mapped[bytes] = mapped_column(LargeBinary(32))
    compared_by: Mapped[UUID]
    compared_at: Mapped[datetime]


class SignIn(Base):
    """A session. Its id is the hash of the cookie, and only the cookie opens what it holds."""

    __tablename__ = "sign_in"
    __table_args__ = (CheckConstraint("ended_at IS NULL OR blob IS NULL", name="ended_holds_no_key"),)

    id: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    created_at: Mapped[datetime]
    last_seen: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    blob: Mapped[bytes | None] = mapped_column(LargeBinary)


class InvitationKind(StrEnum):
    """Why a link was given."""

    JOIN = "join"
    RESET = "reset"


class Invitation(Base):
    """A link shown once. The row holds its hash, so that a copy of the database opens nothing."""

    __tablename__ = "invitation"

    id: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    kind: Mapped[InvitationKind]
    made_by: Mapped[UUID | None]
    made_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    public_key: Mapped[bytes | None] = mapped_column(LargeBinary)
    lock: Mapped[bytes | None] = mapped_column(LargeBinary)


class Draft(Base):
    """What she typed when her session had ended, sealed to her own public key."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("user_id", "form"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    form: Mapped[bytes] = mapped_column(LargeBinary(32))
    blob: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime]


class Throttle(Base):
    """Failed tries at one door by one account or address; both are keyed hashes."""

    __tablename__ = "throttle"

    key: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime]
