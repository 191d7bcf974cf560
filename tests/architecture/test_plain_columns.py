"""What a copy of the database shows of a woman's file: every plain column, with its reason."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import LargeBinary, Table

EXCUSES = Path(__file__).with_name("plain_columns.csv")
# Tables that belong to a file: they name it, or they hold something sealed.
FILE_KEYS = {"folder_id", "case_id", "grant_id", "register_id"}


@pytest.fixture
def engine_name() -> str:
    """Tables are the same on each engine."""
    return "sqlite"


def test_every_plain_column_of_a_womans_table_has_its_reason(app: Flask) -> None:
    assert sorted(_plain_columns() - set(_excuses())) == []


def test_no_reason_is_kept_for_a_column_that_is_gone(app: Flask) -> None:
    assert sorted(set(_excuses()) - _plain_columns()) == []


def test_every_reason_is_a_sentence() -> None:
    assert [column for column, reason in _excuses().items() if len(reason.split()) < 3] == []


def _plain_columns() -> set[tuple[str, str]]:
    from casework.core.db import Base

    return {
        (table.name, column.name)
        for table in Base.metadata.tables.values()
        if _is_hers(table)
        for column in table.columns
        if not isinstance(column.type, LargeBinary)
    }


def _is_hers(table: Table) -> bool:
    targets = {key.column.table.name for column in table.columns for key in column.foreign_keys}
    sealed = any(isinstance(column.type, LargeBinary) and column.name == "blob" for column in table.columns)
    return (
        sealed
        or bool(FILE_KEYS & set(table.columns.keys()))
        or bool(targets & {"folder"})
        or table.name == "folder"
    )


def _excuses() -> dict[tuple[str, str], str]:
    with EXCUSES.open(encoding="utf-8", newline="") as lines:
        return {(row["table"], row["column"]): row["reason"] for row in csv.DictReader(lines)}
