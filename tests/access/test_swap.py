"""What was told is swapped among the women: the network reads the same to the byte.

Two partners, one a shelter. In both worlds the same women go the same way; in the second each has the
story, the dwelling and the sender of another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from difflib import ndiff
from pathlib import Path

import pytest

from casework.app import create_app
from casework.core import clock
from tests.access.stories import NAMES, STORIES, Story, play
from tests.access.walking import Seen, send, walk
from tests.support import instances
from tests.support.browser import Browser
from tests.support.instances import Instance
from tests.support.people import ORGANISATIONS, World, build, sign_in

MOMENT = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
PARTNERS = [name for key in ("a", "b") for name in ORGANISATIONS[key][1:3]]
DESKS = [name for key in ("a", "b") for name in ORGANISATIONS[key][3:5]]
A_REFERRAL = "GET /referrals/<id>"
"""The one page on which the desk has a name: the list says so."""

A_TALK = "GET /files/<id>/talk"
"""The one page on which partners have names: all of them, for every woman, to choose from."""

Walked = dict[str, list[Seen]]


@pytest.fixture(scope="module")
def walked(
    templates: Callable[[str], Instance], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Walked]:
    """All that the coordinator reads in each world, in Nepali: English is filled from the same values."""
    found: Walked = {}
    with clock.at(MOMENT):
        for name, stories in (("as it was", STORIES), ("swapped", STORIES[::-1])):
            folder = tmp_path_factory.mktemp("swap")
            world = _world(templates("sqlite"), folder, stories)
            found[name] = list(_read(world))
    yield found


def _world(template: Instance, folder: Path, stories: tuple[Story, ...]) -> World:
    app = create_app(instances.copy(template, folder / "instance").config)
    app.testing = True
    with app.app_context(), clock.at(MOMENT - timedelta(days=20)):
        world = build(app)
    play(world, stories, MOMENT - timedelta(days=len(NAMES)))
    return world


def _read(world: World) -> Iterator[Seen]:
    nani = Browser(world.app, "ne")
    nani.allow("Shift")
    sign_in(nani, world.nani)
    yield from walk(nani, "/followups")
    for text in (NAMES[1], "9800000202", "तामाङ"):
        yield send(nani, "/files", {"text": text})
        yield send(nani, "/files/similar", {"name": text, "phone": text})


def test_pages_headers_order_and_statements_are_the_same(walked: Walked) -> None:
    before, after = walked["as it was"], walked["swapped"]
    assert [one.where for one in before] == [one.where for one in after]
    for one, other in zip(before, after, strict=True):
        assert _without_desk(one) == _without_desk(other), f"{one.where}: {_where_apart(one, other)}"


def test_the_walk_sees_every_room_of_the_network(walked: Walked) -> None:
    """Else the comparison would compare little."""
    seen = {one.where.split("?")[0] for one in walked["as it was"] if one.status == 200}
    for room in (
        "/today",
        "/files",
        "/files/<id>",
        "/files/<id>/consent",
        "/files/<id>/now",
        "/files/<id>/talk",
        "/referrals",
        "/referrals/<id>",
        "/cohorts",
        "/cohorts/<id>",
        "/cohorts/<id>/roll/<id>",
        "/enrolments/<id>",
        "/followups",
        "/courses",
    ):
        assert f"GET {room}" in seen, room
    read = " ".join(one.text for one in walked["as it was"])
    assert [name for name in NAMES if f"{name} तामाङ" in read] == [*NAMES[1:4], *NAMES[6:]]


def test_no_link_of_the_network_leads_nowhere(walked: Walked) -> None:
    seen = walked["as it was"]
    assert {one.where: one.status for one in seen if one.status not in (200, 303)} == {}


def test_no_word_of_a_story_reaches_the_network(walked: Walked) -> None:
    words = [story.word for story in STORIES]
    assert [
        (one.where, word) for seen in walked.values() for one in seen for word in words if word in one.text
    ] == []


def test_no_sender_is_named_and_its_desk_on_the_referral_alone(walked: Walked) -> None:
    read = [one for seen in walked.values() for one in seen]
    assert {one.where for one in read if any(name in one.text for name in PARTNERS)} == {A_TALK}
    named = {one.where for one in read if any(desk in one.text for desk in DESKS)}
    assert named == {A_REFERRAL}


def _without_desk(seen: Seen) -> tuple[object, ...]:
    text = seen.text
    headers = seen.headers
    if seen.where == A_REFERRAL:
        text = re.sub("|".join(DESKS), "<desk>", text)
        headers = tuple(pair for pair in headers if pair[0] != "Content-Length")
    return seen.status, headers, text, seen.asked


def _where_apart(one: Seen, other: Seen) -> list[str]:
    return [line for line in ndiff(one.text.splitlines(), other.text.splitlines()) if line[0] in "+-"]
