"""Consent that ends soon or has lapsed, for my day: time to talk with her about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from auth.models import User
from casework.cases.due import Due, source
from casework.cases.models import Case
from casework.cases.reading import rows
from casework.consent.models import ConsentRecord
from casework.consent.passing import to_ask_anew
from casework.consent.purposes import Purpose, State
from casework.consent.queries import Standing, standing_of
from casework.core import clock
from casework.core.i18n import _
from casework.people.models import Contact, Record

AHEAD = timedelta(days=30)


@source
def consent_due(session: Session, user: User, cases: Sequence[Case]) -> list[Due]:
    """What ends within thirty days, and what has lapsed. How to reach her for it is part of the words: by
    the ways she allows, or when she comes."""
    talks: dict[UUID, list[ConsentRecord]] = {case.id: [] for case in cases}
    for talk in rows(session, ConsentRecord, talks):
        talks[talk.folder_id].append(talk)
    ways = {one.folder_id: bool(one.channels) for one in rows(session, Contact, talks)}
    found: list[Due] = []
    came: list[UUID] = []
    for case_id, some in talks.items():
        ordered = sorted(some, key=lambda one: (one.entered_at, one.id))
        reached = ways.get(case_id, False)
        stands = standing_of(ordered)
        if to_ask_anew(session, stands):
            came.append(case_id)
        else:
            found += _of_keeping(case_id, stands, reached)
        found += _of_sharing(case_id, ordered, reached)
    return [*found, *_of_new_ones(session, came)]


def _of_new_ones(session: Session, came: Sequence[UUID]) -> Iterator[Due]:
    """Files from another organisation, with the number that each has here from now on."""
    for record in rows(session, Record, came) if came else ():
        words = _(
            "Her file came from another organisation and has the number %(code)s here: ask her yourselves "
            "what she agrees to",
            code=record.code,
        )
        yield Due(clock.today(), words, case_id=record.folder_id)


def _of_keeping(case_id: UUID, stands: Standing, reached: bool) -> Iterator[Due]:
    keep = stands.said.get(Purpose.KEEP)
    if keep is None or keep.valid_until is None or keep.state is State.DEFERRED:
        return
    if keep.state_today is State.EXPIRED:
        words = _("Her consent has ended: ask her again, or have the file erased")
        yield Due(keep.valid_until, words, case_id=case_id)
    elif stands.allows(Purpose.KEEP) and _soon(keep.valid_until):
        words = (
            _("Her consent ends: talk with her about it, by a way that she allows")
            if reached
            else _("Her consent ends: talk with her about it when she comes")
        )
        yield Due(keep.valid_until, words, case_id=case_id)


def _of_sharing(case_id: UUID, talks: Sequence[ConsentRecord], reached: bool) -> Iterator[Due]:
    ended = {talk.withdraws for talk in talks}
    for talk in talks:
        shares = talk.recipient is not None and talk.withdraws is None and talk.id not in ended
        shares = shares and not talk.passes_on  # an offer is answered, or lapses
        if shares and talk.valid_until is not None and _soon(talk.valid_until):
            words = (
                _("What she shares ends soon: ask her")
                if reached
                else _("What she shares ends soon: ask her when she comes")
            )
            yield Due(talk.valid_until, words, case_id=case_id)


def _soon(day: date) -> bool:
    return clock.today() <= day <= clock.today() + AHEAD
