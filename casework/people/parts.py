"""The seven parts of a file, in the order in which a first conversation may come to them."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel.speaklater import LazyString

from casework.core.i18n import _l
from casework.people.actions import Person
from casework.people.forms_living import LivelihoodForm, WellbeingForm
from casework.people.forms_person import AboutForm, ContactForm
from casework.people.forms_record import RecordForm
from casework.people.forms_story import JourneyForm, MoreForm
from casework.people.part_form import PartForm
from casework.vault.sealed import HeadRow


@dataclass(frozen=True)
class Part:
    """One part: its word in the address, its name, what it is for, its head row and its form."""

    name: str
    title: LazyString
    purpose: LazyString
    head: str
    form: type[PartForm]

    def of(self, person: Person) -> HeadRow | None:
        """The head row of a person, or None where the ring never keeps this part."""
        row: HeadRow | None = getattr(person, self.head)
        return row


URGENT = frozenset({"about", "contact", "wellbeing"})
"""The parts that may be written while she still thinks about it."""

PARTS = (
    Part(
        "about",
        _l("About her"),
        _l("So that everybody here calls her as she likes to be called."),
        "identity",
        AboutForm,
    ),
    Part(
        "contact",
        _l("Contact"),
        _l("So that nobody reaches her in a way that could harm her."),
        "contact",
        ContactForm,
    ),
    Part(
        "livelihood",
        _l("Skills and income"),
        _l("So that what we propose fits her and her days."),
        "livelihood",
        LivelihoodForm,
    ),
    Part(
        "wellbeing",
        _l("Health and needs"),
        _l("So that the most urgent help comes first."),
        "wellbeing",
        WellbeingForm,
    ),
    Part(
        "journey",
        _l("Travel and work"),
        _l("So that she can get back papers or wages, if she wants to. Each time away on its own."),
        "journey",
        JourneyForm,
    ),
    Part(
        "more",
        _l("More, if she wants to tell"),
        _l("Ask nothing here that she does not begin to tell. Help does not depend on it."),
        "harm",
        MoreForm,
    ),
    Part(
        "record",
        _l("Record of the help"),
        _l("Words for the phone, where she lives, her papers. Only this organisation reads it."),
        "record",
        RecordForm,
    ),
)

BY_NAME = {part.name: part for part in PARTS}


def parts_of(person: Person) -> list[Part]:
    """The parts that this file consists of."""
    return [part for part in PARTS if part.of(person) is not None]


def following(part: Part, person: Person) -> Part | None:
    """The part after this one, or None after the last."""
    parts = parts_of(person)
    place = parts.index(part) + 1
    return parts[place] if place < len(parts) else None
