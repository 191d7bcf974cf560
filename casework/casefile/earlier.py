"""What stood in a file before, and what she asked to be corrected, in the words of a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask_babel.speaklater import LazyString
from sqlalchemy.orm import Session

from auth.models import Purpose
from casework.casefile.opened import Opened
from casework.cases.plan_forms import GoalForm
from casework.cases.reading import rows
from casework.core.i18n import _, _l, language
from casework.enterprise.tracing import labels as of_business
from casework.followup.tracing import labels as of_now
from casework.people.actions import Person
from casework.people.answers import HER_NAMES, Fact
from casework.people.corrected import Answerable, Asked, Change, Traced, Was
from casework.people.forms_story import StayForm
from casework.people.part_form import PartForm
from casework.people.parts import BY_NAME, PARTS
from casework.people.tracing import BUSINESS, NOTES, NOW, PHONE, PLAN, TRAINING, corrections_in, host_of
from casework.training.enrolment import CertificateName
from casework.training.tracing import labels as of_training

BESIDE: dict[str, LazyString] = {
    PLAN: _l("The plan"),
    NOTES: _l("Notes"),
    TRAINING: _l("Training"),
    NOW: _l("What she does now"),
    BUSINESS: _l("Her business"),
    "other": _l("Something else"),
}
"""What she can want corrected beside the parts of her file."""

IN_THE_RECORD = {TRAINING: of_training, NOW: of_now, BUSINESS: of_business}
"""What lies in rows that may be shared back and keeps its trace in the record, with the words for it."""


@dataclass(frozen=True)
class Earlier:
    """What somebody changed on a day: the answers as they were, and what she had said, if she asked."""

    on: date
    by: UUID
    facts: list[Fact]
    why: str = ""


@dataclass(frozen=True)
class Disputed:
    """What she asked to be corrected, and what came of it."""

    title: str
    asked: Asked
    changed: bool


@dataclass(frozen=True)
class Traces:
    """Of one part, or of one thing: the newest first. `gone` counts those of which nothing is kept."""

    earlier: list[Earlier]
    disputed: list[Disputed]
    gone: int = 0

    def __bool__(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.earlier or self.disputed or self.gone)

    @property
    def open(self) -> bool:
        """Whether her words stand beside something that was not corrected, or not yet."""
        return any(one.asked.refused or not one.changed for one in self.disputed)


def of_part(person: Person, part: str) -> Traces:
    """What was changed in one part. Nothing where its head cannot be read."""
    host = host_of(person, part)
    if not host.readable:
        return Traces([], [])
    earlier = list(_earlier(host, person, part))
    return Traces(earlier, disputed(person, part), host.earlier_gone if host is not person.record else 0)


def beside(session: Session, file: Opened) -> Traces:
    """What was changed or asked for beside the parts. All that is gone of the record is counted here."""
    person, record = file.person, file.person.record
    asked = [one for part in BESIDE for one in disputed(person, part)]
    earlier = [one for part in IN_THE_RECORD for one in _earlier(record, person, part)]
    if file.ring.purpose is Purpose.TRAINING:
        for name in rows(session, CertificateName, [file.case.id]):
            earlier += _earlier(name, person, TRAINING)
    earlier.sort(key=lambda one: one.on, reverse=True)
    return Traces(earlier, sorted(asked, key=lambda one: one.asked.on, reverse=True), record.earlier_gone)


def of_row(row: Traced, person: Person, part: str) -> list[Earlier]:
    """What stood in a row of its own, such as a goal."""
    return list(_earlier(row, person, part))


def disputed(person: Person, part: str) -> list[Disputed]:
    """What she asked to be corrected in a part, the newest first."""
    host = host_of(person, part)
    made = {one.asked for one in host.earlier}
    title = str(BESIDE[part] if part in BESIDE else BY_NAME[part].title)
    return [
        Disputed(title, one, one.id in made or part in BESIDE)
        for one in reversed(host.asked)
        if one.part == part
    ]


def asked_for(person: Person) -> Mapping[UUID, Asked]:
    """All that she asked for, wherever it is kept and can be read."""
    hosts: list[Answerable] = [host_of(person, part.name) for part in PARTS]
    return corrections_in(host for host in hosts if host.readable)


def why_of(asked: Mapping[UUID, Asked], asked_id: UUID | None) -> str:
    """What she had said, if she asked for a change."""
    found = asked.get(asked_id) if asked_id else None
    return found.says if found else ""


def numbers_before(person: Person) -> list[tuple[str, Change]]:
    """Numbers that were hers, the newest first, each with the change that ended it."""
    return [
        (was.text, one)
        for one in reversed(person.record.earlier)
        for was in one.was
        if (one.part, was.question) == ("contact", PHONE)
    ]


def _earlier(row: Traced, person: Person, part: str) -> Iterator[Earlier]:
    changes = [one for one in reversed(row.earlier) if one.part == part]
    if not changes:
        return
    asked, labels = asked_for(person), _labels(part)
    for one in changes:
        facts = [_fact(one, was, labels) for was in one.was]
        yield Earlier(one.on, one.by, facts, why_of(asked, one.asked))


def _labels(part: str) -> dict[str, str]:
    if part in IN_THE_RECORD:
        return dict(IN_THE_RECORD[part]())
    forms: list[type[PartForm]] = [GoalForm] if part == PLAN else [BY_NAME[part].form]
    if part == "journey":
        forms.append(StayForm)
    return {field.short_name: str(field.label.text) for form in forms for field in form(formdata=None)}


def _fact(change: Change, was: Was, labels: Mapping[str, str]) -> Fact:
    label = labels.get(was.question, _("An answer"))
    if (change.part, was.question) == ("contact", PHONE):
        return Fact(label, _("Another number. It stands beside the one of today."))
    text = was.english if was.english and language() == "en" else was.text
    return Fact(label, text, True, was.question in HER_NAMES)
