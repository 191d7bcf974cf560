"""All that is kept about her, in the words of the pages, as lines for paper."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from auth.models import User
from casework.casefile.copy_lines import CORRECTED, Line, because, day_of, in_a_row, of_changes, of_traces
from casework.casefile.earlier import asked_for, beside, of_row, why_of
from casework.casefile.looked import looks
from casework.casefile.opened import Opened
from casework.casefile.readers import agreed_names
from casework.casefile.reading import PartShown, parts_shown
from casework.cases.attachments.models import What
from casework.cases.attachments.queries import listed
from casework.cases.few.readers import people
from casework.cases.models import Case
from casework.cases.reading import goals, notes, rows, steps
from casework.cases.reasons import LABELS as REASONS
from casework.cases.reasons import Reason
from casework.cases.staff import Staff, staff_of
from casework.cases.state import OpeningWithReason
from casework.cases.timeline import timeline
from casework.consent.purposes import LABELS
from casework.consent.queries import records
from casework.core import clock
from casework.core.codes import codelist
from casework.core.fields_base import local_digits
from casework.core.i18n import _, _l, language
from casework.people.parts import PARTS
from casework.people.tracing import PLAN
from casework.vault.grants import shares_of

SECTIONS = (
    *((part.name, part.title) for part in PARTS),
    ("plan", _l("The plan")),
    ("notes", _l("Notes")),
    ("corrected", CORRECTED),
    ("papers", _l("Documents and pictures")),
    ("past", _l("What happened so far")),
    ("consent", _l("What she agreed to")),
    ("reading", _l("Who can read what")),
    ("looked", _l("Who has looked")),
)
AT_FIRST = ("about", "plan", "consent")
"""What is ticked before she is asked: who she is, what is planned and what she agreed to. Paper is read by
others; of all else she says herself that she wants it there."""


@dataclass(frozen=True)
class Section:
    """Lines under a title."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Copy:
    """The whole copy. `title` stands in the file's own properties as well: it names nobody."""

    title: str
    about: str
    sections: tuple[Section, ...]


def copy_of(session: Session, user: User, file: Opened, wanted: Collection[str]) -> Copy:
    """What is kept in the sections that she wants, in the language of the moment."""
    staff = staff_of(session, user.organisation_id)
    lines: dict[str, Iterable[Line]] = {one.part.name: _part(one, staff) for one in parts_shown(file)}
    lines |= {
        "plan": _plan(session, file, staff),
        "notes": _notes(session, file, staff),
        "corrected": of_traces(beside(session, file), staff, titled=True),
        "papers": _papers(session, file.case),
        "past": _past(session, file.case, staff),
        "consent": _consent(session, file.case),
        "reading": _readers(session, file),
        "looked": _looked(session, user, file.case, staff),
    }
    about = in_a_row(file.shown.name, _("as it is written on %(day)s", day=day_of(clock.today())))
    return Copy(_("Sahayatri"), local_digits(about), tuple(_sections(lines, wanted)))


def _sections(lines: dict[str, Iterable[Line]], wanted: Collection[str]) -> Iterator[Section]:
    for name, title in SECTIONS:
        if name in wanted and name in lines:
            found = tuple(lines[name]) or (Line("", _("Nothing written yet.")),)
            yield Section(str(title), tuple(Line(one.head, local_digits(one.text)) for one in found))


def _part(one: PartShown, staff: Staff) -> Iterator[Line]:
    if one.locked:
        yield Line("", _("You cannot read this part."))
    for fact in (*one.facts, *(fact for stay in one.stays for fact in stay)):
        yield Line(str(fact.label), fact.text)
    if one.traces:
        yield from of_traces(one.traces, staff)


def _plan(session: Session, file: Opened, staff: Staff) -> Iterator[Line]:
    for goal in goals(session, file.case.id):
        yield Line(_("A goal"), goal.words)
        yield from of_changes(of_row(goal, file.person, PLAN), staff)
    for step in steps(session, file.case.id):
        done = _("Step done") if step.done_on else ""
        yield Line(day_of(step.done_on or step.due_on), in_a_row(step.words, done))


def _notes(session: Session, file: Opened, staff: Staff) -> Iterator[Line]:
    asked = asked_for(file.person)
    for note in notes(session, file.case.id):
        yield Line(day_of(note.day), in_a_row(note.words, staff.name(note.by)))
        for one in reversed(note.earlier):
            why = because(why_of(asked, one.asked))
            yield Line(_("Earlier wording"), in_a_row(one.words, staff.name(one.by), why))


def _papers(session: Session, case: Case) -> Iterator[Line]:
    for one in listed(session, case):
        if What(one.paper.what) is not What.TOLD:
            yield Line(day_of(one.row.on), in_a_row(one.what, one.paper.name))


def _past(session: Session, case: Case, staff: Staff) -> Iterator[Line]:
    for item in timeline(session, case):
        by = staff.name(item.by) if item.by else ""
        yield Line(day_of(item.day), in_a_row(item.title, item.detail, by))


def _consent(session: Session, case: Case) -> Iterator[Line]:
    states = codelist("consent_status_dpv")
    for row in reversed(records(session, case.id)):
        said = (f"{LABELS[one.purpose]}: {states.label(one.state, language())}" for one in row.answers)
        yield Line(day_of(row.given_on), "; ".join(said))


def _readers(session: Session, file: Opened) -> Iterator[Line]:
    few = ", ".join(people(session, file.case.id))
    if few:
        yield Line("", _("What is written in this file is read here by these alone: %(names)s.", names=few))
    else:
        yield Line("", _("What is written in this file: the staff of this organisation who help her."))
    names, compartments = agreed_names(session), codelist("compartment")
    shares = shares_of(session, file.ring, file.case.id)
    for share in shares:
        parts = (compartments.label(one.name.lower(), language()) for one in sorted(share.compartments))
        until = _("until %(day)s", day=day_of(share.ends_on))
        yield Line(names[share.ring_id], in_a_row(", ".join(parts), until))
    if not shares:
        yield Line("", _("Nobody outside this organisation."))


def _looked(session: Session, user: User, case: Case, staff: Staff) -> Iterator[Line]:
    """Everybody here who has looked, on which day, what she did, and with which reason."""
    reasons = {
        (one.day, one.user_id): in_a_row(str(REASONS[Reason(one.reason)]), one.words)
        for one in rows(session, OpeningWithReason, [case.id])
    }
    for look in looks(session, user.organisation_id, case.id, most=None):
        why = reasons.get((look.day, look.user_id), "") if look.user_id else ""
        yield Line(day_of(look.day), in_a_row(staff.name(look.user_id), ", ".join(look.words), why))
