"""Making a file's heads, reading them together, keeping its card true."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from auth.held import HeldRing
from casework.people.models import (
    Contact,
    Harm,
    Identity,
    Journey,
    Livelihood,
    Record,
    Wellbeing,
)
from casework.vault.compartments import OWNED
from casework.vault.heads import remember_head, the_head
from casework.vault.packs import codes, open_register
from casework.vault.register import CardText, write_card
from casework.vault.sealed import HeadRow
from casework.vault.tombstones import was_given

HEADS: tuple[type[HeadRow], ...] = (
    Identity,
    Contact,
    Journey,
    Harm,
    Wellbeing,
    Livelihood,
    Record,
)

_ALPHABET = "23456789"
_CODES = "codes_taken"


@dataclass(frozen=True)
class Person:
    """The heads of one file as its page reads them. A compartment that the reader's ring never
    keeps has no row at all."""

    identity: Identity
    contact: Contact
    livelihood: Livelihood
    record: Record
    wellbeing: Wellbeing | None = None
    journey: Journey | None = None
    harm: Harm | None = None


def make_heads(session: Session, ring: HeldRing, folder_id: UUID) -> Person:
    """The heads of a new file: one in each compartment that its owner may hold."""
    rows = {}
    for cls in HEADS:
        if cls.__compartment__ in OWNED[ring.purpose]:
            row = cls(folder_id=folder_id)
            session.add(row)
            remember_head(session, row)
            rows[cls.__sealed_as__] = row
    return Person(**rows)  # type: ignore[arg-type]


def read_person(session: Session, folder_id: UUID, ring: HeldRing) -> Person:
    """The heads of one of our own files. Its sheet has to be loaded."""
    rows = {}
    for cls in HEADS:
        if cls.__compartment__ in OWNED[ring.purpose]:
            rows[cls.__sealed_as__] = the_head(session, cls, folder_id)
    return Person(**rows)  # type: ignore[arg-type]


def new_code(session: Session, ring: HeldRing) -> str:
    """A spoken code that no file of this ring has or had: six digits without 0 and 1, in two groups.
    No year, district or organisation in it."""
    taken = _taken_codes(session, ring)
    while True:
        code = "".join(secrets.choice(_ALPHABET) for _ in range(6))
        shown = f"{code[:3]}-{code[3:]}"
        if code not in taken and not was_given(session, ring.organisation_id, shown):
            taken.add(code)
            return shown


def _taken_codes(session: Session, ring: HeldRing) -> set[str]:
    """Read once in a session, which is one request: whoever opens many files in one (an import, the
    demo) would else read the whole register again for each."""
    known: dict[UUID, set[str]] = session.info.setdefault(_CODES, {})
    if ring.id not in known:
        known[ring.id] = codes(open_register(session, ring))
    return known[ring.id]


def card_of(person: Person) -> CardText:
    """What the register's card says of her."""
    identity, contact, record = person.identity, person.contact, person.record
    return CardText(
        name=identity.name,
        names=tuple(
            n
            for n in (
                *identity.other_names,
                identity.birth_family_name,
                identity.married_family_name,
            )
            if n
        ),
        code=record.code,
        phones=(contact.phone,) if contact.phone else (),
        numbers=tuple(n for n in (record.paper_number, *(d.number for d in record.documents)) if n),
        birth_year=identity.birth.bs_year if identity.birth else None,
        palika=contact.palika or record.home_palika,
    )


def keep_card(session: Session, ring: HeldRing, folder_id: UUID, person: Person) -> None:
    """Write the card anew, after any save: a save that touched a name cannot be told from one
    that touched none."""
    write_card(session, ring, folder_id, card_of(person))
