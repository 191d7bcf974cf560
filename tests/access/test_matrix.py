"""Every route, asked by everybody: who gets what stands in matrix.csv, which a person wrote."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from casework.core.db import db
from tests.access.asking import Line, answer_of, ask, endpoint, from_page, masked, matrix
from tests.access.bodies import Body
from tests.access.partner_side import NAME, SENT_NAME
from tests.access.scene import Scene
from tests.access.state import Kept, Watched, digest

LINES = matrix()
METHODS = ("GET", "POST")
PARTNER = ("owner", "colleague", "supervisor")
MAY_READ = {NAME: PARTNER, SENT_NAME: (*PARTNER, "coordinator")}
HANDFUL = (
    "/files/{file}",
    "/files/{file}/consent",
    "/files/{sent}/livelihood",
    "/referrals/{taken}",
    "/businesses/{business}",
    "/imports/{checked}",
    "/enrolments/{enrolment}",
    "/files/{theirs}/notes/new",
)
"""What is asked on PostgreSQL as well: one route of each room, by those who are refused."""


@pytest.fixture(scope="module")
def scene(scenes: Callable[[str], Scene]) -> Scene:
    """The scene on SQLite."""
    return scenes("sqlite")


def test_every_route_has_a_line_and_every_line_a_route(scene: Scene) -> None:
    app = scene.world.app
    lines = {(endpoint(app, line), line.method) for line in LINES}
    assert lines == _routes(app)


def test_no_line_stands_twice() -> None:
    named = [(line.method, line.path) for line in LINES]
    assert len(named) == len(set(named))


def test_somebody_may_send_every_form(scene: Scene) -> None:
    """So that each body was proven to be valid; but set-up and sheets are closed to all in this scene, and
    a key answers, or a sign-in waits, in a browser only."""
    of_sheets = {"auth.begin_use", "auth.use_page", "auth.use_sheets", "auth.give_page", "auth.give_sheet"}
    closed = {
        "auth.set_up_page",
        "auth.set_up_now",
        "auth.sheet",
        *of_sheets,
        "auth.add_key",
        "auth.second_page",
        "attachments.sample_picture",  # there only in a demo
        "imports.corrected_sample",  # the same
        # Programs come with a token and with nothing that anybody here has.
        *(f"interface.{name}" for name in ("table", "tables", "dimensions", "releases", "openapi")),
    }
    open_to_some = {endpoint(scene.world.app, line) for line in LINES if line.allowed}
    assert {endpoint(scene.world.app, line) for line in LINES} - open_to_some == closed


@pytest.fixture(scope="module")
def before(scene: Scene) -> tuple[Kept, Watched]:
    """The database as everybody finds it."""
    with scene.world.app.app_context():
        watched = Watched(db.engine)
        return Kept(db.engine), watched


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line.method} {line.path}")
def test_each_gets_what_the_matrix_says(scene: Scene, before: tuple[Kept, Watched], line: Line) -> None:
    kept, watched = before
    hidden = from_page(scene, line) if line.method == "POST" else {}
    wrong = [fault for who in line.refused for fault in _faults(scene, line, who, hidden)]
    wrong += _unlike_random(scene, line, hidden)
    if line.method == "POST":
        wrong += _told(watched)
    for who in line.welcome:
        wrong += _faults(scene, line, who, hidden)
        if line.method == "POST":
            kept.put_back()
    if line.method == "GET":
        wrong += _told(watched)
    if wrong:
        kept.put_back()
    assert not wrong, "; ".join(wrong)


def _faults(scene: Scene, line: Line, who: str, hidden: Body) -> list[str]:
    response = ask(scene, line, who, body=hidden)
    got, expected = answer_of(response), line.expected[who]
    found = [f"{who}: {got}, not {expected}"] if got != expected else []
    return found + [f"{who} reads a name" for name in MAY_READ if _tells(response, name, who)]


def _tells(response: TestResponse, name: str, who: str) -> bool:
    return name.encode() in response.get_data() and who not in MAY_READ[name]


def _unlike_random(scene: Scene, line: Line, hidden: Body) -> list[str]:
    """Whoever does not see a thing gets the very answer that an id gets which is nobody's."""
    unseen = [who for who, told in line.expected.items() if told == "404"] if line.names else []
    found = []
    for who in dict.fromkeys((*unseen[:1], *unseen[-1:])):
        real, other = (ask(scene, line, who, body=hidden, at_random=each) for each in (False, True))
        if (real.status_code, masked(real)) != (other.status_code, masked(other)):
            found.append(f"{who}: a random id gets another answer")
    return found


def _told(watched: Watched) -> list[str]:
    return [f"{table} has changed" for table in watched.changed()]


def _routes(app: Flask) -> set[tuple[str, str]]:
    return {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in METHODS
        if method in (rule.methods or ())
    }


def test_the_refusals_of_each_room_are_the_same_on_postgresql(scenes: Callable[[str], Scene]) -> None:
    scene, wrong = scenes("postgresql"), []
    with scene.world.app.app_context():
        at_first = digest(db.engine)
    for line in (line for line in LINES if line.path in HANDFUL):
        for column, expected in line.expected.items():
            if expected in ("403", "404", "sign_in"):
                response = ask(scene, line, column)
                if answer_of(response) != expected:
                    wrong.append(f"{line.method} {line.path} {column}: {answer_of(response)}")
        wrong += _unlike_random(scene, line, {})
    with scene.world.app.app_context():
        assert (wrong, digest(db.engine)) == ([], at_first)
