"""A sheet as CSV: one line a cell; a mark and what it means where there is no plain number."""

from __future__ import annotations

import csv
import io

from casework.core.csv_cells import BOM, safe
from casework.core.i18n import _, use_language
from casework.reporting.marks import Shown
from casework.reporting.out.sheet import Line, Sheet


def csv_of(one: Sheet) -> str:
    """The whole grid, and below it what has to be known about it. A demo's says first that it is one."""
    out = io.StringIO()
    lines = csv.writer(out)
    if one.warning:
        lines.writerow([one.warning])
    lines.writerow(safe(heads_of(one)))
    lines.writerows(row_of(line) for line in one.lines)
    lines.writerow([])
    lines.writerow(safe([one.title]))
    lines.writerows(safe(pair) for pair in one.about)
    lines.writerows(safe([note]) for note in one.notes)
    return BOM + out.getvalue()


def heads_of(one: Sheet) -> list[str]:
    """The heads of its columns."""
    with use_language(one.lang):
        heads = [head for column in one.columns for head in (column.head, column.code_head)]
        return [*heads, one.counted, _("Mark"), _("What the mark means")]


def row_of(line: Line) -> list[str]:
    """A line as a spreadsheet reads it."""
    told = [text for pair in zip(line.words, line.codes, strict=True) for text in pair]
    return [*safe(told), number(line.cell), line.cell.mark or "", *safe([line.meaning])]


def number(cell: Shown) -> str:
    """A number as every file writes it: nothing stands for one that is not shown."""
    return "" if cell.n is None else str(cell.n)
