"""Letting everything happen in its order, in transactions of a few days.

A transaction for each happening would take most of the time. So what one person does in a few days is one,
unless somebody else comes to the same woman in between.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import groupby

from auth.models import User
from casework.audit import chain
from casework.core import clock
from casework.demo.scene import Happening, Scene, moment

Shows = Callable[[int, int], None]
"""Called with what is done and the whole."""

_DAYS = timedelta(days=6)
_MOST = 20


class Play:
    """Happenings in the order of their days, each person's waiting until they have to go."""

    def __init__(self, scene: Scene, happenings: list[Happening], shows: Shows) -> None:
        self._scene, self._happenings, self._shows = scene, happenings, shows
        self._waiting: dict[str, list[Happening]] = {}
        self._done = 0

    def run(self) -> None:
        """Let all of it happen."""
        with _collecting_seldom():
            self._run()

    def _run(self) -> None:
        for happening in self._happenings:
            for who in [who for who in self._waiting if self._must_go(who, happening)]:
                self._let(who)
            self._waiting.setdefault(happening.who, []).append(happening)
        for who in list(self._waiting):
            self._let(who)

    def _must_go(self, who: str, coming: Happening) -> bool:
        """Whether what waits for somebody has to happen before what is coming."""
        waiting = self._waiting[who]
        if waiting[0].on + _DAYS < coming.on or len(waiting) >= _MOST:
            return True
        return who != coming.who and any(_same_woman(one, coming) for one in waiting)

    def _let(self, who: str) -> None:
        hers = self._waiting.pop(who)
        with clock.at(moment(hers[-1].on)), self._scene.acting(who) as user:
            for on, one_day in groupby(hers, key=lambda happening: happening.on):
                with clock.at(moment(on)):
                    self._one_day(user, one_day)
        self._done += len(hers)
        self._shows(self._done, len(self._happenings))

    def _one_day(self, user: User, happenings: Iterable[Happening]) -> None:
        session = self._scene.session
        for happening in happenings:
            # What one happening changes is sealed once, at its end.
            with session.no_autoflush:
                happening.does(self._scene, user)
            session.flush()
        chain.write(session)  # with the day on which it happened


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    """Looking for garbage after every few rows takes a sixth of the time, and finds next to none."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, 10, 10)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _same_woman(one: Happening, other: Happening) -> bool:
    return not one.about or not other.about or bool(one.about & other.about)
