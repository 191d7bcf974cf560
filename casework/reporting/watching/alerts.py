"""Patterns of asking that are worth a question: every threshold stands here, with its reason.

All are counted for one person in one day of Nepal. A pattern stops nothing and accuses nobody.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from flask_babel.speaklater import LazyString

from casework.core import clock
from casework.core.i18n import _l
from casework.reporting.noting import Door, bits_of
from casework.reporting.watching.asked import Told


class Rule(StrEnum):
    """What is looked for."""

    REFUSED = "refused"
    SWEEP = "sweep"
    SELECTIONS = "selections"
    TAKEN = "taken"
    REPEATED = "repeated"
    NIGHT = "night"


LIMITS: Mapping[Rule, int] = {
    Rule.REFUSED: 10,
    Rule.SWEEP: 80,
    Rule.SELECTIONS: 25,
    Rule.TAKEN: 60,
    Rule.REPEATED: 100,
    Rule.NIGHT: 40,
}
"""From this number on a day is pointed at."""

WORDS: Mapping[Rule, LazyString] = {
    Rule.REFUSED: _l("tables refused"),
    Rule.SWEEP: _l("different tables"),
    Rule.SELECTIONS: _l("different parts of one table"),
    Rule.TAKEN: _l("tables taken away"),
    Rule.REPEATED: _l("times the same table"),
    Rule.NIGHT: _l("tables asked for at night"),
}
WHY: Mapping[Rule, LazyString] = {
    Rule.REFUSED: _l(
        "Pages offer only what there is. Who is refused often types addresses by hand, or"
        " has a program do it."
    ),
    Rule.SWEEP: _l(
        "A third of all tables in one day. Nobody needs so many for a report; who wants to put tables"
        " together again needs all."
    ),
    Rule.SELECTIONS: _l("Choices that overlap are how somebody looks for a single woman."),
    Rule.TAKEN: _l(
        "So many files are more than a report has, and they can be compared with those of the next release."
    ),
    Rule.REPEATED: _l(
        "The answer is always the same until the next release. Who asks a hundred times hopes that it is not."
    ),
    Rule.NIGHT: _l(
        "From ten at night to five in the morning offices are closed. One page asks for up to sixteen tables,"
        " so a short look late in the evening is not pointed at. The interface is left out, for programs may"
        " run at night."
    ),
}
NIGHT_BEGINS, NIGHT_ENDS = 22, 5
"""Hours of Nepal."""
_HOUR, _DAY = 60 * 60, 24 * 60 * 60
_AHEAD = int(clock.KATHMANDU.utcoffset(None).total_seconds())
_FIRST = date(1970, 1, 1).toordinal()


@dataclass(frozen=True)
class Alert:
    """Somebody's day in which a rule was met, and by how much."""

    rule: Rule
    user_id: UUID
    day: date
    number: int


@dataclass
class _Day:
    """What one person asked for in a day."""

    refused: int = 0
    night: int = 0
    tables: set[int] = field(default_factory=set)
    taken: set[int] = field(default_factory=set)
    parts: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    times: Counter[int] = field(default_factory=Counter)

    def add(self, hour: int, subject: int, table: int, door: Door, chosen: int, *, refused: bool) -> None:
        """One more request."""
        if refused:
            self.refused += 1
        else:
            self.tables.add(table)
            self.times[subject] += 1
            if door is not Door.PAGE:
                self.taken.add(table)
        if chosen:
            self.parts[table].add(chosen)
        if door is not Door.API and not NIGHT_ENDS <= hour < NIGHT_BEGINS:
            self.night += 1

    def numbers(self) -> Mapping[Rule, int]:
        """How much of each rule."""
        return {
            Rule.REFUSED: self.refused,
            Rule.SWEEP: len(self.tables),
            Rule.SELECTIONS: max(map(len, self.parts.values()), default=0),
            Rule.TAKEN: len(self.taken),
            Rule.REPEATED: max(self.times.values(), default=0),
            Rule.NIGHT: self.night,
        }


def alerts(asked: Iterable[Told]) -> list[Alert]:
    """The patterns in some requests, the newest day first."""
    days: dict[tuple[str, int], _Day] = defaultdict(_Day)
    for user, at, refused, subject in asked:
        request = bits_of(subject)
        if request is not None:
            day, second = divmod(at + _AHEAD, _DAY)
            days[user, day].add(second // _HOUR, subject, *request, refused=refused)
    found = [
        Alert(rule, UUID(user), date.fromordinal(_FIRST + day), number)
        for (user, day), one in days.items()
        for rule, number in one.numbers().items()
        if number >= LIMITS[rule]
    ]
    return sorted(found, key=lambda one: (-one.day.toordinal(), one.user_id, list(Rule).index(one.rule)))
