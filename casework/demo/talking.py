"""Talks with a caseworker that the network asks for: one in each state."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from auth.models import User
from casework.consent.conversation import Conversation
from casework.core import clock
from casework.core.db import new_id
from casework.demo.scene import Happening, Scene
from casework.demo.way import Way
from casework.people.shown import shown
from casework.referrals.talks import answering, asking, stopping
from casework.referrals.talks.forms import BY_PHONE, THROUGH_NETWORK
from casework.referrals.talks.letters import Told

PARTNER, WORKER = "a", "asha"
Does = Callable[[Scene, User, int], None]


def happenings(ways: Iterable[Way], today: date) -> Iterator[tuple[Way, list[Happening]]]:
    """For the first women whose file the network keeps and has kept for some time."""
    old = today - timedelta(days=40)
    known = [w for w in ways if w.at_network and w.opened_on < old and w.open_until(today) == today]
    for way, (ago, steps) in zip(known, _STATES, strict=False):
        asked = Happening(today - timedelta(days=ago), way.worker, _by(way, _ask))
        yield way, [asked, *(_then(way, today - timedelta(days=days), does) for days, does in steps)]


def _then(way: Way, on: date, does: Does) -> Happening:
    return Happening(on, WORKER if does in _AT_PARTNER else way.worker, _by(way, does))


def _by(way: Way, does: Does) -> Callable[[Scene, User], None]:
    return lambda scene, user: does(scene, user, way.number)


def _ask(scene: Scene, user: User, number: int) -> None:
    case = scene.file(user, number)
    who = shown(scene.session, case)
    phone = who.contact.phone if who.contact else ""
    told = Told(who.name, BY_PHONE if phone else THROUGH_NETWORK, phone, (), ("morning",))
    said = Conversation(given_on=clock.today(), how_said="signature", explained_by=user.name_ne)
    to = scene.ring_of(PARTNER)
    made = asking.ask(scene.session, user, case, to, told, said, form_id=new_id())
    scene.women[number].talk_id = made.id


def _recall(scene: Scene, user: User, number: int) -> None:
    case = scene.file(user, number)
    found = asking.find_asked(scene.session, case.id, scene.women[number].talk_id)
    stopping.recall(scene.session, user, case, found)


def _stop(scene: Scene, user: User, number: int) -> None:
    case = scene.file(user, number)
    found = asking.find_asked(scene.session, case.id, scene.women[number].talk_id)
    stopping.stop(scene.session, user, case, found)


def _lapse(scene: Scene, _user: User, _number: int) -> None:
    answering.end_lapsed(scene.session)


def _take(scene: Scene, user: User, number: int) -> None:
    found = answering.find_received(scene.session, user, scene.women[number].talk_id)
    answering.take_on(scene.session, user, found)


def _refuse(scene: Scene, user: User, number: int) -> None:
    found = answering.find_received(scene.session, user, scene.women[number].talk_id)
    answering.refuse(scene.session, found, "nobody_free")


_AT_PARTNER = (_take, _refuse)
_STATES: tuple[tuple[int, tuple[tuple[int, Does], ...]], ...] = (
    (3, ()),
    (8, ((6, _take),)),
    (9, ((7, _refuse),)),
    (12, ((11, _recall),)),
    (16, ((14, _take), (10, _stop))),
    (25, ((10, _lapse),)),
)
"""How many days ago it was asked, and what somebody did so many days ago."""
