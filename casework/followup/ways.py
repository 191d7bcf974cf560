"""The ways in which she may be asked: those that she allowed, and face to face when she comes."""

from __future__ import annotations

from sqlalchemy.orm import Session

from casework.cases.models import Case
from casework.consent.purposes import Purpose
from casework.consent.queries import standing
from casework.core.codes import codelist
from casework.core.errors import Refused
from casework.core.i18n import _, _l, language
from casework.people.shown import load_sheets, shown

CAME = "came"
"""She came by herself: always possible."""

_PURPOSES = {"call": Purpose.CALL, "visit": Purpose.VISIT}


class WayNotAllowed(Refused):
    """Asked in a way to which she has not said yes."""

    message = _l("She has not agreed to be reached in this way.")


def ways(session: Session, case: Case) -> tuple[str, ...]:
    """Codes of `contact_channel` that she said yes to, and CAME. Of a woman who was referred, her
    rules are read through the share, and what she refuses here is refused."""
    load_sheets(session, [case])
    contact = shown(session, case).contact
    said_yes = contact.channels if contact else ()
    agreed = standing(session, case.id)
    purposes = {way: _PURPOSES.get(way, Purpose.MESSAGE) for way in said_yes}
    if case.source_id is None:
        return (CAME, *(way for way in said_yes if agreed.allows(purposes[way])))
    return (CAME, *(way for way in said_yes if not agreed.refuses(purposes[way])))


def check(session: Session, case: Case, way: str) -> None:
    """Refuse a way that she has not allowed. Raises WayNotAllowed."""
    if way not in ways(session, case):
        raise WayNotAllowed


def way_label(way: str) -> str:
    """The way in the reader's language; "" for none."""
    if way == CAME:
        return _("She came")
    return codelist("contact_channel").label(way, language()) if way else ""
