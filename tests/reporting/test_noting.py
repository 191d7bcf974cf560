"""A request for a table, as the id under which it stands in the audit."""

from __future__ import annotations

import uuid

import pytest
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from casework.audit.models import Act, Entry
from casework.reporting.categories import Dimension
from casework.reporting.lattice import NODES
from casework.reporting.nodes import Measure
from casework.reporting.noting import DIMENSIONS, MEASURES, Door, Request, note_refused
from casework.vault.acting import actor
from tests.support.people import World, acting, client_as


def test_every_table_by_every_door_is_read_back_from_its_id() -> None:
    for one in NODES:
        for door in Door:
            asked = Request(one.measure, one.dimensions, 65, door, 2**62 - 1)
            found = Request.parse(asked.id)
            assert found is not None
            assert (found.measure, set(found.dimensions)) == (one.measure, set(one.dimensions))
            assert (found.release, found.door, found.chosen) == (65, door, 2**62 - 1)


def test_every_measure_and_dimension_has_a_place_that_stays() -> None:
    assert set(MEASURES) == set(Measure)
    assert set(DIMENSIONS) == set(Dimension)
    asked = Request(Measure.AFTER, (Dimension.YEAR, Dimension.AFTER, Dimension.OUTCOME), 3, Door.API)
    assert str(asked.id) == "00030004-8001-80a2-8000-000000000000"


def test_what_stood_there_before_is_still_read() -> None:
    found = Request.parse(NODES[7].subject)
    assert found is not None
    assert (found.measure, found.dimensions) == (NODES[7].measure, NODES[7].dimensions)


def test_the_id_of_something_else_is_no_table() -> None:
    assert Request.parse(None) is None
    assert Request.parse(uuid.uuid4()) is None


@pytest.mark.parametrize("login", ["maya", "asha"])
def test_a_refused_table_is_noted_with_the_words_that_are_ours(world: World, login: str) -> None:
    someone = getattr(world, login)
    address = "/numbers?of=reached&by=month&district=d304&name=Maiya"
    assert client_as(someone).client.get(address).status_code in (403, 404)
    with acting(world.ojaswi) as session:
        entries = select(Entry).where(Entry.act == Act.TABLE_REFUSED)
        [entry] = session.scalars(entries)
        asked = Request.parse(entry.subject_id)
        assert entry.user_id == someone.id
    assert asked is not None
    assert (asked.measure, set(asked.dimensions)) == (
        Measure.REACHED,
        {Dimension.MONTH, Dimension.DISTRICT},
    )
    assert asked.chosen


def test_two_selections_of_a_table_have_two_ids(world: World) -> None:
    with acting(world.maya) as session:
        for province in ("1", "2", "1"):
            args = MultiDict([("of", "reached"), ("by", "sex"), ("province", province)])
            note_refused(session, actor(session), args, Door.API)
    with acting(world.ojaswi) as session:
        entries = session.scalars(select(Entry.subject_id).where(Entry.act == Act.TABLE_REFUSED)).all()
    assert len(entries) == len(set(entries)) == 2
