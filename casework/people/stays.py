"""The times away inside the journey: one line each, and each change on its own."""

from __future__ import annotations

from dataclasses import fields
from uuid import UUID

from casework.core.calendar_text import show_date
from casework.core.codes import codelist
from casework.core.i18n import _, calendar, language
from casework.core.places import palika
from casework.people import tracing
from casework.people.answers import Fact, facts_of
from casework.people.forms_story import ABROAD, INDIA, NEPAL, JourneyForm, StayForm
from casework.people.models import Journey, Stay


def find(journey: Journey, stay_id: UUID) -> Stay | None:
    """One time away, or None."""
    return next((stay for stay in journey.stays if stay.id == stay_id), None)


def put(journey: Journey, stay: Stay) -> None:
    """Add a time away, or put it in the place of the one with its id."""
    if find(journey, stay.id) is None:
        journey.stays = (*journey.stays, stay)
    else:
        journey.stays = tuple(stay if one.id == stay.id else one for one in journey.stays)
    journey.travelled = "yes"


def remove(journey: Journey, stay_id: UUID) -> None:
    """Take one away."""
    journey.stays = tuple(stay for stay in journey.stays if stay.id != stay_id)


def as_data(stay: Stay) -> dict[str, object]:
    """What its form is filled from."""
    return {field.name: getattr(stay, field.name) for field in fields(stay)}


def as_read(journey: Journey, stay_id: UUID) -> tracing.Read:
    """The first question and one time away, as a reader would find them."""
    found = find(journey, stay_id)
    told = tracing.as_read(as_data(found), StayForm) if found else {}
    return {**tracing.as_read(journey.plain(), JourneyForm), **told}


def lines(stay: Stay) -> list[Fact]:
    """Its answered questions."""
    filled = StayForm(formdata=None, data=as_data(stay))
    return [fact for _name, fact in facts_of(filled)]


def summary(stay: Stay) -> str:
    """Where and when, in a few words."""
    years = [
        show_date(day, calendar=calendar(), lang=language()) for day in (stay.left, stay.returned) if day
    ]
    return " · ".join(text for text in (_where(stay), " – ".join(years)) if text) or _("Not written where")


def _where(stay: Stay) -> str:
    if stay.where == NEPAL:
        found = palika(stay.palika) if stay.palika else None
        return found.label(language()) if found else _("Within Nepal")
    if stay.where == INDIA:
        return _("In India")
    if stay.where == ABROAD:
        listed = codelist("destination_countries")
        return listed.label(stay.destination, language()) if listed.has(stay.destination) else _("Abroad")
    return ""
