"""The auditor sees every table that was asked for, and what in it is worth asking about."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from casework.audit.chain import note
from casework.audit.models import Act
from casework.reporting.lattice import NODES
from casework.reporting.noting import Door, Request
from casework.reporting.watching.alerts import LIMITS, WHY, WORDS, Rule, alerts
from casework.reporting.watching.asked import Told
from casework.vault.acting import actor
from tests.reporting.conftest import Cells
from tests.support.people import World, acting, client_as

NOON = int(datetime(2025, 11, 1, 6, 15, tzinfo=UTC).timestamp())
NIGHT = int(datetime(2025, 11, 1, 18, 0, tzinfo=UTC).timestamp())
A_DAY = 24 * 60 * 60
SHE = UUID(int=7)
ONE = Request(NODES[0].measure, NODES[0].dimensions, 1, Door.PAGE)


def asked(number: int, at: int = NOON, door: Door = Door.PAGE) -> list[Told]:
    """So many requests for different tables."""
    tables = [Request(one.measure, one.dimensions, 1, door) for one in NODES]
    return [(SHE.hex, at, False, tables[place % len(tables)].id.int) for place in range(number)]


MET: dict[Rule, Callable[[int], list[Told]]] = {
    Rule.REFUSED: lambda n: [(SHE.hex, NOON, True, ONE.id.int)] * n,
    Rule.SWEEP: asked,
    Rule.SELECTIONS: lambda n: [
        (SHE.hex, NOON, False, replace(ONE, chosen=one + 1).id.int) for one in range(n)
    ],
    Rule.TAKEN: lambda n: asked(n, door=Door.FILE),
    Rule.REPEATED: lambda n: [(SHE.hex, NOON, False, ONE.id.int)] * n,
    Rule.NIGHT: lambda n: asked(n, at=NIGHT),
}


@pytest.mark.parametrize("rule", Rule)
def test_a_day_is_pointed_at_from_the_limit_on(rule: Rule) -> None:
    limit = LIMITS[rule]
    [found] = alerts(MET[rule](limit))
    assert (found.rule, found.user_id, found.number) == (rule, SHE, limit)
    assert alerts(MET[rule](limit - 1)) == []
    assert rule in WHY
    assert rule in WORDS


def test_two_days_are_not_one() -> None:
    half = LIMITS[Rule.REFUSED] - 1
    both = [
        *MET[Rule.REFUSED](half),
        *[(who, at + A_DAY, a, s) for who, at, a, s in MET[Rule.REFUSED](half)],
    ]
    assert alerts(both) == []


def test_a_program_may_ask_at_night() -> None:
    assert alerts(asked(LIMITS[Rule.NIGHT], at=NIGHT, door=Door.API)) == []


@pytest.mark.both_engines
def test_the_auditor_reads_who_asked_for_what_and_what_was_refused(
    world: World, release: Callable[[], Cells]
) -> None:
    release()
    manager, auditor = client_as(world.maya).client, client_as(world.uma, "ne")
    manager.get("/numbers/export/csv?of=reached&by=district")
    for _each in range(LIMITS[Rule.REFUSED]):
        assert manager.get("/numbers/export/csv?of=way&by=district&by=month").status_code == 404
    client_as(world.asha).client.get("/numbers")
    auditor.allow("maya", "asha")
    page = auditor.visit("/chain/tables").text
    assert "maya" in page
    assert "asha" in page
    assert "तालिका दिइएनन्" in page
    only = auditor.visit(f"/chain/tables?who={world.maya.id}&answer={Act.TABLE_READ.value}").text
    assert "जिल्ला" in only
    assert "नदिइएको" not in only
    lines = list(csv.reader(io.StringIO(auditor.client.get("/chain/tables.csv").get_data(as_text=True))))
    assert [line[2] for line in lines[1:]].count("maya") == LIMITS[Rule.REFUSED] + 1


def test_the_tables_of_one_page_stand_in_one_line_that_opens(
    world: World, release: Callable[[], Cells]
) -> None:
    release()
    manager, auditor = client_as(world.maya).client, client_as(world.uma, "en")
    for path in ("/numbers", "/numbers/export/csv?of=reached", "/numbers"):
        manager.get(path)
    auditor.allow("maya")
    page = auditor.visit("/chain/tables")
    assert "15 tables" in page.text
    assert "× 2" in page.text


def test_sign_ins_do_not_drown_among_tables_that_were_read(world: World) -> None:
    auditor = client_as(world.uma).client
    with acting(world.maya) as session:
        note(session, actor(session), Act.TABLE_READ)
    for address, told in (("/chain.csv", False), (f"/chain.csv?act={Act.TABLE_READ.value}", True)):
        assert ("Table read" in auditor.get(address).get_data(as_text=True)) is told
