"""From what a line tells to the parts of her file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import uuid4

from casework.core.calendar_text import show_date
from casework.core.codes import codelist
from casework.core.forms import DOES_NOT_KNOW
from casework.core.i18n import _l, calendar, language
from casework.core.places import find_palika
from casework.imports.told import Event, Extra, Told
from casework.people.actions import Person
from casework.people.models import Document, Stay

LABELS = {
    "vic_TypeOfSexExploitation": _l("Kind of work of this sort"),
    "vic_ForcedLabourIndustry": _l("Kind of industry"),
    "vic_RelationshipToTrafficker": _l("Who it was to her"),
    "vic_AgeWhenTrafficked": _l("Her age then"),
    "vic_LocationOfExploitation": _l("Where it was"),
    "vic_ExploitationWebsitesAndApps": _l("Websites and apps used there"),
    "vic_MethodOfRecruitment": _l("How she was recruited"),
    "vic_RecruitmentWebsitesAndApps": _l("Websites and apps used to recruit her"),
    "vic_LocationOfRecruitment": _l("Where she was recruited"),
    "vic_Vulnerabilities": _l("What made it harder for her"),
    "vic_DetailsOfVulnerabilities": _l("More about it"),
}


def fill(person: Person, told: Told) -> None:
    """Write a line into the heads of a new file. What it does not say stays "not asked"."""
    _fill_identity(person, told)
    _fill_record(person, told)
    if person.harm is not None:
        person.harm.controls = told.controls
        person.harm.exploitation = told.exploitation
        person.harm.identification = told.identification
        person.harm.note = _lines(told.harm_extras)
    if person.wellbeing is not None:
        person.wellbeing.psychosocial = _lines(told.wellbeing_extras)
    if person.journey is not None and (told.event.told or told.journey_extras):
        stay = _stay(told.event, told.journey_extras)
        person.journey.stays = (stay,)
        person.journey.travelled = "yes" if stay.where else ""


def _fill_identity(person: Person, told: Told) -> None:
    person.identity.name = told.name
    person.identity.birth = told.birth
    person.identity.sex = told.sex
    person.livelihood.education = told.education
    if told.phone:
        # A list says that there is a number, not that it is safe: no way of reaching her is a yes yet.
        person.contact.reachable = "phone"
        person.contact.phone = told.phone
        person.contact.others_see = (DOES_NOT_KNOW,)


def _fill_record(person: Person, told: Told) -> None:
    record = person.record
    record.home_palika = told.palika
    record.tole = told.tole
    record.marital = told.marital
    record.children = told.children
    record.languages = told.languages
    if told.document_number:
        record.documents = (Document("", told.document_number),)


def _stay(event: Event, extras: Iterable[Extra]) -> Stay:
    where, destination, channel = _destination(event.country)
    found = find_palika(event.place) if where == "nepal" and event.place else []
    words = [*_event_words(event), _lines(extras)]
    return Stay(
        id=uuid4(),
        where=where,
        palika=found[0].code if len(found) == 1 else None,
        place="" if len(found) == 1 else event.place,
        destination=destination,
        channel=channel,
        left=event.on if event.kind == "Recruitment" else None,
        note="\n".join(line for line in words if line),
    )


def _destination(country: str) -> tuple[str, str, str]:
    """Where, in which country, by which way, as the page of the journey asks it."""
    if not country:
        return "", "", ""
    if country == "NP":
        return "nepal", "", "internal"
    if country == "IN":
        return "india", "IN", "india"
    return "abroad", country if codelist("destination_countries").has(country) else "OTHER", ""


def _event_words(event: Event) -> Iterator[str]:
    if event.kind:
        yield codelist("htcds_historic_event_type").label(event.kind, language())
    if event.on is not None and event.kind != "Recruitment":
        yield show_date(event.on, calendar=calendar(), lang=language())
    if event.description:
        yield event.description


def _lines(extras: Iterable[Extra]) -> str:
    return "\n".join(f"{LABELS[extra.field]}: {_said(extra)}" for extra in extras)


def _said(extra: Extra) -> str:
    if extra.words:
        return extra.words
    labels = codelist(extra.list_name)
    return ", ".join(labels.label(code, language()) for code in extra.codes)
