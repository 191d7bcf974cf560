"""One request of the matrix: who asks for what, and what came back."""

from __future__ import annotations

import csv
import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from flask import Flask
from werkzeug.test import TestResponse

from tests.access.bodies import FROM_PAGE, Body, body_of
from tests.access.people import COLUMNS
from tests.access.scene import Scene
from tests.support.page import Page

MATRIX = Path(__file__).with_name("matrix.csv")
IDS = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
PLACEHOLDER = re.compile(r"\{(\w+)\}")
SIGN_IN = "sign_in"


@dataclass(frozen=True)
class Line:
    """A line of the matrix: a method, a path, and column -> what is to come back."""

    method: str
    path: str
    expected: dict[str, str]

    @property
    def names(self) -> list[str]:
        """The objects that the path names."""
        return PLACEHOLDER.findall(self.path)

    @property
    def allowed(self) -> str | None:
        """Somebody who may, if anybody."""
        return next(iter(self.welcome), None)

    @property
    def welcome(self) -> list[str]:
        """All who may."""
        return [who for who, told in self.expected.items() if told in ("200", "303")]

    @property
    def refused(self) -> list[str]:
        """All who may not."""
        return [who for who in self.expected if who not in self.welcome]


def matrix() -> list[Line]:
    """The table as it was written."""
    with MATRIX.open(encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    return [Line(row["method"], row["path"], {who: row[who] for who in COLUMNS}) for row in rows]


def endpoint(app: Flask, line: Line) -> str:
    """The endpoint that a line is about. Raises NotFound if there is none."""
    path = line.path.format(**dict.fromkeys(line.names, str(uuid4())))
    return str(app.url_map.bind("localhost").match(path.split("?")[0], method=line.method)[0])


def ask(
    scene: Scene, line: Line, column: str, *, body: Body | None = None, at_random: bool = False
) -> TestResponse:
    """Send the request of a line as somebody, with her own token."""
    path = line.path.format(**(_random(line) if at_random else scene.ids))
    client = scene.client(column)
    if line.method == "GET":
        return client.get(path, buffered=True)
    name = endpoint(scene.world.app, line)
    sent = {**body_of(name, scene, column), **(body or {}), "csrf_token": scene.tokens[column]}
    return client.post(path, data=sent, buffered=True)


def _random(line: Line) -> Body:
    return {name: secrets.token_hex(16) if name == "token" else str(uuid4()) for name in line.names}


def from_page(scene: Scene, line: Line) -> Body:
    """What the hidden fields of a form say on the page of somebody who may send it."""
    wanted = [name for name in FROM_PAGE if name in body_of(endpoint(scene.world.app, line), scene, "owner")]
    if not wanted or line.allowed is None:
        return {}
    path = line.path.format(**scene.ids)
    page = Page(path, scene.client(line.allowed).get(path))
    fields = {field["name"]: field["value"] for field in page.root.all("input")}
    return {name: fields[name] for name in wanted}


def answer_of(response: TestResponse) -> str:
    """The class of an answer, as the matrix writes it."""
    where = response.headers.get("Location", "")
    asked_to = where.startswith("/sign-in?") or (where == "/sign-in" and response.request.method == "GET")
    if response.status_code == 303 and asked_to:
        return SIGN_IN
    return str(response.status_code)


def masked(response: TestResponse) -> bytes:
    """A page without its ids."""
    return IDS.sub(b"<id>", response.get_data())
