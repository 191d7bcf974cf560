"""Where the facts of `data/` lie: places, code lists, the calendar."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
TRANSLATIONS = ROOT / "translations"


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file of `data/`, by the names of its columns."""
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def document(name: str) -> dict[str, Any]:
    """A JSON file of `data/` whose top level is an object."""
    loaded: dict[str, Any] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return loaded
