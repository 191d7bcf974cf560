"""The words of rows and columns, in the reader's language."""

from __future__ import annotations

from casework.core import places
from casework.core.calendar_text import show_period
from casework.core.codes import codelist
from casework.core.i18n import _, _l
from casework.reporting.categories import TIME, UNKNOWN, Dimension, period_of_code
from casework.reporting.lattice import Measure, Node

_STEPS = {
    "reached": _l("Reached"),
    "referred": _l("Referred to a course, or came by herself"),
    "accepted": _l("Taken up by a network"),
    "enrolled": _l("Enrolled in a course"),
    "completed": _l("Completed a course"),
    "tested": _l("Skill test passed, or certificate"),
    "earning": _l("Job or own business after a course"),
}
_SHORT = {
    "reached": _l("Reached"),
    "referred": _l("Referred"),
    "accepted": _l("Taken up"),
    "enrolled": _l("Women enrolled"),
    "completed": _l("Women who completed"),
    "tested": _l("Certified"),
    "earning": _l("Earning"),
}
_DIMENSIONS = {
    Dimension.YEAR: _l("Fiscal year"),
    Dimension.TRIMESTER: _l("Trimester"),
    Dimension.QUARTER: _l("Quarter"),
    Dimension.MONTH: _l("Month"),
    Dimension.PROVINCE: _l("Province"),
    Dimension.DISTRICT: _l("District"),
    Dimension.STEP: _l("Step"),
    Dimension.COURSE: _l("Course"),
    Dimension.RESULT: _l("How far"),
    Dimension.OUTCOME: _l("What she does now"),
}
_MEASURES = {
    Measure.REACHED: _l("Women reached"),
    Measure.WAY: _l("From the first conversation to an income"),
    Measure.TAKEN: _l("Steps taken in each period"),
    Measure.ANY: _l("Women who took a step in the period"),
    Measure.COURSE: _l("Women in each course"),
    Measure.NOW: _l("What women did when last asked"),
}


def title(node: Node) -> str:
    """What a table counts."""
    return str(_MEASURES[node.measure])


def head(dimension: Dimension) -> str:
    """What the categories of a dimension are."""
    return str(_DIMENSIONS[dimension])


def label(dimension: Dimension, code: str, lang: str) -> str:
    """The words of a category."""
    if dimension in TIME:
        period = period_of_code(code)
        return _capital(show_period(period, lang)) if period else _("Earlier")
    if dimension in (Dimension.STEP, Dimension.RESULT):
        return str(_STEPS[code])
    if dimension is Dimension.COURSE:
        return codelist("trades").label(code, lang)
    if dimension is Dimension.OUTCOME:
        return codelist("current_activity").label(code, lang)
    return _place(code, lang)


def short(dimension: Dimension, code: str, lang: str) -> str:
    """The words of a category as the head of a column."""
    return str(_SHORT[code]) if code in _SHORT else label(dimension, code, lang)


def _place(code: str, lang: str) -> str:
    if code == UNKNOWN:
        return _("Place not known")
    if code.startswith("d"):
        found = places.district(int(code[1:]))
        return found.label(lang) if found else ""
    province = next(p.label(lang) for p in places.provinces() if str(p.code) == code.lstrip("o"))
    return _("Other districts of %(province)s", province=province) if code.startswith("o") else province


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
