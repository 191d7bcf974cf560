"""Nothing grows beyond what can be read in one go."""

from __future__ import annotations

from pathlib import Path

from tests.support.source import functions, name, python_files, templates

FILE_LINES = 300
FUNCTION_LINES = 40
TEMPLATE_LINES = 100


def test_no_file_is_longer_than_three_hundred_lines() -> None:
    checked = [*python_files(), *python_files("tests", "benchmarks"), Path(__file__).parents[2] / "dev.py"]
    assert [f"{name(path)}: {_lines(path)}" for path in checked if _lines(path) > FILE_LINES] == []


def test_no_function_is_longer_than_forty_lines() -> None:
    long = [
        f"{name(path)} {function.name}: {length}"
        for path in [*python_files(), *python_files("tests", "benchmarks")]
        for function in functions(path)
        if (length := (function.end_lineno or 0) - function.lineno + 1) > FUNCTION_LINES
    ]
    assert long == []


def test_a_template_stays_under_a_hundred_lines() -> None:
    assert [f"{name(path)}: {_lines(path)}" for path in templates() if _lines(path) >= TEMPLATE_LINES] == []


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())
