"""A table as CSV with HXL tags, as humanitarian platforms take it in: what has to be known stands above,
within the rows among which readers look for the tags; a number that is not shown leaves its cell empty."""

from __future__ import annotations

import csv
import io
from functools import cache

from casework.core.csv_cells import BOM, safe
from casework.core.i18n import use_language
from casework.reporting.asking import Answer
from casework.reporting.categories import Dimension
from casework.reporting.out.csv_file import number
from casework.reporting.out.hxl_tags import LIST, Tagged, columns_of, list_columns, value_tag
from casework.reporting.out.sheet import Line, Sheet

SUPPRESSED = "#meta+suppressed"


def hxl_of(found: Answer, one: Sheet) -> str:
    """A sheet with its tags. The sheet is in English, the names of places and codes in both languages."""
    shown = [(column.dimension, each) for column in one.columns for each in _columns(found, column.dimension)]
    fixed = _fixed(found, one)
    out = io.StringIO()
    lines = csv.writer(out)
    lines.writerows(_above(one))
    lines.writerow([*(each.head for _d, each in shown), *(each.head for each, _text in fixed), *_HEADS])
    lines.writerow(
        [
            *(each.tag for _d, each in shown),
            *(each.tag for each, _text in fixed),
            *_tags(value_tag(found.question)),
        ]
    )
    kept = [text for _each, text in fixed]
    at = [[column.dimension for column in one.columns].index(d) for d, _each in shown]
    lines.writerows(_row(one, line, [each for _d, each in shown], at, kept) for line in one.lines)
    return BOM + out.getvalue()


def _columns(found: Answer, dimension: Dimension) -> list[Tagged]:
    each = columns_of(dimension, found.found.layout)
    return [Tagged(one.head, one.tag, cache(one.told)) for one in each]


def _fixed(found: Answer, one: Sheet) -> list[tuple[Tagged, str]]:
    """What was chosen of a dimension that is not shown: the same in every line."""
    shown = {column.dimension for column in one.columns}
    layout = found.found.layout
    return [
        (each, LIST.join(safe([each.told(code)])[0] for code in codes))
        for dimension, codes in one.chosen
        if dimension not in shown
        for each in (columns_of if len(codes) == 1 else list_columns)(dimension, layout)
    ]


_HEADS = ("indicator code", "indicator", "number", "mark", "what the mark means", "release")


def _tags(value: str) -> list[str]:
    return [
        "#indicator+code",
        "#indicator+name+i_en",
        value,
        SUPPRESSED,
        f"{SUPPRESSED}+name",
        "#meta+release",
    ]


def _above(one: Sheet) -> list[list[str]]:
    with use_language("en"):
        told = [[one.title], *([head, text] for head, text in one.about), *([note] for note in one.notes)]
    return [*([[one.warning]] if one.warning else []), *(_no_tags(safe(line)) for line in told)]


def _no_tags(line: list[str]) -> list[str]:
    """Words above the tags that nobody takes for them: an organisation may be called `#adm1`."""
    return [f"'{text}" if text.startswith("#") else text for text in line]


def _row(one: Sheet, line: Line, columns: list[Tagged], at: list[int], kept: list[str]) -> list[str]:
    told = [each.told(line.codes[place]) for each, place in zip(columns, at, strict=True)]
    end = [one.measure.value, one.counted, number(line.cell), line.cell.mark or "", line.meaning]
    return [*safe(told), *kept, *safe(end[:2]), *end[2:4], *safe(end[4:]), str(one.release)]
