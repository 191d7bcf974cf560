"""Two accounts are not two people: what one person alone could do with a colleague's account.

Whoever makes a link for a new passphrase can use it herself, and then is her colleague, as far as the
system can tell. So another person lets that colleague in again, and for a week her account does not count
as a second person beside those who helped her.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from auth.break_glass_models import BreakGlass
from auth.errors import SecondPersonNeeded, SheetsNeedTwoPeople
from auth.models import Invitation, InvitationKind, User, UserRole
from auth.rings import holders
from auth.roles import STEWARDS, Role
from casework.audit.models import Act, Entry
from casework.core import clock

COUNTS_AFTER = timedelta(days=7)
"""How long an account with a new passphrase is no second person beside whoever helped with it."""

_MADE = (Act.NEW_KEY_MADE, Act.JOINED)
_STEPS = (*_MADE, Act.RESET_STARTED, Act.ADMITTED)


def require_another(session: Session, user: User, *, by: UUID) -> None:
    """Raise SecondPersonNeeded if whoever made the link for her new passphrase would also let her in,
    though there is somebody else who could take part."""
    if needs_another(session, user, by):
        raise SecondPersonNeeded


def needs_another(session: Session, user: User, by: UUID) -> bool:
    """Whether somebody else has to let her in, or to make her a new link. Where one steward is alone she
    may do both: all members see that a new passphrase was started."""
    query = select(Invitation.made_by).where(
        Invitation.user_id == user.id,
        Invitation.kind == InvitationKind.RESET,
        Invitation.used_at.is_not(None),
    )
    return by in set(session.scalars(query)) and others_could(session, user, by)


def others_could(session: Session, user: User, by: UUID) -> bool:
    """Whether there is somebody besides, who could let her in or make the link."""
    stewards = set(session.scalars(_with_keys(user).where(User.id != by)))
    # She herself is no help now. But where she is the second steward an administrator can make the link.
    return bool(stewards - {user.id}) or bool(stewards and _administrators(session, user, by))


def others_with_keys(session: Session, user: User) -> bool:
    """Whether another steward has the keys, and could give them to her again."""
    return session.scalar(_with_keys(user).where(User.id != user.id).limit(1)) is not None


def is_helped_by_nobody(session: Session, user: User) -> bool:
    """Whether no steward could let her in again, and nobody here could make one: she is the only steward
    with keys and the only administrator. The keys themselves must not hang by her: a colleague has them,
    or the sheets are confirmed."""
    if Role.ADMINISTRATOR not in user.roles or others_with_keys(session, user):
        return False
    if _administrators(session, user, user.id):
        return False
    colleagues = select(User.id).where(User.organisation_id == user.organisation_id, User.id != user.id)
    if session.scalar(colleagues.where(User.left_at.is_(None), User.id.in_(holders())).limit(1)):
        return True
    sheets = session.get(BreakGlass, user.organisation_id)
    return sheets is not None and sheets.verified_at is not None


def stewards_besides(session: Session, user: User, by: UUID) -> list[User]:
    """The other stewards who could let her in."""
    ids = _with_keys(user).where(User.id.not_in((user.id, by)))
    return list(session.scalars(select(User).where(User.id.in_(ids)).order_by(User.name_en, User.id)))


def _with_keys(user: User) -> Select[UUID]:
    """Stewards of her organisation who have the keys."""
    return (
        select(User.id)
        .join(UserRole, UserRole.user_id == User.id)
        .where(User.organisation_id == user.organisation_id, User.left_at.is_(None))
        .where(UserRole.role.in_(STEWARDS), User.id.in_(holders()))
    )


def _administrators(session: Session, user: User, by: UUID) -> list[UUID]:
    query = (
        select(User.id)
        .join(UserRole, UserRole.user_id == User.id)
        .where(User.organisation_id == user.organisation_id, User.left_at.is_(None))
        .where(UserRole.role == Role.ADMINISTRATOR, User.lock.is_not(None))
        .where(User.id.not_in((user.id, by)))
    )
    return list(session.scalars(query))


def require_two(
    session: Session, user: User, *, made_by: UUID | None, seen_by: tuple[UUID | None, UUID | None]
) -> None:
    """Raise SheetsNeedTwoPeople if the one who now confirms a sheet may be the same person as its maker or
    as whoever has confirmed the other."""
    organisation = user.organisation_id
    helped = _helpers(session, organisation, user.id)
    hers = helped | {user.id}
    others = {one for one in seen_by if one} - {user.id}
    same = any(hers & (_helpers(session, organisation, one) | {one}) for one in others)
    if same or made_by in helped:
        raise SheetsNeedTwoPeople


def _helpers(session: Session, organisation_id: UUID, user_id: UUID) -> set[UUID | None]:
    """Who made the link for the passphrase that somebody set within the last week, and who let her in
    with it. From the audit: the link itself is gone as soon as she is let in."""
    query = (
        select(Entry.act, Entry.at, Entry.user_id)
        .where(Entry.organisation_id == organisation_id, Entry.subject_id == user_id)
        .where(Entry.act.in_(_STEPS))
        .order_by(Entry.number)
    )
    helpers: set[UUID | None] = set()
    link_by: UUID | None = None
    let_in, last = True, datetime.min.replace(tzinfo=clock.now().tzinfo)
    for act, at, by in session.execute(query):
        if act is Act.RESET_STARTED:
            link_by = by
        elif act in _MADE:
            helpers, let_in, last, link_by = ({link_by} if link_by else set()), False, at, None
        elif not let_in:
            helpers, let_in, last = (helpers | {by} if helpers else helpers), True, at
    return helpers - {user_id} if clock.now() - last < COUNTS_AFTER else set()
