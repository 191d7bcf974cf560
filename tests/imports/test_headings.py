"""How a column may be called, and what may stand in it."""

from __future__ import annotations

import csv
import io

import pytest
from openpyxl import load_workbook

from casework.core.codes import codelist
from casework.imports.basis import Basis
from casework.imports.columns import IMPORTED, named, placed
from casework.imports.headings import Heading, headings, template_csv, template_xlsx
from casework.imports.problems import Kind
from casework.imports.reading import read
from casework.imports.sheets import of_xlsx
from casework.imports.tables import of_csv
from casework.imports.trial import texts
from tests.imports.lists import as_csv, as_xlsx


@pytest.mark.parametrize("heading", [way for one in headings() for way in one.spellings])
def test_every_heading_that_the_page_lists_is_known(heading: str) -> None:
    assert named(heading) in IMPORTED


@pytest.mark.parametrize("one", [one for one in headings() if one.list_name], ids=lambda one: one.field)
@pytest.mark.parametrize("lang", ["en", "ne"])
def test_what_the_page_says_may_be_written_is_read(one: Heading, lang: str) -> None:
    for code, label in codelist(one.list_name).choices(lang):
        problems = read({one.field: label}, calendar="ad", basis=None).problems
        assert Kind.CODE_UNKNOWN not in {problem.kind for problem in problems}, code


@pytest.mark.parametrize("agreed", ["Yes", "छ"])
def test_a_list_in_plain_words_comes_in_by_the_template(agreed: str) -> None:
    cells = {"prs_FirstName": "नमुना", "prs_Birthdate": "2047-02", "con_Consent": agreed}
    row = {one.both: cells.get(one.field, "") for one in headings() if one.in_template}
    for made in (of_csv(as_csv([row])), of_xlsx(as_xlsx([row]))):
        reading = read(texts(made.headings, made.rows[0].cells), calendar="bs", basis=Basis.COLUMN)
        assert reading.problems == ()
        assert reading.told.name == "नमुना"


def test_the_template_has_headings_alone_and_all_of_them_are_known() -> None:
    in_lines = next(csv.reader(io.StringIO(template_csv().decode("utf-8-sig"))))
    sheet = load_workbook(io.BytesIO(template_xlsx())).active
    in_cells = [[cell.value for cell in line] for line in sheet.iter_rows()]
    assert in_cells == [in_lines]
    assert set(placed(in_lines)) <= IMPORTED
