"""Opening a file out of a first conversation: all of it in one act, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from auth.models import User
from casework.cases.actions import open_case, save
from casework.cases.deferred import wait
from casework.cases.models import Case
from casework.consent.actions import open_ways, record
from casework.consent.conversation import Conversation
from casework.consent.forms import spoken
from casework.consent.models import Minor
from casework.consent.purposes import Purpose, State
from casework.core.errors import NotVisible
from casework.people.actions import Person
from casework.people.forms_person import BY_PHONE

PURPOSES = {
    "count": Purpose.COUNT,
    "call": Purpose.CALL,
    "message": Purpose.MESSAGE,
    "visit": Purpose.VISIT,
}
SLIPS = {"no_paper": "none", "slip": "slip", "full_copy": "copy_here"}


def open_file(session: Session, user: User, case_id: UUID, answers: Mapping[str, Any]) -> tuple[Case, UUID]:
    """Open a file from the answers of both screens. The same id a second time finds the first.

    Returns the case and the id of the consent record. Raises Refused.
    """
    found = session.get(Case, case_id)
    if found is not None:
        if found.organisation_id != user.organisation_id:
            raise NotVisible
        return found, case_id
    case, person = open_case(session, user, case_id=case_id)
    talk = conversation_of(answers)
    row = record(session, user, case.id, said_of(answers), talk)
    _fill(person, answers)
    open_ways(person.contact, said_of(answers), answers.get("kinds") or ())
    if answers["keep"] == "later":
        wait(case, row.valid_until)
    save(session, case.id, person)
    return case, row.id


def said_of(answers: Mapping[str, Any]) -> dict[Purpose, State]:
    """The five answers as states. What waits permits nothing but waiting."""
    if answers["keep"] == "later":
        return {Purpose.KEEP: State.DEFERRED}
    said = {Purpose.KEEP: State.GIVEN}
    for name, purpose in PURPOSES.items():
        said[purpose] = State.GIVEN if answers[name] else State.REFUSED
    return said


def conversation_of(answers: Mapping[str, Any]) -> Conversation:
    """How the conversation went, as the form tells it."""
    return replace(spoken(answers), minor=_minor(answers), slip=SLIPS.get(answers.get("slip") or "", "none"))


def _minor(answers: Mapping[str, Any]) -> Minor | None:
    if answers.get("under_18") not in ("yes", "perhaps"):
        return None
    return Minor(
        agrees=bool(answers["minor_agrees"]),
        by=answers["minor_by"],
        reason=answers["minor_reason"] or "",
    )


def _fill(person: Person, answers: Mapping[str, Any]) -> None:
    person.identity.name = answers["name"]
    contact = person.contact
    contact.reachable = answers["reachable"]
    if answers["reachable"] == BY_PHONE:
        contact.phone = answers["phone"] or ""
        contact.phone_owner = answers["phone_owner"] or ""
    # While she thinks about it only a name, a safe way and what she needs most are kept.
    contact.palika = None if answers["keep"] == "later" else answers["palika"]
    if person.wellbeing is not None:
        person.wellbeing.needs = tuple(answers["needs"] or ())
