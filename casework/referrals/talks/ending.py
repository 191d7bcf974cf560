"""A talk ends with what it rests on: with her yes, and with the share by which a network knows her."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from secrets import token_bytes
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.secrets import labelled
from casework.audit.chain import KEY
from casework.cases.errors import FileClosed
from casework.cases.models import Case
from casework.core import clock
from casework.referrals.models import Referral
from casework.referrals.talks import letters
from casework.referrals.talks.models import OPEN, STANDS, Talk, TalkState


@dataclass(frozen=True)
class Rest:
    """What a talk rests on, outside of her yes to it: as a code of 32 bytes, and the last day of it."""

    code: bytes
    until: date


def rests_on(session: Session, case: Case) -> Rest:
    """The share by which the network knows her, or nothing: the codes of both look alike. What is told
    stands 30 days at most, and never longer than that share. Raises FileClosed where it has ended."""
    longest = clock.today() + STANDS
    if case.source_id is None:
        return Rest(token_bytes(32), longest)
    # Held until the end: a withdrawal at this moment either finds the talk or is found here.
    query = select(Referral).where(Referral.recipient_case_id == case.id).with_for_update()
    referral = session.scalar(query.execution_options(populate_existing=True))
    if referral is None or not referral.taken:
        raise FileClosed
    return Rest(_code(session, referral.grant_id), min(longest, referral.ends_on))


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
