"""What she has answered on one page for the next: sealed in her sign-in, so that the next is a page of its
own, to which the browser's Back and a reload lead without asking or sending anything again."""

from __future__ import annotations

import json
from collections.abc import Mapping

from auth.views.room import keep_live, live

_PREFIX = "carried "


def carry(path: str, answers: Mapping[str, object]) -> None:
    """Keep the answers of a page until they are used, or she signs out. Answers are plain JSON values."""
    live().drafts[_PREFIX + path] = [[name, json.dumps(answer)] for name, answer in answers.items()]
    keep_live()


def carried(path: str) -> dict[str, object] | None:
    """What was kept for a page, or None."""
    pairs = live().drafts.get(_PREFIX + path)
    return None if pairs is None else {name: json.loads(answer) for name, answer in pairs}


def put_down(path: str) -> None:
    """They were used."""
    if live().drafts.pop(_PREFIX + path, None) is not None:
        keep_live()
