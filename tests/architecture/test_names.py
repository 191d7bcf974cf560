"""What files are called, and what the project never says."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from tests.support.source import ROOT, name, python_files, templates

REFUSED = {"util", "utils", "helper", "helpers", "common", "misc"}
# Written apart, so that this file does not find itself.
REASONLESS = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b(?!: \w+ \w+ \w+)")
# Folders that exist on one machine only.
MACHINE = re.compile(r"(?<![\w.-])/(wo" + r"rk|fa" + r"rm|ro" + r"ot|ho" + r"me|Us" + r"ers)/\w")
TEXT = {
    ".py",
    ".html",
    ".css",
    ".js",
    ".md",
    ".toml",
    ".txt",
    ".in",
    ".cfg",
    ".csv",
    ".json",
    ".po",
    ".sh",
    "",
}


def test_no_file_is_a_drawer_for_anything() -> None:
    files = [*python_files(), *python_files("tests"), *templates()]
    assert [name(path) for path in files if REFUSED & set(re.split(r"\W|_", name(path)))] == []


def test_what_is_still_to_do_says_why() -> None:
    written = [
        f"{name(path)}: {line.strip()}"
        for path in [
            *python_files(),
            *python_files("tests"),
            *templates(),
            *(ROOT / "static").rglob("*.css"),
            *(ROOT / "static").rglob("*.js"),
        ]
        for line in path.read_text(encoding="utf-8").splitlines()
        if REASONLESS.search(line)
    ]
    assert written == []


def test_nothing_names_a_folder_of_one_machine() -> None:
    named = [
        f"{name(path)}: {line.strip()[:120]}"
        for path in _tracked()
        if path.suffix in TEXT
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines()
        if MACHINE.search(line)
    ]
    assert named == []


def test_nothing_that_an_instance_holds_is_tracked() -> None:
    kept = re.compile(
        r"(\.mo|\.db|\.sqlite3?|\.pyc|\.key|\.log)$|^(instance|shots|artefacts)/|pepper\.json$|uv\.lock$"
    )
    assert [name(path) for path in _tracked() if kept.search(name(path))] == []


def _tracked() -> list[Path]:
    """Every file of the history's tip; outside a repository, none."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True)
    names = listed.stdout.decode().split("\0") if listed.returncode == 0 else []
    return [ROOT / one for one in names if one and (ROOT / one).is_file()]
