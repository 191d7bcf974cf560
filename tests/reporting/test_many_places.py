"""The page of places in a large installation, where every district stands by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import delete

from casework.core.places import districts
from casework.reporting.due import latest
from casework.reporting.layout import Layout
from casework.reporting.models import PublishedCell
from casework.reporting.pages.mapped import MOST_LINKS
from tests.pages.weights import LATER_VISIT, LONG_LIST
from tests.support.people import World, acting, client_as


def test_the_page_of_places_is_light_with_every_district_by_itself(
    world: World, release: Callable[[], object]
) -> None:
    release()
    _every_district(world)
    maya = client_as(world.maya)
    for lang in ("ne", "en"):
        maya.speak(lang)
        page = maya.visit("/numbers/places")
        assert page.weight <= LATER_VISIT
        assert len(page.data) <= LONG_LIST


def _every_district(world: World) -> None:
    """As if in each district more than a thousand women had been reached."""
    with acting(world.ojaswi) as session:
        made = latest(session)
        assert made is not None
        codes = tuple(one.code for one in districts())
        made.layout = replace(Layout.parse(made.layout), districts=codes).text()
        session.execute(delete(PublishedCell).where(PublishedCell.node == "reached.district"))
        session.add_all(
            PublishedCell(release_id=made.id, node="reached.district", cell=f"d{code}", n=1000 + 7 * code)
            for code in codes
        )
        assert len(codes) > MOST_LINKS
