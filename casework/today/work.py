"""An organisation's own work in exact numbers, for whoever answers for all of its files.

These are not the programme's tables: they are counted from the files that she may open, with the keys of
her request, and are shown to nobody else. What only a few may read is counted for these few alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from uuid import UUID

from sqlalchemy import or_
from sqlalchemy.orm import Session

from auth.models import User
from casework.cases.due import Due, Kind, due
from casework.cases.models import Case
from casework.cases.queries import visible_to
from casework.cases.staff import Staff
from casework.consent.queries import standings
from casework.core import clock
from casework.core.periods import Period, PeriodKind, period_of
from casework.people.shown import load_sheets
from casework.referrals.figures import Offer, offers, talks_waiting
from casework.today.talks import talks_of, unasked
from casework.vault.acting import own_ring


@dataclass(frozen=True)
class Now:
    """How the files stand today. Each open file is in one of the first four."""

    active: int
    talk_to_come: int
    thinking: int
    at_rest: int
    closed: int
    referrals_waiting: int
    talks_waiting: int | None


@dataclass(frozen=True)
class Caseload:
    """The open files of one colleague, or of nobody, and what is overdue in them."""

    worker: UUID | None
    files: int
    steps: int
    follow_ups: int
    others: int

    @property
    def overdue(self) -> int:
        """All that is overdue: the number that stands on my day."""
        return self.steps + self.follow_ups + self.others


@dataclass(frozen=True)
class Span:
    """What happened in a period, so far. `days`: half of those accepted took so long or less."""

    opened: int
    closed: int
    offered: int
    accepted: int
    days: float | None


@dataclass(frozen=True)
class Work:
    """The whole page."""

    now: Now
    caseloads: list[Caseload]
    spans: list[Span]
    trimester: Period
    year: Period


def work_of(session: Session, user: User, staff: Staff) -> Work:
    """Count it, in a number of statements that does not depend on how many files there are."""
    own_ring(session)  # first: without keys nothing is counted
    query = visible_to(user)
    open_now = list(session.scalars(query.where(Case.closed_on.is_(None))))
    load_sheets(session, open_now)
    offered, found = offers(session, user), due(session, user, open_now)
    trimester, year = (period_of(clock.today(), kind) for kind in (PeriodKind.TRIMESTER, PeriodKind.YEAR))
    spans = (trimester, trimester.previous(), year, year.previous())
    first = min(span.first for span in spans)
    days = session.execute(
        query.where(or_(Case.opened_on >= first, Case.closed_on.is_not(None))).with_only_columns(
            Case.opened_on, Case.closed_on
        )
    ).all()
    return Work(
        now=_now(session, user, open_now, offered, sum(closed is not None for _opened, closed in days)),
        caseloads=_caseloads(open_now, found, staff),
        spans=[_span(span, days, offered) for span in spans],
        trimester=trimester,
        year=year,
    )


def _now(session: Session, user: User, cases: Sequence[Case], offered: Iterable[Offer], closed: int) -> Now:
    stands = standings(session, [case.id for case in cases])
    to_come = {case.id for case in unasked(cases, talks_of(session, cases))}
    thinking = {case_id for case_id, one in stands.items() if one.deferred}
    at_rest = {case_id for case_id, one in stands.items() if one.at_rest} - thinking
    to_come -= thinking | at_rest
    return Now(
        active=len(cases) - len(thinking) - len(at_rest) - len(to_come),
        talk_to_come=len(to_come),
        thinking=len(thinking),
        at_rest=len(at_rest),
        closed=closed,
        referrals_waiting=sum(one.waits for one in offered),
        talks_waiting=talks_waiting(session, user),
    )


def _caseloads(cases: Sequence[Case], found: Iterable[Due], staff: Staff) -> list[Caseload]:
    """Whoever can take files, and whoever still has some, by name."""
    whose = {case.id: case.assigned_to for case in cases}
    late = Counter((whose[one.case_id], one.kind) for one in found if one.late and one.case_id in whose)
    files = Counter(whose.values())
    workers = {user.id for user in staff.workers()} | set(files)
    return [
        Caseload(
            worker,
            files[worker],
            *(late[worker, kind] for kind in (Kind.STEP, Kind.FOLLOW_UP, Kind.OTHER)),
        )
        for worker in sorted(workers, key=lambda one: (one is None, staff.name(one), str(one)))
    ]


def _span(period: Period, days: Sequence[tuple[date, date | None]], offered: Sequence[Offer]) -> Span:
    accepted = [one for one in offered if one.accepted_on and period.contains(one.accepted_on)]
    took = [one.days for one in accepted if one.days is not None]
    return Span(
        opened=sum(period.contains(opened) for opened, _closed in days),
        closed=sum(closed is not None and period.contains(closed) for _opened, closed in days),
        offered=sum(period.contains(one.offered_on) for one in offered),
        accepted=len(accepted),
        days=median(took) if took else None,
    )
