"""Files of tables, asked for through the pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from sqlalchemy import select

from casework.audit.models import Act, Entry
from casework.reporting.noting import Door, Request
from tests.reporting.conftest import Cells
from tests.reporting.population import Woman, women
from tests.support.people import World, acting, client_as

REFUSED = (
    "/numbers/export/pdf?of=reached",
    "/numbers/export/csv",
    "/numbers/export/csv?of=reached&by=district&by=month",
    "/numbers/export/xlsx?of=way&by=district&by=step",
    "/numbers/export/hxl?of=reached&for=everybody",
    "/numbers/export/csv?of=reached&for=donor&for=office",
    "/numbers/export/csv?of=reached&by=year&year=1999-Y1",
)


@pytest.fixture
def engine_name() -> str:
    """What the engine could change is tested with the interface for programs."""
    return "sqlite"


def test_files_are_noted_and_what_is_refused_too(
    world: World, tell: Callable[[Iterable[Woman]], None], release: Callable[[], Cells]
) -> None:
    tell(women(90))
    found = release()
    client = client_as(world.maya).client
    answer = client.get("/numbers/export/csv?of=reached")
    assert f"\n{found['reached|'].split()[0]},," in answer.get_data(as_text=True).replace("\r", "")
    assert answer.headers["Content-Disposition"] == "attachment; filename=numbers-1-1.csv"
    assert client.get("/numbers/export/csv?of=reached").data == answer.data
    asked = "/numbers/export/{}?of=reached&by=organisation&for=donor"
    assert [client.get(asked.format(form)).status_code for form in ("csv", "xlsx", "hxl")] == [200] * 3
    assert [client.get(address).status_code for address in REFUSED] == [404] * len(REFUSED)
    with acting(world.ojaswi) as session:
        entries = session.execute(select(Entry.act, Entry.subject_id).where(Entry.user_id == world.maya.id))
        told = [(act, Request.parse(subject)) for act, subject in entries]
    noted = [act for act, asked in told if asked and asked.door is Door.FILE]
    assert noted == [Act.TABLE_READ] * 5 + [Act.TABLE_REFUSED] * len(REFUSED)
