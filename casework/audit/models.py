"""The audit's tables. Nothing in them names a compartment, a purpose or a person who is helped."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.core.db import Base, new_id


class Act(StrEnum):
    """What was done. Coarse on purpose: a finer word would say what she told."""

    OPENED = "opened"
    OPENED_WITH_REASON = "opened_with_reason"
    CREATED = "created"
    SAVED = "saved"
    SEARCHED = "searched"
    SHOWN_NUMBER = "shown_number"
    SHARED = "shared"
    SHARE_ACCEPTED = "share_accepted"
    SHARE_ENDED = "share_ended"
    KEYS_CHANGED = "keys_changed"
    ASSIGNED = "assigned"
    CLOSED = "closed"
    REOPENED = "reopened"
    DELETED = "deleted"
    PRINTED = "printed"
    EXPORTED = "exported"
    IMPORTED = "imported"
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    SIGN_IN_FAILED = "sign_in_failed"
    INVITED = "invited"
    ADMITTED = "admitted"
    REMOVED = "removed"
    KEYS_TAKEN = "keys_taken"
    CAME_BACK = "came_back"
    RING_FOUNDED = "ring_founded"
    EPOCH_BEGUN = "epoch_begun"
    BREAK_GLASS_MADE = "break_glass_made"
    BREAK_GLASS_SEEN = "break_glass_seen"
    BREAK_GLASS_STARTED = "break_glass_started"
    BREAK_GLASS_GIVEN = "break_glass_given"
    BREAK_GLASS_USED = "break_glass_used"
    KEY_TRUSTED = "key_trusted"
    REFUSED = "refused"
    RELEASED = "released"
    TABLE_READ = "table_read"
    TABLE_REFUSED = "table_refused"
    TARGET_SET = "target_set"
    TOKEN_MADE = "token_made"  # noqa: S105  # an act, and no secret
    TOKEN_ENDED = "token_ended"  # noqa: S105  # the same
    TOKEN_USED = "token_used"  # noqa: S105  # the same
    JOINED = "joined"
    NEW_KEY_MADE = "new_key_made"
    RESET_STARTED = "reset_started"
    ROLES_CHANGED = "roles_changed"
    ORGANISATION_MADE = "organisation_made"
    ORGANISATION_CHANGED = "organisation_changed"
    SET_UP = "set_up"
    ANNOUNCEMENTS_READ = "announcements_read"
    BREAK_GLASS_VERIFIED = "break_glass_verified"
    PASSPHRASE_CHANGED = "passphrase_changed"  # noqa: S105  # an act, and no secret
    OLD_KEY_DROPPED = "old_key_dropped"
    PEPPER_RENEWED = "pepper_renewed"
    HEAD_WRITTEN = "head_written"
    ERASURE_ASKED = "erasure_asked"
    ERASED = "erased"
    KEPT = "kept"
    RETENTION_SET = "retention_set"
    RESTORED = "restored"
    RESTORED_WITHOUT_LOG = "restored_without_log"
    FACTOR_SET = "factor_set"
    FACTOR_REMOVED = "factor_removed"
    FACTOR_RESET = "factor_reset"
    FACTOR_WRONG = "factor_wrong"
    CODE_MADE = "code_made"
    CODE_USED = "code_used"
    KEY_SUSPECTED = "key_suspected"
    SESSIONS_ENDED = "sessions_ended"
    SMALL_RING_FOUNDED = "small_ring_founded"
    SMALL_RING_JOINED = "small_ring_joined"
    SMALL_RING_LEFT = "small_ring_left"
    SMALL_RING_EPOCH = "small_ring_epoch"
    SMALL_RING_SHEETS = "small_ring_sheets"
    SMALL_RING_ENDED = "small_ring_ended"
    RESTRICTED = "restricted"
    UNRESTRICTED = "unrestricted"
    PASSED_ON = "passed_on"
    TAKEN_OVER = "taken_over"


class Entry(Base):
    """One act. `mac` chains it to the entry before it in the same organisation."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        UniqueConstraint("organisation_id", "number"),
        # Each sign-in and each first page looks for a few acts among all of an organisation's.
        Index("ix_audit_entry_organisation_act", "organisation_id", "act", "number"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    organisation_id: Mapped[UUID] = mapped_column(index=True)
    number: Mapped[int]
    at: Mapped[datetime]
    user_id: Mapped[UUID | None]
    act: Mapped[Act]
    folder_id: Mapped[UUID | None] = mapped_column(index=True)
    subject_id: Mapped[UUID | None]
    mac: Mapped[bytes] = mapped_column(LargeBinary(32))

    seals: Mapped[list[Seal]] = relationship(order_by="Seal.row_id", lazy="select")


class Seal(Base):
    """The digest of a blob as it was saved: a whole older row put back no longer agrees with it."""

    __tablename__ = "audit_seal"

    entry_id: Mapped[UUID] = mapped_column(ForeignKey("audit_entry.id"), primary_key=True)
    row_id: Mapped[UUID] = mapped_column(primary_key=True, index=True)
    version: Mapped[int]
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))


class Head(Base):
    """The newest number and mac of an organisation's chain: the row on which writers queue."""

    __tablename__ = "audit_head"

    organisation_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int]
    mac: Mapped[bytes] = mapped_column(LargeBinary(32))
