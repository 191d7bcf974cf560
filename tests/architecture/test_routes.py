"""Deny by default: a route says who may take it, or it does not exist."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask

# Flask's own route for files that are the same for everybody.
FILES = "static"
# What a path, seen over a shoulder or in a browser's history, must not tell.
TELLING = re.compile(r"surviv|victim|traffick|harm|abuse|violence|shelter|beneficiar|returnee", re.IGNORECASE)


@pytest.fixture
def engine_name() -> str:
    """Routes are the same on each engine."""
    return "sqlite"


def test_every_route_says_who_may_take_it(app: Flask) -> None:
    silent = [
        f"{rule.endpoint} {rule.rule}"
        for rule in app.url_map.iter_rules()
        if rule.endpoint != FILES and not _declares(app.view_functions[rule.endpoint])
    ]
    assert silent == []


def test_no_route_is_public_and_permitted_at_once(app: Flask) -> None:
    views = {view for view in app.view_functions.values() if hasattr(view, "permission")}
    assert [view.__name__ for view in views if getattr(view, "public", False)] == []


def test_a_path_tells_nothing(app: Flask) -> None:
    assert [rule.rule for rule in app.url_map.iter_rules() if TELLING.search(rule.rule)] == []


def test_a_path_carries_ids_and_no_text(app: Flask) -> None:
    """A free piece of text in a path ends in histories and logs."""
    free = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint != FILES
        and {type(each).__name__ for each in rule._converters.values()} & {"PathConverter"}
    ]
    assert free == []


def _declares(view: Any) -> bool:
    marked = getattr(view, "view_class", view)
    return bool(getattr(view, "public", False) or getattr(marked, "permission", None))
