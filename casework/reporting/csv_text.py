"""A table as CSV: one line a cell, with a mark where there is no plain number."""

from __future__ import annotations

import csv
import io
from itertools import product

from casework.core.calendar_text import show_date
from casework.core.csv_cells import BOM, safe
from casework.core.i18n import _
from casework.reporting.labels import head, label, title
from casework.reporting.lattice import Node
from casework.reporting.notes import notes
from casework.reporting.queries import Published


def table_as_csv(found: Published, node: Node, lang: str, *, demo: bool = False) -> str:
    """The whole grid of a node in the reader's language, and what has to be known about it; a demo's
    says first that it is one."""
    out = io.StringIO()
    lines = csv.writer(out)
    if demo:
        lines.writerow([_("Invented data: this is a demo.")])
    lines.writerow(safe([*(head(d) for d in node.dimensions), title(node), _("Mark")]))
    for codes in product(*(found.categories(node, at) for at in range(len(node.dimensions)))):
        shown = found.get(node, *codes)
        words = [label(d, code, lang) for d, code in zip(node.dimensions, codes, strict=True)]
        lines.writerow([*safe(words), "" if shown.n is None else shown.n, shown.mark or ""])
    lines.writerow([])
    day = show_date(found.last_day(node), calendar="bs", lang=lang)
    lines.writerow(safe([_("Release"), str(found.release.number)]))
    lines.writerow(safe([_("Data until"), day]))
    for note in notes(lang):
        lines.writerow(safe([note]))
    return BOM + out.getvalue()
