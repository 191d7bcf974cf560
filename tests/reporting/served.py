"""The numbers of the 3,000 women of the attacks as an office serves them, asked for over HTTP alone.

Its statistics keys are those of `Office`: what is drawn is the same in every run.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import product
from urllib.parse import urlencode

from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from auth.held import HeldRing
from auth.models import Organisation
from casework.core import clock
from casework.reporting.actions import publish
from casework.reporting.categories import categories
from casework.reporting.due import latest
from casework.reporting.lattice import NODES, named, offered
from casework.reporting.layout import Layout
from casework.reporting.marks import Mark, Shown
from casework.reporting.merging import merge
from casework.reporting.models import StatisticsKeys
from casework.reporting.nodes import Node
from casework.reporting.release import snapshot
from casework.reporting.release.inbox import Put
from casework.reporting.release.ring import reporting_ring
from casework.reporting.stock import Stock
from crypto import context, envelope
from tests.reporting.office import Office
from tests.support.browser import Browser
from tests.support.people import World, acting, build, client_as
from tests.support.programs import Program, made

BHADRA_2080 = datetime(2023, 9, 1, 6, 0, tzinfo=UTC)
KARTIK_2082 = datetime(2025, 11, 1, 6, 0, tzinfo=UTC)
SHRAWAN_2080 = datetime(2023, 8, 1, 6, 0, tzinfo=UTC).date()
Words = list[tuple[str, str]]
A_MINUTE = 110
"""So many requests a program may make in a minute, and a few less."""


@dataclass
class Served:
    """An office that has published, its manager, and her program. What was fetched once is kept."""

    world: World
    layout: Layout
    manager: Browser
    program: Program
    asked: int = 0
    kept: dict[str, str] = field(default_factory=dict)

    @property
    def app(self) -> Flask:
        """The product."""
        return self.world.app

    @cached_property
    def nodes(self) -> list[Node]:
        """Every table that it has."""
        return [one for one in NODES if offered(one, self.layout)]

    def grid(self, one: Node) -> list[tuple[str, ...]]:
        """The codes of a table's cells, in their order."""
        return list(product(*(categories(d, self.layout) for d in one.dimensions)))

    def get(self, path: str) -> TestResponse:
        """What the manager gets, whatever it is."""
        return self.manager.client.get(path, buffered=True)

    def by_program(self, path: str) -> TestResponse:
        """What her program gets; a patient one, that never asks too often."""
        self.asked += 1
        with clock.at(KARTIK_2082 + timedelta(minutes=2 * (self.asked // A_MINUTE))):
            return self.program.get(path)

    def text(self, path: str) -> str:
        """The body of an answer, fetched once."""
        if path not in self.kept:
            ask = self.by_program if path.startswith("/api/") else self.get
            answer = ask(path)
            assert answer.status_code == 200, path
            self.kept[path] = answer.get_data(as_text=True)
        return self.kept[path]

    def json(self, words: Words) -> dict[tuple[str, ...], Shown]:
        """A table as a program reads it."""
        cells = json.loads(self.text(f"/api/v1/table?{urlencode(words)}"))["cells"]
        return {tuple(one["at"]): _shown(one["n"], one["mark"]) for one in cells}

    def csv(self, words: Words, form: str = "csv") -> list[Shown]:
        """The cells of a file, in its order."""
        lines = list(csv.reader(io.StringIO(self.text(f"/numbers/export/{form}?{urlencode(words)}"))))
        return [_shown(int(line[-3]) if line[-3] else None, line[-2]) for line in lines[1 : lines.index([])]]


def whole(one: Node) -> Words:
    """The words of a whole table."""
    return [("of", one.measure.value), *(("by", d.value) for d in one.dimensions)]


def _shown(n: int | None, mark: str | None) -> Shown:
    return Shown(n, Mark(mark) if mark else None)


@dataclass(frozen=True)
class OverHttp(Mapping[tuple[str, str], Shown]):
    """The cells of a release for somebody who has the pages alone: a table is fetched when the first of its
    cells is looked at."""

    served: Served
    tables: dict[str, dict[str, Shown]] = field(default_factory=dict)

    def __getitem__(self, key: tuple[str, str]) -> Shown:
        name, cell = key
        if name not in self.tables:
            found = self.served.json(whole(named(name)))
            self.tables[name] = {"|".join(codes): shown for codes, shown in found.items()}
        return self.tables[name][cell]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return (
            (one.name, "|".join(codes)) for one in self.served.nodes for codes in self.served.json(whole(one))
        )

    def __len__(self) -> int:
        return sum(1 for _key in self)


def serve(app: Flask, puts: Iterable[Put]) -> Served:
    """Publish these facts in an instance in which the people of the tests work, and sign its manager in.
    They come in as one piece: that single messages are opened is tested where they are."""
    with clock.at(BHADRA_2080), app.app_context():
        world = build(app)
    with clock.at(BHADRA_2080), acting(world.ojaswi) as session:
        session.execute(update(Organisation).values(founded_on=SHRAWAN_2080))
        _fix_keys(session, reporting_ring(session))
        publish(session, world.ojaswi.user)
    with acting(world.ojaswi) as session:
        release, stock = latest(session), Stock()
        assert release is not None
        here = [replace(one, organisation=world.ids["a"]) for one in puts]
        merge(stock, here, (), Office.record)
        snapshot.save(session, reporting_ring(session), release.id, stock)
    with clock.at(KARTIK_2082):
        with acting(world.ojaswi) as session:
            layout = Layout.parse(publish(session, world.ojaswi.user).layout)
        return Served(world, layout, client_as(world.maya), made(world.maya))


def served_again(served: Served, app: Flask) -> Served:
    """The same office in a copy of its instance."""
    world = served.world.moved_to(app)
    return Served(world, served.layout, client_as(world.maya), served.program)


def _fix_keys(session: Session, ring: HeldRing) -> None:
    row = StatisticsKeys(ring_id=ring.id, epoch=ring.epoch)
    bound = context.statistics_keys(ring=row.ring_id, epoch=row.epoch)
    row.blob = envelope.seal(ring.now.kek, bound, Office.record + Office.cell)
    session.add(row)
