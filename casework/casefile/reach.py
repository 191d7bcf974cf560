"""How to reach her safely, as sentences; and whether now is one of her hours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from casework.consent.purposes import Purpose
from casework.consent.queries import Standing
from casework.core import clock
from casework.core.codes import codelist
from casework.core.forms import DOES_NOT_KNOW, DOES_NOT_SAY
from casework.core.i18n import _, language
from casework.people.forms_person import BY_PHONE, NO_WAY
from casework.people.models import Contact

CALL, VISIT = "call", "visit"
_PURPOSES = {CALL: Purpose.CALL, VISIT: Purpose.VISIT}
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAYTIME, _EVENING = 11, 17
"""Hours at which the morning ends and the evening begins."""


@dataclass(frozen=True)
class Reach:
    """The rules of one woman. `has_number`: a number can be shown, under them."""

    rules: tuple[str, ...]
    has_number: bool = False
    warnings: tuple[str, ...] = ()
    when: str = ""

    @property
    def short(self) -> str:
        """What must not be forgotten, in one line: the ways, and the hours."""
        return " ".join(one for one in (self.rules[0], self.when) if one)


def reach(contact: Contact | None, standing: Standing, *, shared: bool = False) -> Reach:
    """The rules as they stand now: her words about the phone, and what she agreed to. `shared`: they are
    read through a share, and the partner's hold as they are; what she no longer agrees to has left them.
    Where a share leaves them out, she is reached as anybody of whom nothing was written."""
    if contact is not None and contact.reachable == NO_WAY:
        return Reach((_("There is no safe way to reach her now. Please wait until she comes."),))
    if contact is None or contact.reachable != BY_PHONE or not contact.phone:
        return Reach((_("Only through her caseworker, when she comes."),))
    channels = allowed(contact, standing, shared=shared)
    return Reach(tuple(_rules(contact, channels)), True, tuple(_warnings(contact, channels)), _hours(contact))


def ways(contact: Contact | None, standing: Standing, *, shared: bool = False) -> tuple[str, ...]:
    """The channels by which she may be reached now, by the same rules; none where she is waited for."""
    if contact is None or contact.reachable != BY_PHONE or not contact.phone:
        return ()
    return allowed(contact, standing, shared=shared)


def allowed(contact: Contact, standing: Standing, *, shared: bool = False) -> tuple[str, ...]:
    """The channels that she said yes to and whose purpose she agreed to. Everything else is no; and where
    she said yes to a partner, whatever she has said no to here."""
    purposes = {one: _PURPOSES.get(one, Purpose.MESSAGE) for one in contact.channels}
    if shared:
        return tuple(one for one in contact.channels if not standing.refuses(purposes[one]))
    return tuple(one for one in contact.channels if standing.allows(purposes[one]))


def _rules(contact: Contact, channels: tuple[str, ...]) -> Iterator[str]:
    if channels:
        yield _("Yes: %(channels)s. Everything else: no.", channels=_labels("contact_channel", channels))
    else:
        yield _("No calls and no messages: she has not said yes to any.")
    if CALL in channels and contact.missed_call_first:
        yield _("A missed call first; she calls back.")
    if hours := _hours(contact):
        yield hours
    if contact.phone_owner:
        yield _("Whose phone: %(owner)s.", owner=_labels("phone_owner", (contact.phone_owner,)))
    if contact.others_see:
        yield _("Who else sees it: %(who)s.", who=_labels("who_else_sees", contact.others_see))


def _hours(contact: Contact) -> str:
    return _("When: %(when)s.", when=_when(contact)) if contact.days or contact.hours else ""


def _warnings(contact: Contact, channels: tuple[str, ...]) -> Iterator[str]:
    if not set(channels) - {VISIT}:
        yield _("She has not said yes to calls or messages.")
    if not in_her_hours(contact, clock.now()):
        yield _("This is outside her hours: %(when)s.", when=_when(contact))


def _when(contact: Contact) -> str:
    return " · ".join(
        text for text in (_labels("weekdays", contact.days), _labels("weekday_hours", contact.hours)) if text
    )


def _labels(name: str, values: tuple[str, ...]) -> str:
    without = {DOES_NOT_KNOW: _("Does not know"), DOES_NOT_SAY: _("Does not want to say")}
    listed = codelist(name)
    return ", ".join(without.get(one) or listed.label(one, language()) for one in values)


def in_her_hours(contact: Contact, moment: datetime) -> bool:
    """Whether a moment falls on her days and into her hours; none named means any."""
    here = moment.astimezone(clock.KATHMANDU)
    part = "morning" if here.hour < _DAYTIME else "day" if here.hour < _EVENING else "evening"
    days, hours = contact.days, contact.hours
    return (not days or _WEEK[here.weekday()] in days) and (not hours or part in hours)
