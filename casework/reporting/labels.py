"""The words of rows and columns, in the reader's language."""

from __future__ import annotations

from uuid import UUID

from auth.models import Organisation
from casework.core import places
from casework.core.calendar_text import show_period
from casework.core.codes import codelist
from casework.core.db import db
from casework.core.digits import to_devanagari
from casework.core.i18n import _, _l
from casework.reporting.categories import LISTS, NOT_TOLD, PLACE, TIME, UNKNOWN, Dimension, period_of_code
from casework.reporting.lattice import Measure, Node

_STEPS = {
    "reached": _l("Reached"),
    "referred": _l("Referred to a course, or came by herself"),
    "accepted": _l("Taken up by a network"),
    "enrolled": _l("Enrolled in a course"),
    "attended": _l("Came to classes"),
    "completed": _l("Completed a course"),
    "tested": _l("Skill test passed, or certificate"),
    "earning": _l("Job or own business after a course"),
}
_SHORT = {
    "reached": _l("Reached"),
    "referred": _l("Referred"),
    "accepted": _l("Taken up"),
    "enrolled": _l("Women enrolled"),
    "attended": _l("Attended"),
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
    Dimension.SEX: _l("Sex"),
    Dimension.AGE: _l("Age"),
    Dimension.ORGANISATION: _l("Organisation"),
    Dimension.DESTINATION: _l("Where she went"),
    Dimension.ROUTE: _l("How she went"),
    Dimension.EXPLOITATION: _l("Kind of exploitation"),
    Dimension.INCOME: _l("Income in a month (NPR)"),
    Dimension.STANDING: _l("How the business stands"),
    Dimension.AFTER: _l("Months after the course"),
}
_WORDS = {
    "under_18": _l("Under 18"),
    "18_24": _l("18 to 24"),
    "25_34": _l("25 to 34"),
    "35_44": _l("35 to 44"),
    "45_plus": _l("45 and older"),
    "3": _l("After 3 months"),
    "6": _l("After 6 months"),
    "12": _l("After 12 months"),
}
_MEASURES = {
    Measure.REACHED: _l("Women reached"),
    Measure.WAY: _l("From the first conversation to an income"),
    Measure.TAKEN: _l("Steps taken in each period"),
    Measure.ANY: _l("Women who took a step in the period"),
    Measure.COURSE: _l("Women in each course"),
    Measure.NOW: _l("What women did when last asked"),
    Measure.CONSENTED: _l("Women who agreed to be helped"),
    Measure.CLOSED: _l("Women whose file is closed"),
    Measure.TRAINED: _l("Women enrolled in courses"),
    Measure.AFTER: _l("What came of a course"),
    Measure.BUSINESS: _l("Women with a business of their own"),
}


def title(node: Node) -> str:
    """What a table counts."""
    return of_measure(node.measure)


def of_measure(measure: Measure) -> str:
    """What is counted."""
    return str(_MEASURES[measure])


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
    return _place(code, lang) if dimension in PLACE else _coded(dimension, code, lang)


def _coded(dimension: Dimension, code: str, lang: str) -> str:
    if code == NOT_TOLD:
        return _("Not known")
    if dimension in LISTS:
        return codelist(LISTS[dimension]).label(code, lang)
    if dimension is Dimension.ORGANISATION:
        return db.session.get_one(Organisation, UUID(code)).name(lang)
    words = str(_WORDS[code])
    return to_devanagari(words) if lang == "ne" else words


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
