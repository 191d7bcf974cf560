"""One cell is one number, in whatever it comes out; a picture says what its table says."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from urllib.parse import urlencode

import openpyxl
import pytest

from casework.reporting.lattice import named
from casework.reporting.marks import Mark, Shown, percent
from casework.reporting.nodes import Node
from tests.reporting.served import Served, whole

SAMPLE = (
    *("reached", "reached.year", "reached.province", "reached.district", "reached.province.month"),
    *(
        "reached.sex.age",
        "reached.exploitation",
        "reached.district.exploitation",
        "reached.sex.age.destination",
    ),
    *("way.step", "way.province.sex.step", "taken.year.step", "taken.province.quarter.step"),
    *("course.course.result", "course.year.course.result", "trained.course", "trained.sex.age.course"),
    *("now.outcome", "now.income", "now.outcome.income", "business.standing", "after.after.outcome"),
    *("consented.year", "closed.province.year"),
)
NODES = [named(one) for one in SAMPLE]
SHOWN = re.compile(r'<(?:td class="number"[^>]*|span class="bar-value"|p class="stat")>\s*([0-9,]+)(?=[\s<])')
"""A plain number of women on a page."""


@pytest.mark.parametrize("one", NODES, ids=SAMPLE)
def test_a_cell_is_the_same_number_on_the_page_and_in_every_file(served: Served, one: Node) -> None:
    asked = urlencode(whole(one))
    cells = list(served.json(whole(one)).values())
    assert served.csv(whole(one)) == cells
    assert _of_hxl(served.text(f"/numbers/export/hxl?{asked}")) == cells
    page = served.text(f"/numbers/explore?{asked}")
    told = Counter(int(text.replace(",", "")) for text in SHOWN.findall(page))
    assert told == Counter(cell.n for cell in cells if cell.mark is None)


@pytest.mark.parametrize("one", NODES[5::6], ids=SAMPLE[5::6])
def test_a_workbook_holds_the_same_in_both_languages(served: Served, one: Node) -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(served.get(f"/numbers/export/xlsx?{urlencode(whole(one))}").data), read_only=True
    )
    cells = [(cell.n, cell.mark) for cell in served.json(whole(one)).values()]
    for page in book.worksheets[:2]:
        rows = page.iter_rows(min_row=5, values_only=True)
        assert [(row[-3], row[-2] or None) for row in rows] == cells


def _of_hxl(text: str) -> list[Shown]:
    lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    at = next(at for at, line in enumerate(lines) if line[0].startswith("#"))
    number = next(i for i, tag in enumerate(lines[at]) if tag.startswith(("#reached", "#value+num")))
    mark = lines[at].index("#meta+suppressed")
    rows = lines[at + 1 :]
    return [Shown(int(r[number]) if r[number] else None, Mark(r[mark]) if r[mark] else None) for r in rows]


def test_a_share_on_a_page_is_of_two_published_numbers(served: Served) -> None:
    page = served.text("/numbers/way")
    rows = re.findall(r'bar-value">([0-9,]+)(?: <span class="soft small">\(([0-9]+) in 100\))?', page)
    whole = Shown(int(rows[0][0].replace(",", "")))
    shares = [(int(n.replace(",", "")), int(share)) for n, share in rows if share]
    assert shares
    assert [share for n, share in shares if share != percent(Shown(n), whole)] == []


CLASSES = ((100, "from100"), (50, "from50"), (20, "from20"), (6, "from6"))


def test_the_map_tells_the_classes_of_its_table_and_no_number(served: Served) -> None:
    page = served.text("/numbers/places")
    drawn = re.findall(r'<a href="#(\w+)" tabindex="-1"><title>([^<]*)</title><path class="(\w+)"', page)
    cells = served.json([("of", "reached"), ("by", "district")])
    for code, title, kind in drawn:
        cell = cells[code,]
        known = next((name for least, name in CLASSES if (cell.n or 0) >= least), "few")
        assert kind == ("together" if code.startswith("o") else known)
        assert not re.search(r"[0-9०-९]", title)
    assert {code for code, _title, _kind in drawn} <= {code for (code,) in cells}
    legend = page[page.index('class="legend') :]
    assert re.findall(r'<path class="(\w+)"', legend)[:7] == [
        "from100",
        "from50",
        "from20",
        "from6",
        "few",
        "together",
        "none",
    ]


def test_columns_are_as_high_as_their_numbers_and_small_ones_are_all_alike(served: Served) -> None:
    page = served.text("/numbers/explore?of=reached&by=province&by=month&province=6")
    months = served.text("/numbers/explore?of=reached&by=month&province=6")
    cells = served.json([("of", "reached"), ("by", "month"), ("province", "6")])
    chart = months[months.index("columns-chart") : months.index("</svg>", months.index("columns-chart"))]
    heights = [
        float(h)
        for kind, h in re.findall(r'<rect class="([\w-]+)"[^>]* height="([\d.]+)"', chart)
        if kind != "few"
    ]
    plain = [cell.n for codes, cell in cells.items() if cell.n is not None and codes != ("earlier",)]
    assert len(heights) == len(plain) > 5
    assert max(abs(h / n - heights[0] / plain[0]) for h, n in zip(heights, plain, strict=True)) < 0.1
    lines = [int(n) for n in re.findall(r'text-anchor="end">([0-9,]+)<', chart)]
    assert max(lines) >= max(plain) > max(lines) - (lines[1] - lines[0])
    few = re.findall(r'<rect class="few"[^>]* height="([\d.]+)"', chart)
    assert set(few) <= {"6"}
    assert "columns-chart" not in page


def test_bars_are_as_long_as_their_numbers(served: Served) -> None:
    page = served.text("/numbers/places")
    table = page[page.index('id="provinces"') : page.index('id="districts"')]
    rows = re.findall(r'bar-value">([0-9,]+)</span>\s*<svg[^>]*><rect class="bar" width="([\d.]+)"', table)
    numbers = [int(n.replace(",", "")) for n, _width in rows]
    assert len(rows) == 7
    assert [float(width) for _n, width in rows] == [round(100 * n / max(numbers), 2) for n in numbers]


def test_donors_get_steps_of_five_by_every_way_and_nothing_below_eleven(served: Served) -> None:
    for one in NODES[::4]:
        words = [*whole(one), ("for", "donor")]
        cells = list(served.json(words).values())
        assert served.csv(words) == cells
        assert [cell for cell in cells if cell.n is not None and (cell.n < 10 or cell.n % 5)] == []
        assert Mark.FEW not in {cell.mark for cell in cells}
        published = served.json(whole(one)).values()
        assert [cell.n is None for cell in cells] == [(one.n or 0) < 11 for one in published]
