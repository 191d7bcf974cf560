"""A file to a table, however it was saved."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from casework.imports.columns import left_behind, placed
from casework.imports.sheets import of_xlsx
from casework.imports.tables import MOST_ROWS, Table, Unreadable, of_csv
from tests.imports.lists import as_csv, as_xlsx, line, lines


@pytest.fixture
def table() -> Table:
    return of_csv(as_csv(lines(4)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_file_is_read_however_it_was_saved(table: Table, delimiter: str, encoding: str) -> None:
    assert of_csv(as_csv(lines(4), delimiter, encoding)) == table


def test_a_sheet_holds_the_same_as_a_csv_file(table: Table) -> None:
    assert of_xlsx(as_xlsx(lines(4))) == table


def test_a_number_and_a_day_of_a_sheet_are_read_as_a_person_writes_them() -> None:
    row = {"prs_FirstName": "Namuna", "prs_MobilePhone": 9000000001.0, "prs_Birthdate": date(1990, 5, 17)}
    assert of_xlsx(as_xlsx([row])).rows[0].cells == ("Namuna", "9000000001", "1990-05-17")


def test_a_line_has_the_number_that_a_spreadsheet_shows() -> None:
    content = b"prs_FirstName\nNamuna\n\nUdaharan\n"
    assert [row.number for row in of_csv(content).rows] == [2, 4]


@pytest.mark.parametrize(
    "heading", ["prs_FirstName", "prs_First_Name", " PRS_FIRSTNAME ", "prs First Name", "prs-firstname"]
)
def test_a_heading_is_known_in_any_spelling(heading: str) -> None:
    assert placed([heading]) == ["prs_FirstName"]


def test_what_has_no_place_here_is_named() -> None:
    assert list(left_behind(["prs_FirstName", "org_Name", "Favourite colour", ""])) == [
        "org_Name",
        "Favourite colour",
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"prs_FirstName\n",
        b"who,what\nNamuna,1\n",
        b"prs_Gender\nFeminine\n",
        b"prs_FirstName,prs_First_Name\na,b\n",
        b"prs_FirstName\n\xff\xfe\xfa\n",
        b"prs_FirstName\nNa\x00muna\n",
        b"prs_FirstName\n" + b"x" * 9000,
        b"prs_FirstName\n" + b"Namuna\n" * (MOST_ROWS + 1),
        b"prs_FirstName" + b",x" * 300 + b"\nNamuna\n",
    ],
    ids=[
        "empty",
        "headings alone",
        "unknown headings",
        "no name",
        "twice",
        "legacy letters",
        "zero byte",
        "a long cell",
        "too many lines",
        "too many columns",
    ],
)
def test_what_is_no_list_is_refused_as_a_whole(content: bytes) -> None:
    with pytest.raises(Unreadable):
        of_csv(content)


def test_a_refusal_holds_nothing_that_stood_in_the_file() -> None:
    with pytest.raises(Unreadable) as refused:
        of_csv(b"secret heading\nsecret cell\n")
    assert "secret" not in f"{refused.value!r} {refused.value} {refused.value.message}"


def test_a_sheet_that_unfolds_into_too_much_is_refused_before_it_is_unfolded() -> None:
    bomb = _with_part(as_xlsx([line(1)]), "xl/media/none.bin", bytes(60 * 1024 * 1024))
    assert len(bomb) < 1024 * 1024
    with pytest.raises(Unreadable):
        of_xlsx(bomb)


LAUGHS = '<!DOCTYPE a [<!ENTITY b "ha">]><a>&b;</a>'


@pytest.mark.parametrize("name", ["xl/laughs.xml", "xl/laughs.bin"])
@pytest.mark.parametrize(
    "part",
    [
        f'<?xml version="1.0"?>{LAUGHS}'.encode(),
        f'<?xml version="1.0"?><!--{"ha " * 50000}-->{LAUGHS}'.encode(),
        f'<?xml version="1.0" encoding="UTF-16"?>{LAUGHS}'.encode("utf-16"),
    ],
    ids=["at once", "after a long comment", "in wide letters"],
)
def test_a_sheet_that_declares_a_document_type_is_refused(name: str, part: bytes) -> None:
    with pytest.raises(Unreadable):
        of_xlsx(_with_part(as_xlsx([line(1)]), name, part))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04nothing", b"prs_FirstName\nNamuna\n"])
def test_what_is_no_sheet_is_refused(content: bytes) -> None:
    with pytest.raises(Unreadable):
        of_xlsx(content)


def test_a_sheet_that_claims_a_million_lines_is_read_to_its_end(table: Table) -> None:
    claims = as_xlsx(lines(4))
    parts = {name: zipfile.ZipFile(io.BytesIO(claims)).read(name) for name in _names(claims)}
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(
        b'<dimension ref="A1:P5"', b'<dimension ref="A1:XFD1048576"'
    )
    assert parts["xl/worksheets/sheet1.xml"] != sheet
    assert of_xlsx(_zipped(parts)) == table


def test_a_formula_of_a_sheet_is_never_run() -> None:
    row = {"prs_FirstName": "Namuna", "prs_SecondName": '=WEBSERVICE("http://127.0.0.1/")'}
    assert of_xlsx(as_xlsx([row])).rows[0].cells == ("Namuna", "")


def test_nothing_is_written_while_a_sheet_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = as_xlsx(lines(4))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    assert of_xlsx(content).rows


def _names(content: bytes) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(content)).namelist()


def _with_part(content: bytes, name: str, part: bytes) -> bytes:
    archive = zipfile.ZipFile(io.BytesIO(content))
    return _zipped({**{known: archive.read(known) for known in archive.namelist()}, name: part})


def _zipped(parts: dict[str, bytes]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return kept.getvalue()
