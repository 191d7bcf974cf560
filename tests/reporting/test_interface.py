"""Numbers for programs: who comes in, what is answered, and that all of it is described."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from werkzeug.test import TestResponse

from casework.audit.models import Act, Entry
from casework.reporting.interface.addresses import ADDRESSES
from casework.reporting.interface.description import description
from casework.reporting.noting import Door, Request
from tests.reporting.conftest import Cells
from tests.reporting.population import women
from tests.reporting.shapes import faults
from tests.support.people import World, acting, client_as
from tests.support.programs import Program, made

HALF_A_YEAR = timedelta(days=180)
PATHS = [one.path for one in ADDRESSES]


def told(answer: TestResponse) -> dict[str, Any]:
    """What came back."""
    found: dict[str, Any] = json.loads(answer.get_data(as_text=True))
    return found


def acts(world: World) -> list[tuple[Act, Request | None]]:
    """What stands in the audit of the office about her."""
    with acting(world.ojaswi) as session:
        query = select(Entry.act, Entry.subject_id).where(Entry.user_id == world.maya.id)
        return [
            (act, Request.parse(subject)) for act, subject in session.execute(query.order_by(Entry.number))
        ]


def test_a_program_reads_what_the_files_say(
    world: World, tell: Callable[..., None], release: Callable[[], Cells]
) -> None:
    program = made(world.maya)
    before = program.get("/api/v1/table?of=reached")
    assert (before.status_code, told(before)["type"]) == (404, "/numbers/api#no-release")
    tell(women(90))
    release()
    shapes = description()["components"]["schemas"]
    for one in ADDRESSES:
        answer = program.get(one.path + ("?of=reached&by=organisation" if one.parameters else ""))
        assert (one.path, answer.status_code) == (one.path, 200)
        assert list(faults(told(answer), shapes[one.schema], shapes)) == []
    manager = client_as(world.maya).client
    for asked in ("of=reached&by=province&sex=female", "of=way&by=step&for=donor", "of=reached"):
        read = told(program.get(f"/api/v1/table?{asked}"))
        written = manager.get(f"/numbers/export/csv?{asked}").get_data(as_text=True)
        lines = list(csv.reader(io.StringIO(written)))[1 : 1 + len(read["cells"])]
        assert [line[-3:-1] for line in lines] == [
            [str(c["n"] or ""), c["mark"] or ""] for c in read["cells"]
        ]
    _keeps_what_has_not_changed(program)
    _is_noted(world, program)


def _keeps_what_has_not_changed(program: Program) -> None:
    first = program.get("/api/v1/table?of=reached")
    again = program.get("/api/v1/table?of=reached", **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert first.headers["ETag"].startswith('"1-')
    assert first.headers["Cache-Control"] == "private, no-cache"


def _is_noted(world: World, program: Program) -> None:
    at = len(acts(world))
    assert program.get("/api/v1/table?of=reached&by=sex").status_code == 200
    assert program.get("/api/v1/table?of=reached&by=district&by=month").status_code == 404
    noted = acts(world)[at:]
    assert [act for act, _asked in noted] == [
        Act.TOKEN_USED,
        Act.TABLE_READ,
        Act.TOKEN_USED,
        Act.TABLE_REFUSED,
    ]
    assert [asked.door for _act, asked in noted if asked] == [Door.API, Door.API]


def test_every_address_is_described_and_every_problem_has_its_form(world: World) -> None:
    rules = {rule.rule for rule in world.app.url_map.iter_rules() if rule.rule.startswith("/api/")}
    assert rules == set(description()["paths"])
    program = Program(world.app, "")
    shapes = description()["components"]["schemas"]
    for answer in _wrong(program):
        assert answer.mimetype == "application/problem+json"
        assert list(faults(told(answer), shapes["Problem"], shapes)) == []
        assert str(told(answer)["status"]) in description()["paths"]["/api/v1/table"]["get"]["responses"]


def test_whatever_the_description_points_to_is_there() -> None:
    found = description()
    pointers = set(re.findall(r'"\$ref": "#/components/(\w+)/(\w+)"', json.dumps(found)))
    there = {(kind, name) for kind, named in found["components"].items() for name in named}
    assert pointers <= there
    assert there - pointers == {("securitySchemes", "token")}
    names = [path["get"]["operationId"] for path in found["paths"].values()]
    assert len(names) == len(set(names)) == len(ADDRESSES)


def _wrong(program: Program) -> Iterator[TestResponse]:
    yield program.get("/api/v1/table?name=Maiya")
    yield program.get("/api/v1/nothing")
    yield program.app.test_client().post("/api/v1/table")
