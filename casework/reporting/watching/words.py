"""A request for a table in the reader's words."""

from __future__ import annotations

from casework.core.digits import to_devanagari
from casework.core.i18n import _, _l, language
from casework.reporting.labels import head, title
from casework.reporting.nodes import Node
from casework.reporting.noting import Door, Request
from casework.reporting.watching.asked import Line

_DOORS = {Door.PAGE: _l("On a page"), Door.FILE: _l("As a file"), Door.API: _l("By the interface")}


def table(request: Request | None) -> str:
    """What was to be counted."""
    if request is None or request.measure is None:
        return _("No table of ours")
    return title(Node(request.measure))


def cut(request: Request | None) -> str:
    """By what it was to be cut."""
    return ", ".join(head(one) for one in request.dimensions) if request else ""


def named(request: Request | None) -> str:
    """The table in one line: what is counted, by what it is cut, and whether all of it."""
    words = [table(request), *([cut(request)] if cut(request) else [])]
    told = ": ".join(words)
    return f"{told} ({part(request).lower()})" if request and request.chosen else told


def part(request: Request | None) -> str:
    """Whether all of it was asked for."""
    return _("A part") if request and request.chosen else _("All")


def release(request: Request | None) -> str:
    """Of which release; "" where none is told."""
    if request is None or not request.release:
        return ""
    number = str(request.release)
    return to_devanagari(number) if language() == "ne" else number


def door(request: Request | None) -> str:
    """By which way."""
    return str(_DOORS[request.door]) if request else ""


def answer(line: Line) -> str:
    """What came back."""
    return _("Refused") if line.refused else _("Shown")
