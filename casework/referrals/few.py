"""A file is left to one or two people: what would bring something of it to all colleagues stands in the way,
and what lies with them already goes."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.cases.few.actions import hinders, on_left
from casework.core import clock
from casework.referrals import letters
from casework.referrals.models import MessageKind, Referral
from casework.vault.folders import Grant


@hinders
def is_told_back(session: Session, case_id: UUID) -> bool:
    """Whether a network tells her organisation how it goes: everybody there reads that."""
    theirs = select(Referral.recipient_case_id).where(Referral.case_id == case_id)
    told = select(Grant.id).join(Referral, Referral.sender_ring_id == Grant.ring_id)
    told = told.where(Referral.case_id == case_id, Grant.folder_id.in_(theirs))
    return session.scalar(told.where(Grant.ends_on >= clock.today()).limit(1)) is not None


@on_left
def delete_phones(session: Session, case_id: UUID) -> None:
    """A phone that a network proposed lies under everybody's keys."""
    ids = session.scalars(select(Referral.id).where(Referral.case_id == case_id)).all()
    letters.delete_all(session, list(ids), kind=MessageKind.PHONE)
