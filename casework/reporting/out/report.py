"""The report for donors: what was reached, in coarser numbers, made of published cells alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from casework.core.calendar_text import show_date
from casework.core.digits import group_lakh, to_devanagari
from casework.core.i18n import _, language
from casework.reporting.asking import Answer, ask
from casework.reporting.categories import Dimension
from casework.reporting.labels import label, short
from casework.reporting.marks import Mark, Shown, percent
from casework.reporting.notes import notes
from casework.reporting.out.audience import for_donor

D = Dimension
YEARS = ask("reached", shown=["year"])
WAY = ask("way", shown=["step"])
PLACES = ask("way", shown=["province", "step"])
AFTER = ask("after", shown=["outcome", "after"])
BUSINESSES = ask("business", shown=["standing"])
ASKED = (YEARS, WAY, PLACES, AFTER, BUSINESSES)
"""The questions that it answers; each is noted."""

_OF_PLACES = ("reached", "enrolled", "completed", "earning")
_TOP = ("reached", "completed", "earning")
_TO_FIVE = 5


@dataclass(frozen=True)
class Value:
    """A number as it is printed, and the part of the longest bar that it takes."""

    text: str
    bar: float | None = None


@dataclass(frozen=True)
class Row:
    """A line of a table."""

    label: str
    values: tuple[Value, ...]
    beside: str = ""


@dataclass(frozen=True)
class Part:
    """A heading with its table; `until` is the day its data ends."""

    title: str
    until: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""


@dataclass(frozen=True)
class Report:
    """The whole paper. Its title says nothing."""

    title: str
    heading: str
    about: str
    warning: str
    top: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    protection: str
    protected: tuple[str, ...]


def report(found: Sequence[Answer], day: date, *, demo: bool) -> Report:
    """The report of the answers to ASKED, in the reader's language, on a day."""
    years, way, places, after, businesses = found
    about = _("Release %(number)s · data until %(until)s · printed on %(day)s")
    said = about % {
        "number": _digits(str(way.found.release.number)),
        "until": _day(way.found.release.last_day),
        "day": _day(day),
    }
    return Report(
        title=_("Sahayatri: numbers"),
        heading=_("What was reached"),
        about=said,
        warning=_("Invented data: this is a demo.") if demo else "",
        top=tuple((_text(_donor(way, (step,))), short(D.STEP, step, language())) for step in _TOP),
        parts=(_way(way), _years(years), _places(places), _after(after), _businesses(businesses)),
        protection=_("How these numbers are protected"),
        protected=tuple(_protected()),
    )


def _way(found: Answer) -> Part:
    whole = _donor(found, ("reached",))
    rows = []
    for row in _bars(found, D.STEP):
        share = _share(row[1], whole) if row[0] != "reached" else None
        beside = _("about %(number)s in 100", number=share) if share is not None else ""
        rows.append(Row(label(D.STEP, row[0], language()), (row[2],), _digits(beside)))
    note = _("Each line counts women who have come at least this far.")
    return _part(_("From the first conversation to an income"), found, (_("Women"),), rows, note)


def _years(found: Answer) -> Part:
    rows = [Row(label(D.YEAR, code, language()), (value,)) for code, _shown, value in _bars(found, D.YEAR)]
    note = _("The last fiscal year may still go on.")
    return _part(_("Women reached, by fiscal year"), found, (_("Women"),), rows, note)


def _places(found: Answer) -> Part:
    rows = [
        Row(label(D.PROVINCE, place, language()), _cells(found, [(place, step) for step in _OF_PLACES]))
        for place in found.codes(D.PROVINCE)
    ]
    heads = tuple(short(D.STEP, step, language()) for step in _OF_PLACES)
    return _part(_("By province"), found, heads, rows)


def _after(found: Answer) -> Part:
    times = found.codes(D.AFTER)
    rows = [
        Row(label(D.OUTCOME, outcome, language()), _cells(found, [(outcome, time) for time in times]))
        for outcome in found.codes(D.OUTCOME)
    ]
    note = _("Only women are counted whose 3, 6 or 12 months are over.")
    heads = tuple(label(D.AFTER, time, language()) for time in times)
    return _part(_("What came of a course"), found, heads, rows, _digits(note))


def _businesses(found: Answer) -> Part:
    rows = [Row(label(D.STANDING, code, language()), (one,)) for code, _s, one in _bars(found, D.STANDING)]
    return _part(_("Women with a business of their own"), found, (_("Women"),), rows)


def _part(title: str, found: Answer, heads: tuple[str, ...], rows: Sequence[Row], note: str = "") -> Part:
    day = found.found.last_day(found.question.node)
    return Part(title, _("Data until %(day)s", day=_day(day)), heads, tuple(rows), note)


def _bars(found: Answer, dimension: Dimension) -> list[tuple[str, Shown, Value]]:
    """Each category with its number, and that as a part of the longest."""
    each = [(code, _donor(found, (code,))) for code in found.codes(dimension)]
    longest = max([shown.n or 0 for _code, shown in each] + [1])
    return [(code, shown, Value(_text(shown), (shown.n or 0) / longest)) for code, shown in each]


def _cells(found: Answer, codes: Sequence[tuple[str, ...]]) -> tuple[Value, ...]:
    return tuple(Value(_text(_donor(found, one))) for one in codes)


def _donor(found: Answer, codes: tuple[str, ...]) -> Shown:
    return for_donor(found.cells[codes])


def _share(part: Shown, whole: Shown) -> int | None:
    found = percent(part, whole)
    return None if found is None else _TO_FIVE * round(found / _TO_FIVE)


def _text(shown: Shown) -> str:
    number = group_lakh(shown.n or 0)
    signs = {
        None: number,
        Mark.MOST: _("at least %(number)s", number=number),
        Mark.FEWER: "<11",
        Mark.SMALL_BASE: "–",
    }
    return _digits(signs.get(shown.mark, "·"))


def _digits(text: str) -> str:
    return to_devanagari(text) if language() == "ne" else text


def _day(day: date) -> str:
    return show_date(day, calendar="bs", lang=language())


def _protected() -> list[str]:
    return [
        *notes(language(), coarser=True),
        _digits(_("<11 is fewer than 11, or none; so 10 stands for 11 or 12. A dot: no number here yet.")),
        _("No name, story or day leaves the organisation that a woman trusts, not even to the office."),
        _("This is careful, but it is no mathematical guarantee."),
    ]
