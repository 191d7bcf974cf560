"""A table in the words of an address: what is counted, by what it is cut, what is chosen of it.

    of=way&by=step&province=3&sex=female

Each page, file and answer of the interface that shows a table is asked for in these words, so that what one
of them refuses all of them refuse, before anything is read.
"""

from __future__ import annotations

from uuid import UUID

from werkzeug.datastructures import MultiDict

from casework.core.calendar import PeriodKind
from casework.core.places import districts
from casework.reporting.asking import Question, ask
from casework.reporting.categories import EARLIER, NOT_TOLD, TIME, Dimension, categories, period_of_code
from casework.reporting.lattice import NotAtThisDetail
from casework.reporting.layout import Layout

OF, BY = "of", "by"
_NAMES = {one.value: one for one in Dimension}
_ANY_LAYOUT = Layout(first_year=2080, period_end=2080 * 12, quarter_end=2080 * 12)
"""Whichever: only what no layout changes is read of it."""


def asked_of(args: MultiDict[str, str]) -> Question:
    """The question that an address asks. Raises NotAtThisDetail for a word that is none or stands twice,
    for a table that the lattice does not hold, and for a code that can never be one."""
    if len(args.getlist(OF)) != 1 or not set(args) <= {OF, BY, *_NAMES}:
        raise NotAtThisDetail
    chosen = {name: args.getlist(name) for name in args if name in _NAMES}
    for name, codes in chosen.items():
        if not all(_can_be(_NAMES[name], code) for code in codes):
            raise NotAtThisDetail
    return ask(args[OF], shown=args.getlist(BY), chosen=chosen)


def words_of(question: Question) -> list[tuple[str, str]]:
    """The words in which a question is asked: one question, one address."""
    shown = [(BY, d.value) for d in question.shown]
    picked = sorted(question.chosen.items(), key=lambda item: question.node.at(item[0]))
    codes = [(d.value, code) for d, chosen in picked for code in chosen]
    return [(OF, question.node.measure.value), *shown, *codes]


def _can_be(dimension: Dimension, code: str) -> bool:
    """Whether a code belongs to a dimension in some installation; which of them this one has is known from
    its release alone."""
    if dimension in TIME:
        return code == EARLIER or _is_period(PeriodKind(dimension.value), code)
    if dimension is Dimension.ORGANISATION:
        return code == NOT_TOLD or _is_id(code)
    if dimension is Dimension.DISTRICT and code in {f"d{one.code}" for one in districts()}:
        return True
    return code in categories(dimension, _ANY_LAYOUT)


def _is_period(kind: PeriodKind, code: str) -> bool:
    try:
        period = period_of_code(code)
    except (ValueError, LookupError):
        return False
    return period is not None and period.kind is kind and period.code == code


def _is_id(code: str) -> bool:
    try:
        return UUID(code).hex == code
    except ValueError:
        return False
