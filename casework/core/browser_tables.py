"""The tables that pages load beside themselves: month lengths, and places in each language.

`python -m casework.core.browser_tables` writes them into static/ after a change in data/; a
test compares. They hold nothing but public facts.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from casework.core.calendar import FIRST_YEAR, LAST_YEAR, BsDate, month_length, to_ad
from casework.core.calendar_names import MONTHS
from casework.core.i18n import CALENDARS, LANGUAGES
from casework.core.places import districts, palikas, provinces

STATIC = Path(__file__).parents[2] / "static"
_SHORTEST = 29


def calendar_table() -> dict[str, Any]:
    """Month lengths less 29, one digit each, from the first year of the table on."""
    years = [
        "".join(str(month_length(year, month) - _SHORTEST) for month in range(1, 13))
        for year in range(FIRST_YEAR, LAST_YEAR + 1)
    ]
    return {
        "first": FIRST_YEAR,
        "start": to_ad(BsDate(FIRST_YEAR, 1, 1)).isoformat(),
        "years": years,
        "months": {one: {lang: list(MONTHS[one][lang]) for lang in LANGUAGES} for one in CALENDARS},
    }


def place_tree(lang: str) -> list[list[Any]]:
    """[code, name, districts], each district [code, name, palikas], in a language."""
    return [
        [
            str(province.code),
            province.label(lang),
            [
                [
                    str(district.code),
                    district.label(lang),
                    [[str(one.code), one.label(lang)] for one in palikas(district.code)],
                ]
                for district in districts(province.code)
            ],
        ]
        for province in provinces()
    ]


def files() -> dict[Path, str]:
    """Every file and the text that belongs into it."""
    tables: dict[Path, Any] = {STATIC / "calendar.json": calendar_table()}
    tables |= {STATIC / "places" / f"{lang}.json": place_tree(lang) for lang in LANGUAGES}
    return {
        path: json.dumps(table, ensure_ascii=False, separators=(",", ":")) for path, table in tables.items()
    }


def write() -> None:
    """Write them all."""
    for path, text in files().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
