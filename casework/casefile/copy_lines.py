"""Lines of her copy: what each is made of, and those about what stood there before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from casework.casefile.earlier import Disputed, Earlier, Traces
from casework.cases.staff import Staff
from casework.core.calendar_text import show_date
from casework.core.i18n import _, _l, _n, calendar, language

CORRECTED = _l("What she asked to be corrected")


@dataclass(frozen=True)
class Line:
    """A line: what it is about, and what it says."""

    head: str
    text: str


def of_traces(traces: Traces, staff: Staff, *, titled: bool = False) -> Iterator[Line]:
    """What she asked for, and what stood there before."""
    for one in traces.disputed:
        if titled or one.asked.refused:
            yield Line(one.title if titled else day_of(one.asked.on), _asked(one))
    yield from of_changes(traces.earlier, staff)
    if traces.gone:
        yield Line("", gone(traces.gone))


def _asked(one: Disputed) -> str:
    came = _("It is corrected.") if one.changed else ""
    if one.asked.refused:
        came = _("It is not corrected, because: %(why)s", why=one.asked.refused)
    return in_a_row(_("She says: %(words)s", words=one.asked.says), came)


def of_changes(changes: Iterable[Earlier], staff: Staff) -> Iterator[Line]:
    """What stood there before, until when, and who changed it."""
    for one in changes:
        until, why = _("until %(day)s", day=day_of(one.on)), because(one.why)
        for fact in one.facts:
            head = _("Before: %(question)s", question=fact.label)
            yield Line(head, in_a_row(fact.text, until, staff.name(one.by), why))


def because(why: str) -> str:
    """What she had said, when she asked for it."""
    return _("She asked for it: %(words)s", words=why) if why else ""


def gone(num: int) -> str:
    """That there were changes of which nothing is kept any more."""
    return _n(
        "%(num)s older change was made; its words are no longer kept.",
        "%(num)s older changes were made; their words are no longer kept.",
        num,
    )


def in_a_row(*texts: str) -> str:
    """Several things in one line."""
    return " · ".join(text for text in texts if text)


def day_of(day: date) -> str:
    """A day, in the reader's calendar."""
    return show_date(day, calendar=calendar(), lang=language())
