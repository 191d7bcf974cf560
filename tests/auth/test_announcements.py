"""What happened to the keys is told to every member until she has read it."""

from __future__ import annotations

from datetime import timedelta

from casework.audit.chain import Actor, note
from casework.audit.models import Act
from casework.core import clock
from tests.support.people import World, acting, client_as

SHEETS_USED = "The break-glass sheets were used to open the keys."
LATER = 50


def happened(world: World, act: Act, times: int = 1) -> None:
    """The supervisor does something with the keys."""
    with acting(world.sunita) as session:
        for _time in range(times):
            note(session, Actor(world.ids["a"], world.sunita.id), act, subject_id=world.asha.id)


def test_fifty_later_ones_push_none_out(world: World) -> None:
    happened(world, Act.BREAK_GLASS_USED)
    happened(world, Act.RESET_STARTED, LATER)
    asha = client_as(world.asha)
    asha.visit("/account")
    assert SHEETS_USED in asha.page
    asha.click("All that happened to the keys")
    assert SHEETS_USED not in asha.page  # on the first of several pages
    while SHEETS_USED not in asha.page:
        asha.click("Next")


def test_what_she_has_not_read_stands_after_the_month_is_over(world: World) -> None:
    happened(world, Act.BREAK_GLASS_USED)
    asha, sunita = client_as(world.asha), client_as(world.sunita)
    asha.visit("/account")
    asha.press("I have read it")
    assert SHEETS_USED in asha.page
    sunita.visit("/account")
    with clock.at(clock.now() + timedelta(days=31)):
        for someone, stands in ((world.asha, False), (world.sunita, True)):
            assert (SHEETS_USED in client_as(someone).visit("/account")) is stands


def test_what_comes_after_she_has_read_is_unread(world: World) -> None:
    happened(world, Act.EPOCH_BEGUN)
    asha = client_as(world.asha)
    asha.visit("/account")
    page = asha.page
    happened(world, Act.BREAK_GLASS_USED)
    asha.page = page
    asha.press("I have read it")
    with clock.at(clock.now() + timedelta(days=31)):
        assert SHEETS_USED in client_as(world.asha).visit("/account")
