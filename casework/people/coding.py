"""What of a file can be counted, as codes from the code lists. Never text, never a day."""

from __future__ import annotations

from datetime import date

from casework.core.codes import codelist
from casework.core.places import palika
from casework.facts.parts import age_band, month_of
from casework.people.actions import Person


def opening_codes(person: Person, opened_on: date) -> dict[str, str | None]:
    """The codes of the opening: where she lives, how old she is, where she was, as far as told."""
    return {
        "month": month_of(opened_on),
        "district": _district(person),
        "sex": _known("sex", person.identity.sex),
        "age_band": _age_band(person, opened_on),
        "destination": _last_stay(person, "destination_countries", "destination"),
        "route": _last_stay(person, "migration_channel", "channel"),
        "exploitation": _first_exploitation(person),
    }


def _known(name: str, code: str) -> str | None:
    return code if code and codelist(name).has(code) else None


def _district(person: Person) -> str | None:
    code = person.contact.palika or person.record.home_palika
    found = palika(code) if code else None
    return str(found.district) if found else None


def _age_band(person: Person, day: date) -> str | None:
    # Her age on that day, not today: else a birthday would look like a correction.
    birth = person.identity.birth
    return age_band(birth.age_on(day)) if birth else None


def _last_stay(person: Person, listed: str, name: str) -> str | None:
    stays = person.journey.stays if person.journey and person.journey.readable else ()
    return _known(listed, getattr(stays[-1], name)) if stays else None


def _first_exploitation(person: Person) -> str | None:
    told = person.harm.exploitation if person.harm and person.harm.readable else ()
    return _known("htcds_type_of_exploitation", told[0]) if told else None
