"""Everything that a file's page shows, read once."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from auth.models import Purpose, User
from auth.policy import Permission
from casework.casefile import safety
from casework.casefile.earlier import Traces, asked_for, beside, of_part, of_row
from casework.casefile.forms import SafetyForm
from casework.casefile.looked import looks
from casework.casefile.opened import Opened
from casework.casefile.reach import reach
from casework.casefile.readers import agreed_names, seen_until
from casework.cases.attachments.queries import by_what_they_belong_to
from casework.cases.panels import panels
from casework.cases.reading import goals, notes, rows, steps
from casework.cases.reasons import LABELS
from casework.cases.staff import staff_of
from casework.cases.state import OpeningWithReason
from casework.cases.timeline import timeline
from casework.consent.queries import standing
from casework.core import clock
from casework.people import stays
from casework.people.answers import Fact, facts
from casework.people.models import Journey
from casework.people.parts import PARTS, URGENT, Part
from casework.people.tracing import PLAN, WORDS_FOR_THE_PHONE
from casework.referrals.passing.panel import arrived
from casework.vault.grants import shares_of
from casework.vault.sealed import HeadRow


@dataclass(frozen=True)
class PartShown:
    """One part on the page: its answers, or that it cannot be read."""

    part: Part
    facts: list[Fact]
    locked: bool = False
    writable: bool = True
    stays: tuple[list[Fact], ...] = ()
    traces: Traces | None = None


def page(session: Session, user: User, file: Opened) -> dict[str, object]:
    """What the page's template needs."""
    case = file.case
    stands = standing(session, case.id)
    writable = case.closed_on is None and not stands.at_rest
    planning, plan = user.may(Permission.PLAN), goals(session, case.id)
    return {
        "file": file,
        "case": case,
        "name": file.shown.name,
        "reach": reach(file.shown.contact, stands, shared=case.source_id is not None),
        "phone_words": file.person.record,
        "standing": stands,
        "writable": writable and not stands.deferred,
        "planning": planning,
        "parts": parts_shown(file, now=writable, urgent_only=stands.deferred),
        "safety": safety.last(file.person.record),
        "asking": safety.asking(user, case, file.person.record, file.shown.contact, stands),
        "safety_form": SafetyForm(formdata=None),
        "goals": plan,
        "steps": steps(session, case.id),
        "goals_earlier": {one.id: of_row(one, file.person, PLAN) for one in plan if one.earlier},
        "notes": notes(session, case.id),
        "papers_about": by_what_they_belong_to(session, case),
        "asked_for": asked_for(file.person),
        "beside": beside(session, file),
        "panels": panels(session, user, case),
        "timeline": timeline(session, case),
        "arrived": arrived(session, user, case, stands),
        "looks": looks(session, user.organisation_id, case.id),
        "openings": sorted(rows(session, OpeningWithReason, [case.id]), key=lambda one: one.day),
        "reasons": LABELS,
        "network": file.ring.purpose is Purpose.TRAINING,
        "seen_until": seen_until(session, case, stands),
        "shares": shares_of(session, file.ring, case.id),
        "ring_names": agreed_names(session),
        "staff": staff_of(session, user.organisation_id),
        "today": clock.today(),
    }


def parts_shown(file: Opened, *, now: bool = False, urgent_only: bool = False) -> list[PartShown]:
    """Each part with its answers. `now`: whether it can be written in now."""
    own = [part for part in file.parts() if now and (part.name in URGENT or not urgent_only)]
    found = []
    for part in PARTS:
        if part.of(file.person) is None:
            continue
        row = file.head(part)
        if (row is None or not row.readable) and file.elsewhere(part):
            # A part that was not shared looks like one in which nothing was written.
            found.append(PartShown(part, [], writable=part in own))
        elif row is None or not row.readable:
            found.append(PartShown(part, [], locked=True, writable=False))
        else:
            told = facts(row, part.form, without=WORDS_FOR_THE_PHONE)
            traces = None if file.elsewhere(part) else of_part(file.person, part.name)
            found.append(PartShown(part, told, writable=part in own, stays=_stays(row), traces=traces))
    return found


def _stays(row: HeadRow) -> tuple[list[Fact], ...]:
    return tuple(stays.lines(stay) for stay in row.stays) if isinstance(row, Journey) else ()
