"""What a day holds for one person, from the files that are hers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from auth.models import User
from auth.policy import Permission
from casework.cases.due import Due, When, due
from casework.cases.erasure.queries import notices, waiting
from casework.cases.handover import HandedOver, handed_over
from casework.cases.lists import Listed, cards_of
from casework.cases.models import Case
from casework.cases.queries import decides, hidden_from
from casework.cases.reading import rows
from casework.cases.retention.queries import how_many_due
from casework.cases.state import OpeningWithReason
from casework.consent.purposes import Purpose
from casework.consent.queries import standing_of
from casework.core import clock
from casework.people.models import Record
from casework.people.shown import load_sheets
from casework.today.colleagues import Late, late, of_colleagues
from casework.today.talks import Talks, talks_of, unasked
from casework.vault.acting import own_ring
from casework.vault.register import CardText

SHOWN_OPENINGS = timedelta(days=7)


@dataclass(frozen=True)
class Quiet:
    """A woman with whom nobody has spoken for long, and since when."""

    case: Case
    since: date


@dataclass(frozen=True)
class Day:
    """My day. Names come from cards, by file."""

    overdue: list[Due]
    now: list[Due]
    never_done: list[Due]
    """Of today as well: what nobody has asked yet. A list of files can bring many at once."""
    meeting: list[Due]
    """For the day on which she comes, or is visited."""
    coming: list[Due]
    quiet: list[Quiet]
    deferred: list[tuple[Case, date]]
    openings: list[OpeningWithReason]
    handed: list[HandedOver]
    to_decide: int
    """How many files of her organisation are to be kept or erased, where that is hers to decide."""
    unasked: int
    """How many of her files a list opened, without a talk since."""
    workers: list[Late]
    """Whose files hold what is overdue, where that is hers to see."""
    cards: dict[UUID, CardText]

    @property
    def empty(self) -> bool:
        """Nothing asks for attention."""
        due_here = (self.overdue, self.now, self.never_done, self.meeting, self.coming, self.workers)
        waiting = (self.quiet, self.deferred, self.openings, self.handed)
        return not (any(due_here) or any(waiting) or self.unasked or self.to_decide)


def day_of(session: Session, user: User, quiet_after: timedelta) -> Day:
    """Read a day, in a number of statements that does not depend on how many files there are."""
    own_ring(session)  # first: without keys there is no day
    cases, colleagues = list(session.scalars(_hers(user))), of_colleagues(session, user)
    openings = _openings(session, user)
    others = _opened_cases(session, openings)
    load_sheets(session, [*cases, *others, *colleagues])
    found, today = due(session, user, [*cases, *colleagues]), clock.today()
    theirs = {case.id for case in colleagues}
    own = [one for one in found if one.case_id not in theirs]
    dated = [one for one in own if one.when is When.DAY]
    talks = talks_of(session, cases)
    return Day(
        overdue=[one for one in dated if one.late],
        now=[one for one in dated if one.on == today],
        never_done=[one for one in own if one.when is When.NEVER_DONE],
        meeting=[one for one in own if one.when is When.MEETING],
        coming=[one for one in dated if one.on > today],
        quiet=_quiet(session, cases, today - quiet_after),
        deferred=_deferred(cases, talks),
        openings=openings,
        handed=handed_over(session, user),
        to_decide=_to_decide(session, user),
        unasked=len(unasked(cases, talks)),
        workers=late(colleagues, found),
        cards=cards_of(session, [*cases, *others]),
    )


def _to_decide(session: Session, user: User) -> int:
    if not decides(session, user):
        return 0
    asked = [one for one in waiting(session, user) if one.user_id != user.id]
    return len(asked) + len(notices(session, user)) + how_many_due(session, user)


def to_talk_with(session: Session, user: User) -> list[Listed]:
    """Her files that a list opened, without a talk since."""
    cases = list(session.scalars(_hers(user)))
    load_sheets(session, cases)
    due_now = unasked(cases, talks_of(session, cases))
    cards = cards_of(session, due_now)
    return [Listed(case, cards[case.id], mine=True) for case in due_now]


def _hers(user: User) -> Select[Case]:
    mine = select(Case).where(Case.organisation_id == user.organisation_id, Case.closed_on.is_(None))
    return mine.where(Case.assigned_to == user.id, Case.id.not_in(hidden_from(user)))


def _openings(session: Session, user: User) -> list[OpeningWithReason]:
    if not user.may(Permission.ASSIGN):
        return []
    query = (
        select(OpeningWithReason)
        .join(Case, Case.id == OpeningWithReason.folder_id)
        .where(
            Case.organisation_id == user.organisation_id,
            Case.id.not_in(hidden_from(user)),
            OpeningWithReason.day > clock.today() - SHOWN_OPENINGS,
        )
        .order_by(OpeningWithReason.day.desc(), OpeningWithReason.id)
    )
    return list(session.scalars(query))


def _opened_cases(session: Session, openings: Sequence[OpeningWithReason]) -> list[Case]:
    return list(session.scalars(select(Case).where(Case.id.in_([one.folder_id for one in openings]))))


def _quiet(session: Session, cases: Sequence[Case], before: date) -> list[Quiet]:
    spoken = {one.folder_id: one.last_contact for one in rows(session, Record, [case.id for case in cases])}
    since = [Quiet(case, spoken.get(case.id) or case.opened_on) for case in cases]
    return sorted((one for one in since if one.since < before), key=lambda one: one.since)


def _deferred(cases: Sequence[Case], talks: Talks) -> list[tuple[Case, date]]:
    found = []
    for case in cases:
        stands = standing_of(talks[case.id])
        keep = stands.said.get(Purpose.KEEP)
        if stands.deferred and keep and keep.valid_until:
            found.append((case, keep.valid_until))
    return sorted(found, key=lambda pair: pair[1])
