"""The weeks in between: a plan, notes, whether she is safe, services elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from uuid import UUID

from auth.models import User
from casework.casefile.opened import opened
from casework.casefile.safety import answer
from casework.cases.plan import Action
from casework.cases.planning import add_action, add_goal, add_note, row_of
from casework.consent.actions import LASTS
from casework.core import clock, datafiles
from casework.core.codes import codelist
from casework.core.db import new_id
from casework.demo.dice import Dice
from casework.demo.scene import Happening, Scene
from casework.demo.way import Path, Way
from casework.people.models import Safety
from casework.referrals.outside import Told, write_down, write_result

DIMENSIONS = {"economic": 60, "social": 25, "psychosocial": 15}


def happenings(way: Way, today: date) -> list[Happening]:
    """What her caseworker does between the first conversation and the last."""
    if way.path is Path.NOT_YET:
        return []
    last = way.open_until(today)
    found = [] if way.at_network else [*_planning(way, last, today), *_elsewhere(way)]
    found = [h for h in [*found, *_notes(way, today)] if way.opened_on <= h.on <= last]
    return found if way.at_network else [*found, *_safety(way, today)]


def _after(way: Way, days: int) -> date:
    return way.opened_on + timedelta(days=days)


def _planning(way: Way, last: date, today: date) -> list[Happening]:
    dice = Dice(way.number, "plan")
    if not dice.happens(80):
        return []
    made = _after(way, dice.whole(1, 12))
    latest = last if last < today else None
    steps = [_Step(dice, made, latest) for _step in range(dice.whole(1, 2))]
    found = [Happening(made, way.worker, lambda scene, user: _plan(scene, user, way, steps))]
    for step in steps:
        # What has been due for long is done; of what was due lately, a part waits.
        if latest or step.due_on < today - timedelta(days=30) or dice.happens(60):
            found.append(Happening(step.due_on, way.worker, _finishing(way, step.id)))
    return found


class _Step:
    """One action before it is written down."""

    def __init__(self, dice: Dice, made: date, latest: date | None) -> None:
        self.id = new_id()
        self.dimension = dice.weighted(DIMENSIONS)
        self.words = dice.one(_words("action", self.dimension))
        due_on = made + timedelta(days=dice.whole(8, 45))
        self.due_on = min(due_on, latest) if latest else due_on  # nothing waits in a closed file
        self.herself = dice.happens(25)


@cache
def _words(kind: str, dimension: str) -> tuple[str, ...]:
    rows = datafiles.rows("demo/plans.csv")
    return tuple(row["text"] for row in rows if (row["kind"], row["dimension"]) == (kind, dimension))


def _plan(scene: Scene, user: User, way: Way, steps: list[_Step]) -> None:
    dice = Dice(way.number, "goal")
    case = scene.file(user, way.number)
    first = steps[0].dimension
    words = dice.one(_words("goal", first))
    goal = add_goal(scene.session, user, case, goal_id=new_id(), dimension=first, words=words)
    scene.session.flush()
    for step in steps:
        add_action(
            scene.session,
            user,
            case,
            action_id=step.id,
            words=step.words,
            due_on=step.due_on,
            by_user=None if step.herself else user.id,
            goal_id=goal.id if step.dimension == first else None,
        )


def _finishing(way: Way, action_id: UUID) -> Callable[[Scene, User], None]:
    def finish(scene: Scene, user: User) -> None:
        case = scene.file(user, way.number)
        row_of(scene.session, case, Action, action_id).finish(user.id, clock.today())

    return finish


def _notes(way: Way, today: date) -> list[Happening]:
    dice = Dice(way.number, "notes")
    days = [_after(way, dice.whole(8, 60))]
    if way.open_until(today) == today and dice.happens(85):
        days.append(today - timedelta(days=dice.whole(1, 26)))
    elif dice.happens(40):
        days.append(_after(way, dice.whole(61, 150)))
    return [Happening(day, way.worker, _noting(way, dice, lately=day > today - _LATELY)) for day in days]


_LATELY = timedelta(days=30)


def _noting(way: Way, dice: Dice, *, lately: bool) -> Callable[[Scene, User], None]:
    words = dice.one(_note_words(way.cohort is not None and dice.happens(30)))

    def write(scene: Scene, user: User) -> None:
        case = scene.file(user, way.number)
        add_note(scene.session, user, case, note_id=new_id(), words=words, reached=lately)

    return write


@cache
def _note_words(learning: bool) -> tuple[str, ...]:
    about = "learning" if learning else "talk"
    return tuple(row["text"] for row in datafiles.rows("demo/notes.csv") if row["about"] == about)


def _safety(way: Way, today: date) -> list[Happening]:
    """In an open file somebody asks every few weeks, but for a few; of closed ones some show it."""
    dice, first, until = Dice(way.number, "safety"), way.opened_on, way.open_until(today)
    if way.path is Path.REOPENED and way.closed_on:
        first, until = way.closed_on + _REOPENED_BY, min(today, way.opened_on + LASTS - timedelta(days=1))
    if until < first or not dice.happens(92 if until == today else 14):
        return []
    said = dice.weighted({Safety.YES: 85, Safety.UNSURE: 12, Safety.NO: 3})
    ago, ahead = ((0, 44), (40, 50)) if said is Safety.YES else ((0, 8), (7, 14))
    asked = max(first, until - timedelta(days=dice.whole(*ago)))
    next_on = asked + timedelta(days=dice.whole(*ahead))

    def ask(scene: Scene, user: User) -> None:
        file = opened(scene.session, user, scene.women[way.number].case_id)
        answer(scene.session, file, said, next_on)

    return [Happening(asked, way.worker, ask)]


_REOPENED_BY = timedelta(days=15)
"""Within so many days after its end a file of that path is open again."""


def _elsewhere(way: Way) -> list[Happening]:
    dice = Dice(way.number, "elsewhere")
    if not dice.happens(14):
        return []
    service = dice.weighted(_SERVICES)
    day, row_id = _after(way, dice.whole(3, 40)), new_id()
    result = dice.weighted({"": 20, "received": 60, "not_received": 10, "did_not_go": 10})

    def send(scene: Scene, user: User) -> None:
        case = scene.file(user, way.number)
        told = Told(service, "", "", "", dice.happens(50), clock.today())
        row = write_down(scene.session, user, case, told, row_id=row_id)
        if result:
            words = codelist("service_result").label(result, "ne")  # as a caseworker would write it
            write_result(scene.session, user, case, row, words, clock.today())

    return [Happening(day, way.worker, send)]


_SERVICES = {
    "health_post": 30,
    "women_children_section": 25,
    "employment_service_centre": 20,
    "legal_aid": 15,
    "bank": 10,
}
