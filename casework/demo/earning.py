"""What comes of it: follow-ups, work, businesses and what was given for them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from auth.models import User
from casework.cases.models import Case
from casework.cases.queries import find
from casework.core import clock
from casework.core.calendar import PartialDate, to_bs
from casework.core.db import new_id
from casework.demo.dice import Dice
from casework.demo.learning import leaves_on, network_file
from casework.demo.referring import COORDINATORS
from casework.demo.scene import Happening, Scene
from casework.demo.way import Path, Way
from casework.enterprise.actions import begin, change, give
from casework.enterprise.models import Business, Support
from casework.followup.actions import answer, record
from casework.followup.models import AFTER_MONTHS, FollowUp, follow_up_id, months_after
from casework.followup.ways import ways as ways_to_ask

Does = Callable[[Scene, User], None]

WORKS = {"own_business": 42, "job": 26, "looking": 16, "not_looking": 8, "abroad": 4, "not_reached": 4}
_BANDS = {
    "1_4999": 15,
    "5000_9999": 30,
    "10000_14999": 25,
    "15000_19999": 18,
    "20000_29999": 9,
    "30000_plus": 3,
}
_VALUES = {"toolkit": (8000, 30000), "grant": (10000, 50000), "loan": (20000, 100000)}


def happenings(way: Way, today: date) -> list[Happening]:
    """What she does, as far as somebody asks."""
    if way.path in (Path.BUSINESS, Path.JOB):
        return _without_course(way, today)
    if way.cohort is None or leaves_on(way, way.cohort):
        return []
    return _after_course(way, way.cohort.last_day, today)


def _what(way: Way) -> str:
    """What she does after a course: the same answer each time, as a rule."""
    return Dice(way.number, "works").weighted(WORKS)


def _without_course(way: Way, today: date) -> list[Happening]:
    day = way.opened_on + timedelta(days=Dice(way.number, "begins").whole(12, 30))
    if day > way.open_until(today):
        return []
    found = [Happening(day, way.worker, _telling(way, _own))]
    if way.path is Path.BUSINESS:
        found.append(Happening(day, way.worker, _beginning(way, _own, day)))
    return found


def _after_course(way: Way, completed: date, today: date) -> list[Happening]:
    dice, found = Dice(way.number, "after"), []
    who = dice.one(COORDINATORS)
    for after in AFTER_MONTHS:
        due = months_after(completed, after)
        asked = due + timedelta(days=dice.whole(0, 12))
        # What has been due for long was done; of what is due these weeks a part waits.
        if due < today - timedelta(days=30) or dice.happens(40):
            found.append(Happening(asked, who, _following_up(way, after)))
    if _what(way) == "own_business":
        day = completed + timedelta(days=dice.whole(20, 80))
        found.append(Happening(day, who, _beginning(way, network_case, day)))
    return [h for h in found if h.on <= today]


def network_case(scene: Scene, user: User, way: Way) -> Case:
    """Her file at the network."""
    return find(scene.session, user, network_file(scene, way))


def _own(scene: Scene, user: User, way: Way) -> Case:
    return find(scene.session, user, scene.women[way.number].case_id)


def _answers(scene: Scene, case: Case, dice: Dice, what: str) -> dict[str, Any]:
    """What she says, by a way that she allows."""
    earning = what in ("own_business", "job")
    return {
        "what": what,
        "channel": dice.one(ways_to_ask(scene.session, case)),
        "asked_on": clock.today(),
        "since": _month(clock.today() - timedelta(days=dice.whole(20, 80))) if earning else None,
        "income_band": dice.weighted(_BANDS) if earning else "",
    }


def _month(day: date) -> PartialDate:
    bs = to_bs(day)
    return PartialDate.from_bs(bs.year, bs.month)


def _telling(way: Way, file: Callable[[Scene, User, Way], Case]) -> Does:
    def tell(scene: Scene, user: User) -> None:
        case = file(scene, user, way)
        scene.load(case)
        what = "own_business" if way.path is Path.BUSINESS else "job"
        record(scene.session, case, new_id(), _answers(scene, case, Dice(way.number, "tells"), what))

    return tell


def _following_up(way: Way, after: int) -> Does:
    def ask(scene: Scene, user: User) -> None:
        case = network_case(scene, user, way)
        scene.load(case)
        row = scene.session.get_one(FollowUp, follow_up_id(scene.women[way.number].enrolment_id, after))
        told = _answers(scene, case, Dice(way.number, "follow-up", after), _what(way))
        again = clock.today() + timedelta(days=14) if told["what"] == "not_reached" else None
        answer(scene.session, case, row, told, revision=row.revision, again_on=again)

    return ask


def _beginning(way: Way, file: Callable[[Scene, User, Way], Case], day: date) -> Does:
    def start(scene: Scene, user: User) -> None:
        dice = Dice(way.number, "business")
        case = file(scene, user, way)
        trade = (
            way.cohort.course.trade if way.cohort else dice.one(("goat", "retail", "mushroom", "knitting"))
        )
        fields = {"trade": trade, "words": "", "palika": None, "stage": "starting", "begun": _month(day)}
        row = begin(scene.session, case, new_id(), fields)
        for support in _given(dice, day):
            give(scene.session, case, row, support)
        scene.session.flush()
        _grow(scene, case, row, dice, fields)

    return start


def _given(dice: Dice, day: date) -> list[Support]:
    kinds = dice.some(("toolkit", "grant", "loan"), 0, 2)
    return [Support(new_id(), kind, day, dice.whole(*_VALUES[kind]) // 500 * 500) for kind in kinds]


def _grow(scene: Scene, case: Case, row: Business, dice: Dice, fields: dict[str, Any]) -> None:
    stage = dice.weighted({"starting": 35, "running": 40, "growing": 13, "paused": 7, "closed": 5})
    if stage != "starting":
        change(scene.session, case, row, {**fields, "stage": stage}, revision=row.revision)
