"""Words for programs: made once, shown once, ended by hand or with whoever made them.

A token reads published numbers and nothing else. It stands for a person, who answers for it: what it asks is
noted under her name, and it is good only as long as she has the role that may make one.
"""

from __future__ import annotations

import hashlib
import re
import secrets as random
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from auth import throttle
from auth.errors import NoToken
from auth.models import User
from auth.policy import Permission
from auth.secrets import Secrets
from auth.signing_in import office_of
from auth.token_models import ApiToken
from casework.audit.chain import Actor, note
from casework.audit.models import Act, Entry
from casework.core import clock
from casework.core.db import begin_write, commit
from casework.core.errors import NotVisible, TooMany

LONGEST = timedelta(days=365)
AT_ONCE, WITHIN = 120, timedelta(minutes=1)
"""More requests than these in a time have to wait: the whole lattice can be read in two minutes."""

_BYTES = 32
_PREFIX = "sahayatri-"
_HEADER = re.compile(rf"(?i:bearer) +({_PREFIX}[A-Za-z0-9_-]{{43}})")


def make(session: Session, user: User, token_id: UUID, name: str, lasts: timedelta) -> str:
    """Make a token for a year at most. Returns the word itself, which nobody can show again."""
    word = _PREFIX + random.token_urlsafe(_BYTES)
    now = clock.now()
    row = ApiToken(
        id=token_id,
        user_id=user.id,
        name=name,
        digest=_digest(word),
        made_at=now,
        ends_at=now + min(lasts, LONGEST),
    )
    session.add(row)
    note(session, Actor(user.organisation_id, user.id), Act.TOKEN_MADE, subject_id=token_id)
    return word


def tokens_of(session: Session, organisation_id: UUID) -> list[ApiToken]:
    """Every token of an organisation, the newest first."""
    query = select(ApiToken).join(User).where(User.organisation_id == organisation_id)
    return list(session.scalars(query.order_by(ApiToken.made_at.desc(), ApiToken.id)))


def of_colleague(session: Session, by: User, token_id: UUID) -> ApiToken:
    """A token of her organisation: whoever may make one may end each. Raises NotVisible."""
    row = session.get(ApiToken, token_id)
    if row is None or row.user.organisation_id != by.organisation_id:
        raise NotVisible
    return row


def end(session: Session, by: Actor, row: ApiToken) -> None:
    """End a token; one that has ended stays as it is."""
    if row.ended_at is None:
        row.ended_at = clock.now()
        note(session, by, Act.TOKEN_ENDED, subject_id=row.id)


def end_all(session: Session, by: Actor, user: User) -> None:
    """End every token of somebody: she no longer answers for them."""
    for row in session.scalars(select(ApiToken).where(ApiToken.user_id == user.id)):
        end(session, by, row)


def is_good(row: ApiToken) -> bool:
    """Whether a token opens anything now."""
    user = row.user
    in_time = row.ended_at is None and clock.now() < row.ends_at
    return in_time and user.is_active and user.may(Permission.TOKENS)


def last_used(session: Session, organisation_id: UUID) -> dict[UUID, datetime]:
    """When each token of an organisation was used last, from the audit: the row itself never changes for
    being read."""
    query = select(Entry.subject_id, func.max(Entry.at)).where(
        Entry.organisation_id == organisation_id, Entry.act == Act.TOKEN_USED
    )
    return {token_id: at for token_id, at in session.execute(query.group_by(Entry.subject_id)) if token_id}


def opened(session: Session, secrets: Secrets, header: str, *, address: str) -> ApiToken:
    """The token of a request. Raises NoToken, or TooMany while a pause lasts."""
    found = _HEADER.fullmatch(header.strip())
    row = session.scalar(select(ApiToken).where(ApiToken.digest == _digest(found[1]))) if found else None
    if row is not None and is_good(row):
        return row
    if header:
        _note_failure(session, secrets, row, address)
    raise NoToken


def not_too_often(session: Session, row: ApiToken) -> None:
    """Raise TooMany while a program asks more than it may in a minute. What it was refused counts not."""
    used = select(Entry.at).where(
        Entry.organisation_id == row.user.organisation_id,
        Entry.act == Act.TOKEN_USED,
        Entry.subject_id == row.id,
    )
    before = session.scalar(used.order_by(Entry.number.desc()).offset(AT_ONCE - 1).limit(1))
    if before is not None and clock.now() - before < WITHIN:
        raise TooMany


def _note_failure(session: Session, secrets: Secrets, row: ApiToken | None, address: str) -> None:
    """Count a word that opens nothing and write it down, in a transaction of its own."""
    throttle.check(session, secrets, "", address, throttle.TOKEN)
    session.rollback()
    begin_write(session)
    throttle.failed(session, secrets, "", address, throttle.TOKEN)
    whose = row.user if row is not None else None
    chain = whose.organisation_id if whose else office_of(session)
    if chain is not None:
        note(
            session,
            Actor(chain, whose.id if whose else None),
            Act.REFUSED,
            subject_id=row.id if row else None,
        )
    commit(session)


def _digest(word: str) -> bytes:
    return hashlib.sha256(word.encode()).digest()
