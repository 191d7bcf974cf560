"""What a column counts, and what a mark means, in the reader's language."""

from __future__ import annotations

from casework.core.digits import to_devanagari
from casework.core.i18n import _l
from casework.reporting.lattice import Measure
from casework.reporting.marks import Mark

_COUNTED = {
    Measure.REACHED: _l("Women reached"),
    Measure.CONSENTED: _l("Women who agreed"),
    Measure.CLOSED: _l("Women whose file is closed"),
    Measure.WAY: _l("Women who came at least this far"),
    Measure.TAKEN: _l("Women who took this step"),
    Measure.ANY: _l("Women who took any step"),
    Measure.COURSE: _l("Women who came so far in the course"),
    Measure.TRAINED: _l("Women enrolled"),
    Measure.NOW: _l("Women asked"),
    Measure.AFTER: _l("Women some months after a course"),
    Measure.BUSINESS: _l("Women with a business"),
}
_MEANT = {
    Mark.FEW: _l("fewer than 6, or none"),
    Mark.FEWER: _l("fewer than 11, or none"),
    Mark.SMALL_BASE: _l("fewer than 20 people in this selection, or in what it leaves out"),
    Mark.MOST: _l("at least this many"),
    Mark.NONE_HERE: _l("no number here yet"),
    Mark.NO_SUM: _l("no sum: a part of it is not shown"),
}


def counted(measure: Measure) -> str:
    """Whom a number of a table counts."""
    return str(_COUNTED[measure])


def meant(mark: Mark | None, lang: str) -> str:
    """What a mark means; nothing where there is none."""
    words = str(_MEANT[mark]) if mark else ""
    return to_devanagari(words) if lang == "ne" else words
