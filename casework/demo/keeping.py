"""The keys, looked after as they should be: once a year two people look at the sheets and the keys
change, and the end of the log is copied every month."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from auth import rings, sheet_check
from auth.announcements import announcements, read_up_to
from auth.break_glass_models import BreakGlass
from auth.heads import write_down
from auth.held import HeldRing
from auth.models import User
from auth.roles import STEWARDS
from casework.audit.chain import note
from casework.audit.models import Act
from casework.demo.scene import Happening, Scene
from casework.demo.staff import OFFICE, Somebody, Staff
from casework.vault.acting import actor, own_ring, renew

Does = Callable[[Scene, User], None]

_LAST = timedelta(days=120)
"""So long ago the last time was."""

_EVERY = timedelta(days=350)
_OLD_STAY = timedelta(days=2)
_READ_AFTER = timedelta(days=3)
_LOG_COPIED = tuple(timedelta(days=days) for days in (102, 72, 42, 12))
_NO_WOMAN = frozenset({0})
"""What concerns no file need not wait for those who write in files."""

_OFFICE_DROPS = timedelta(days=30)
"""The office can throw its old keys away after the release alone: until then facts are under them."""


def happenings(staff: Staff, begin: date, today: date) -> list[Happening]:
    """What the stewards of each organisation do, and that everybody reads of it."""
    found: list[Happening] = []
    for organisation in staff.organisations:
        members = [one for one in staff if one.organisation == organisation and one.rings]
        first = _stewards(members)[0].login
        found += [Happening(today - ago, first, _copy_log, _NO_WOMAN) for ago in _LOG_COPIED]
        for day in _days(begin, today):
            found += _once(members, day)
            found.append(Happening(day + _OLD_STAY, first, _drop_old))
        if organisation == OFFICE:
            found.append(Happening(today - _OFFICE_DROPS, first, _drop_old))
    return found


def _days(begin: date, today: date) -> Iterator[date]:
    day = today - _LAST
    while day > begin + timedelta(days=60):
        yield day
        day -= _EVERY


def _stewards(members: list[Somebody]) -> list[Somebody]:
    return [one for one in members if one.roles & STEWARDS]


def _once(members: list[Somebody], day: date) -> Iterator[Happening]:
    stewards = _stewards(members)
    if len(stewards) == 1:
        yield Happening(day, stewards[0].login, _look_alone)
    for number, steward in enumerate(stewards[:2] if len(stewards) > 1 else []):
        yield Happening(day, steward.login, _looking(number))
    yield Happening(day, stewards[0].login, _change)
    for one in members:
        yield Happening(day + _READ_AFTER, one.login, _read, _NO_WOMAN)


def _sheets(scene: Scene, user: User) -> BreakGlass:
    return scene.session.get_one(BreakGlass, user.organisation_id)


def _looking(number: int) -> Does:
    def look(scene: Scene, user: User) -> None:
        pair = _sheets(scene, user)
        digits = (pair.check_a, pair.check_b)[number]
        sheet_check.confirm_one(scene.session, scene.secrets, user, own_ring(scene.session), pair, digits)

    return look


def _look_alone(scene: Scene, user: User) -> None:
    pair = _sheets(scene, user)
    both = (pair.check_a, pair.check_b)
    sheet_check.confirm_both(scene.session, scene.secrets, user, own_ring(scene.session), pair, both)


def _change(scene: Scene, user: User) -> None:
    session = scene.session
    session.flush()
    fresh = rings.begin_epoch(session, scene.secrets, own_ring(session))
    note(session, actor(session), Act.EPOCH_BEGUN, subject_id=fresh.id)
    renew(session, [fresh])
    before, left = None, rings.older(session, fresh.id, fresh.epoch)
    while left != before:  # of the office the facts on their way stay
        before, left = left, rings.move_some(session, fresh, rings.AT_ONCE)
    _hand_out(scene, user, fresh)


def _hand_out(scene: Scene, user: User, held: HeldRing) -> None:
    """What the next sign-in of each colleague opens."""
    for one in scene.staff:
        if one.rings and one.rings[0].organisation_id == user.organisation_id:
            one.rings = [held]


def _drop_old(scene: Scene, user: User) -> None:
    session = scene.session
    held = own_ring(session)
    session.flush()
    if rings.drop_old(session, held):
        note(session, actor(session), Act.OLD_KEY_DROPPED, subject_id=held.id)
        held = replace(held, keys={held.epoch: held.now})
        renew(session, [held])
        _hand_out(scene, user, held)


def _copy_log(scene: Scene, user: User) -> None:
    write_down(scene.session, user)


def _read(scene: Scene, user: User) -> None:
    newest = announcements(scene.session, user)
    read_up_to(scene.session, user, newest[0].id)
