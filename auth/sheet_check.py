"""Two people confirm the break-glass sheets: each types the check digits of one, from the paper."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth import break_glass
from auth.break_glass_models import BreakGlass, BreakGlassNext, SheetPair
from auth.errors import OneSheetEach, SheetsDoNotFit
from auth.held import HeldRing
from auth.models import Membership, Ring, User, UserRole, ring_of_everybody
from auth.policy import Permission
from auth.roles import STEWARDS, Role
from auth.second_person import require_two
from auth.secrets import Secrets
from casework.audit.chain import Actor, note
from casework.audit.models import Act
from casework.core import clock


def pair_to_confirm(session: Session, user: User) -> SheetPair | None:
    """The pair that somebody has to look at: a new one first; else the one in use, if nobody has, or one
    person alone has though there are two, or a year has passed."""
    new = session.get(BreakGlassNext, user.organisation_id)
    current = session.get(BreakGlass, user.organisation_id)
    if new is not None or current is None:
        return new
    by_one = current.by_one_alone and bool(_others(session, user.organisation_id, current.seen_a_by))
    return current if break_glass.check_is_due(current) or _is_half(current) or by_one else None


def _is_half(row: SheetPair) -> bool:
    return (row.seen_a_by is None) != (row.seen_b_by is None)


def is_alone(session: Session, user: User) -> bool:
    """Whether nobody else could confirm a sheet: at the founding, or where one person has the keys."""
    return not _others(session, user.organisation_id, user.id)


def _others(session: Session, organisation_id: UUID, user_id: UUID | None) -> list[UUID]:
    """Everybody else with the keys; before there are any, every other administrator."""
    ring = session.scalar(ring_of_everybody(organisation_id).with_only_columns(Ring.id))
    query = select(User.id).where(User.organisation_id == organisation_id, User.left_at.is_(None))
    if ring is not None:
        query = query.where(User.id.in_(select(Membership.user_id).where(Membership.ring_id == ring)))
    else:
        heads = select(UserRole.user_id).where(UserRole.role == Role.ADMINISTRATOR)
        query = query.where(User.public_key.is_not(None), User.id.in_(heads))
    return list(session.scalars(query.where(User.id != user_id)))


def may_confirm(session: Session, user: User, held: HeldRing | None) -> bool:
    """Whether she may confirm a sheet: a steward with the keys; where there is one steward only, anybody
    with the keys; before a ring is founded, the office's administrator."""
    if held is None:
        ring = session.scalar(ring_of_everybody(user.organisation_id).with_only_columns(Ring.id))
        return ring is None and user.may(Permission.ACCOUNTS)
    return user.may(Permission.STEWARD) or _stewards(session, held) < 2


def _stewards(session: Session, held: HeldRing) -> int:
    query = (
        select(User.id)
        .join(Membership, Membership.user_id == User.id)
        .join(UserRole, UserRole.user_id == User.id)
        .where(Membership.ring_id == held.id, UserRole.role.in_(STEWARDS))
    )
    return len(set(session.scalars(query)))


def confirm_both(
    session: Session,
    secrets: Secrets,
    user: User,
    held: HeldRing | None,
    row: SheetPair,
    typed: tuple[str, str],
) -> None:
    """Confirm both sheets; only for somebody who is alone. Raises SheetsDoNotFit or OneSheetEach."""
    if not is_alone(session, user):
        raise OneSheetEach
    break_glass.verify(row, *typed, by=user.id)
    _confirmed(session, secrets, user, held, row)


def _confirmed(session: Session, secrets: Secrets, user: User, held: HeldRing | None, row: SheetPair) -> None:
    note(session, Actor(user.organisation_id, user.id), Act.BREAK_GLASS_VERIFIED)
    if isinstance(row, BreakGlassNext) and held is not None:
        break_glass.put_in_place(session, secrets, held, row, by=user.id)


def confirm_one(
    session: Session, secrets: Secrets, user: User, held: HeldRing | None, row: SheetPair, typed: str
) -> bool:
    """Confirm the sheet whose check digits she typed. Returns whether both are confirmed now, by two
    people; then a new pair takes the place of the old. Raises SheetsDoNotFit, OneSheetEach or
    SheetsNeedTwoPeople."""
    if row.is_complete and not row.by_one_alone:
        row.begin_round()
    require_two(session, user, made_by=row.made_by, seen_by=(row.seen_a_by, row.seen_b_by))
    _see(row, break_glass.plain(typed), user.id)
    if not row.is_complete:
        note(session, Actor(user.organisation_id, user.id), Act.BREAK_GLASS_SEEN)
        return False
    row.verified_at = clock.now()
    _confirmed(session, secrets, user, held, row)
    return True


def _see(row: SheetPair, digits: str, user_id: UUID) -> None:
    if digits == row.check_a and row.seen_b_by != user_id:
        row.seen_a_by = user_id
    elif digits == row.check_b and row.seen_a_by != user_id:
        row.seen_b_by = user_id
    else:
        raise OneSheetEach if digits in (row.check_a, row.check_b) else SheetsDoNotFit


def somebody_left(session: Session, organisation_id: UUID) -> bool:
    """Whether somebody who made or confirmed the sheets in use works here no longer."""
    row = session.get(BreakGlass, organisation_id)
    if row is None or not row.people:
        return False
    left = select(User.id).where(User.id.in_(row.people), User.left_at.is_not(None))
    return session.scalar(left.limit(1)) is not None
