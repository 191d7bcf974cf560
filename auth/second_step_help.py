"""A new passphrase and a lost second step: two helps, and two people who give them.

Whoever makes a link can use it herself (0015). Her colleague's second step still stands in her way; so she
does not take that away as well, where anybody else could.
"""

from __future__ import annotations

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from auth.accounts import may_help, staff
from auth.models import Invitation, InvitationKind, Organisation, OrganisationKind, User
from auth.second_step_errors import SecondPersonResets
from casework.audit.models import Act, Entry


def require_another_to_reset(session: Session, user: User, *, by: User) -> None:
    """Raise SecondPersonResets if she made a link for a new passphrase that may still serve, or that served
    since the account was last signed in to."""
    if _made_link(session, user, by) and _others_could(session, user, by):
        raise SecondPersonResets


def require_another_to_link(session: Session, user: User, *, by: User) -> None:
    """Raise SecondPersonResets if she took the second step away, and none was set since."""
    last = select(Entry.act, Entry.user_id).where(
        Entry.organisation_id == user.organisation_id,
        Entry.subject_id == user.id,
        Entry.act.in_((Act.FACTOR_SET, Act.FACTOR_RESET)),
    )
    newest = session.execute(last.order_by(Entry.number.desc()).limit(1)).first()
    hers = newest is not None and tuple(newest) == (Act.FACTOR_RESET, by.id)
    if hers and _others_could(session, user, by):
        raise SecondPersonResets


def _made_link(session: Session, user: User, by: User) -> bool:
    of_hers = Entry.organisation_id == user.organisation_id
    signed_in = select(func.max(Entry.number)).where(
        of_hers, Entry.user_id == user.id, Entry.act == Act.SIGNED_IN
    )
    since = session.scalar(signed_in) or 0
    started = select(Entry.id).where(
        of_hers, Entry.subject_id == user.id, Entry.user_id == by.id, Entry.act == Act.RESET_STARTED
    )
    link = select(Invitation.id).where(
        Invitation.user_id == user.id, Invitation.made_by == by.id, Invitation.kind == InvitationKind.RESET
    )
    found = (session.scalar(query.limit(1)) for query in (started.where(Entry.number > since), link))
    return any(one is not None for one in found)


def others_could_help(session: Session, user: User) -> bool:
    """Whether anybody could make her a link: a colleague, or the office."""
    return _others_could(session, user, user)


def _others_could(session: Session, user: User, by: User) -> bool:
    """Whether somebody besides could help in her place: a colleague, or the office."""
    office = select(Organisation.id).where(
        or_(Organisation.kind == OrganisationKind.OFFICE, Organisation.id == user.organisation_id)
    )
    return any(
        other.lock is not None and other.id not in (user.id, by.id) and may_help(session, other, user)
        for organisation_id in session.scalars(office)
        for other in staff(session, organisation_id)
    )
