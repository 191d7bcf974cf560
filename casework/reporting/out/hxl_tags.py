"""Which HXL tags a table's columns bear. Source: HXL 1.1, and the tags that the programme agreed on; what has
none there has one of our own, `#x_`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from casework.core.calendar import Period, PeriodKind
from casework.core.i18n import use_language
from casework.reporting.asking import Question
from casework.reporting.categories import TIME, UNKNOWN, Dimension, district_province, period_of_code
from casework.reporting.labels import label
from casework.reporting.lattice import Measure
from casework.reporting.layout import Layout

LANGUAGES = ("en", "ne")
LIST = "|"
"""What stands between several codes in one cell, as HXL wants it of a `+list`."""

_AGREED = {Dimension.ORGANISATION: "#org+impl", Dimension.COURSE: "#service+type"}
_SEXES = {"female": "+f", "male": "+m"}


@dataclass(frozen=True)
class Tagged:
    """A column that a dimension gives: its head, its tag, and what stands in it for a code."""

    head: str
    tag: str
    told: Callable[[str], str]


def columns_of(dimension: Dimension, layout: Layout) -> list[Tagged]:
    """The columns of a dimension: its codes, and its words in both languages."""
    if dimension is Dimension.PROVINCE:
        return [Tagged("province code", "#adm1+code", _province), *_named(dimension, "#adm1")]
    if dimension is Dimension.DISTRICT:
        return [
            Tagged("province code", "#adm1+code", _province_of_district),
            Tagged("district code", "#adm2+code", _district),
            *_named(dimension, "#adm2"),
        ]
    if dimension in TIME:
        return [
            Tagged("from", "#date+start", _first),
            Tagged("until", "#date+end", lambda code: _last(code, layout)),
            *_named(dimension, "#date"),
        ]
    tag = _AGREED.get(dimension, f"#x_{dimension.value}")
    return [Tagged(f"{dimension.value} code", f"{tag}+code", str), *_named(dimension, tag)]


def list_columns(dimension: Dimension, layout: Layout) -> list[Tagged]:
    """The same where a selection of several stands in one cell."""
    return [replace(one, tag=f"{one.tag}+list") for one in columns_of(dimension, layout)]


def value_tag(asked: Question) -> str:
    """The tag of the numbers. Who were reached says so, and which of them, where one sex or age is chosen."""
    if asked.node.measure is not Measure.REACHED:
        return "#value+num"
    sex = asked.chosen.get(Dimension.SEX, ())
    age = asked.chosen.get(Dimension.AGE, ())
    return (
        "#reached"
        + (_SEXES.get(sex[0], "") if len(sex) == 1 else "")
        + (f"+age_{age[0]}" if len(age) == 1 else "")
    )


def _named(dimension: Dimension, tag: str) -> list[Tagged]:
    return [
        Tagged(f"{dimension.value} ({lang})", f"{tag}+name+i_{lang}", _words(dimension, lang))
        for lang in LANGUAGES
    ]


def _words(dimension: Dimension, lang: str) -> Callable[[str], str]:
    def told(code: str) -> str:
        with use_language(lang):
            return label(dimension, code, lang)

    return told


def _province(code: str) -> str:
    return "" if code == UNKNOWN else code


def _province_of_district(code: str) -> str:
    if code.startswith("o"):
        return code[1:]
    return str(district_province(int(code[1:]))) if code.startswith("d") else ""


def _district(code: str) -> str:
    return code[1:] if code.startswith("d") else ""


def _first(code: str) -> str:
    period = period_of_code(code)
    return period.first.isoformat() if period else ""


def _last(code: str, layout: Layout) -> str:
    period = period_of_code(code)
    if period is not None:
        return period.last.isoformat()
    before = Period(PeriodKind.YEAR, layout.years[0], 1).first - timedelta(days=1)
    return before.isoformat()
