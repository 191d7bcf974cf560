"""A talk ends with what it rests on: with her yes, and with the share by which a network knows her."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from secrets import token_bytes
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.secrets import labelled
from casework.audit.chain import KEY
from casework.cases.errors import FileClosed
from casework.cases.models import Case
from casework.referrals.models import Referral
from casework.referrals.talks import letters
from casework.referrals.talks.models import OPEN, Talk, TalkState


def ends_with(session: Session, case: Case) -> bytes:
    """What ends a talk from outside the file: the share by which the network knows her, or nothing.
    Either way 32 bytes that look alike. Raises FileClosed where that share has ended."""
    if case.source_id is None:
        return token_bytes(32)
    # Held until the end: a withdrawal at this moment either finds the talk or is found here.
    query = select(Referral).where(Referral.recipient_case_id == case.id).with_for_update()
    referral = session.scalar(query.execution_options(populate_existing=True))
    if referral is None or not referral.taken:
        raise FileClosed
    return _code(session, referral.grant_id)


def _code(session: Session, grant_id: UUID) -> bytes:
    key = labelled(session.info[KEY], "the share with which a talk ends")
    return hmac.digest(key, grant_id.bytes, "sha256")


def end_with(session: Session, grant_ids: Iterable[UUID], state: TalkState) -> None:
    """Some shares end: the letters that rest on them go in the same transaction. Needs no key of any
    organisation, and notes nothing, for a note beside the share's own would name her."""
    codes = [_code(session, grant_id) for grant_id in grant_ids]
    query = select(Talk).where(Talk.ends_with.in_(codes), Talk.state.in_(sorted(OPEN)))
    locked = query.order_by(Talk.id).with_for_update().execution_options(populate_existing=True)
    for talk in session.scalars(locked).all():
        end(session, talk, state)


def end(session: Session, talk: Talk, state: TalkState) -> None:
    """What was written is gone."""
    letters.delete_all(session, [talk.id])
    talk.state = state
    session.flush()


def lock(session: Session, talk: Talk) -> None:
    """Hold a request until the transaction ends, and read it again."""
    session.refresh(talk, with_for_update=True)
