"""What a copy of the database shows of a woman's file: every plain column, with its reason."""

from __future__ import annotations

import csv
import importlib
from pathlib import Path

import pytest
from sqlalchemy import LargeBinary, Table

from tests.support.source import module, python_files

EXCUSES = Path(__file__).with_name("plain_columns.csv")
EVERY_SEALED_ROW = "(every sealed row)"
FILE_KEYS = {"folder_id", "case_id", "grant_id"}


@pytest.fixture(autouse=True, scope="module")
def every_table() -> None:
    """Tables of a room exist once it is imported, whether or not it has pages yet."""
    for path in python_files("auth", "casework"):
        importlib.import_module(module(path))


def test_every_plain_column_of_a_womans_table_has_its_reason() -> None:
    assert sorted(_plain_columns() - _excused()) == []


def test_no_reason_is_kept_for_a_column_that_is_gone() -> None:
    assert sorted(_excused() - _plain_columns()) == []


def test_every_reason_is_a_sentence() -> None:
    assert [column for column, reason in _excuses().items() if len(reason.split()) < 3] == []


def _excused() -> set[tuple[str, str]]:
    """The columns with a reason; those that every sealed row has are excused once, for all."""
    shared = {column for table, column in _excuses() if table == EVERY_SEALED_ROW}
    rows = {(table, column) for table in _sealed_rows() for column in shared}
    return {pair for pair in _excuses() if pair[0] != EVERY_SEALED_ROW} | rows


def _sealed_rows() -> set[str]:
    from casework.core.db import Base

    classes = {mapper.class_ for mapper in Base.registry.mappers}
    return {str(each.__tablename__) for each in classes if hasattr(each, "__sealed_as__")}


def _plain_columns() -> set[tuple[str, str]]:
    from casework.core.db import Base

    return {
        (table.name, column.name)
        for table in Base.metadata.tables.values()
        if _is_hers(table) or table.name in _sealed_tables()
        for column in table.columns
        if not isinstance(column.type, LargeBinary)
    }


def _is_hers(table: Table) -> bool:
    """It is the file, names one, or hangs on a table that does."""
    targets = {key.column.table for column in table.columns for key in column.foreign_keys} - {table}
    named = table.name == "folder" or bool(FILE_KEYS & set(table.columns.keys()))
    return named or any(_is_hers(target) for target in targets)


def _sealed_tables() -> set[str]:
    """Tables with something sealed in them. Those of `auth` hold the keys of staff, and no woman."""
    from casework.core.db import Base

    return {
        mapper.class_.__tablename__
        for mapper in Base.registry.mappers
        if "blob" in mapper.local_table.columns and not mapper.class_.__module__.startswith("auth.")
    }


def _excuses() -> dict[tuple[str, str], str]:
    with EXCUSES.open(encoding="utf-8", newline="") as lines:
        return {(row["table"], row["column"]): row["reason"] for row in csv.DictReader(lines)}
