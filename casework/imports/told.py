"""What one line of a file tells of one woman, before any file of hers exists."""

from __future__ import annotations

from dataclasses import dataclass

from casework.core.calendar import PartialDate
from casework.people.models import Identification


@dataclass(frozen=True)
class Event:
    """Something on a journey: recruitment, transit or exploitation, as the standard parts it."""

    kind: str = ""
    on: PartialDate | None = None
    country: str = ""
    place: str = ""
    description: str = ""

    @property
    def told(self) -> bool:
        """Whether the line says anything of it."""
        return self != Event()


@dataclass(frozen=True)
class SupportPlan:
    """What was planned for her elsewhere."""

    kind: str = ""
    objectives: str = ""
    actions: str = ""
    planned_end: PartialDate | None = None
    actual_end: PartialDate | None = None

    @property
    def told(self) -> bool:
        """Whether the line says anything of it."""
        return self != SupportPlan()


@dataclass(frozen=True)
class Extra:
    """An answer of the standard that has no question here: its field, and codes of a list or words."""

    field: str
    words: str = ""
    codes: tuple[str, ...] = ()
    list_name: str = ""


@dataclass(frozen=True)
class Told:
    """A line, read. What was blank or could not be read has its default."""

    name: str = ""
    birth: PartialDate | None = None
    sex: str = ""
    phone: str = ""
    marital: str = ""
    children: int | None = None
    languages: tuple[str, ...] = ()
    education: str = ""
    document_number: str = ""
    palika: int | None = None
    tole: str = ""
    controls: tuple[str, ...] = ()
    exploitation: tuple[str, ...] = ()
    identification: Identification | None = None
    harm_extras: tuple[Extra, ...] = ()
    journey_extras: tuple[Extra, ...] = ()
    wellbeing_extras: tuple[Extra, ...] = ()
    event: Event = Event()
    plan: SupportPlan = SupportPlan()
    comment: str = ""
    closed: bool = False
    referred_on: bool = False
    closed_because: str = ""
