"""A list with a woman whose file only a few others read."""

from __future__ import annotations

from sqlalchemy import select

from casework.cases.models import Case
from casework.imports.models import Outcome
from tests.cases.few import leave
from tests.imports import lists
from tests.imports.work import bring_in, outcomes
from tests.support.people import World, acting


def test_whoever_brings_it_in_again_is_not_told_that_she_is_here(world: World) -> None:
    bring_in(world.sunita, lists.lines(1))
    with acting(world.sunita) as session:
        case = session.scalars(select(Case)).one()
        case.assigned_to, first = world.asha.id, case.id
    leave(world.asha, first)
    again = bring_in(world.sunita, lists.lines(1))
    assert outcomes(world.sunita, again) == {Outcome.OPENED: 1}
    third = bring_in(world.sunita, lists.lines(1))
    assert outcomes(world.sunita, third) == {Outcome.HERE: 1}
