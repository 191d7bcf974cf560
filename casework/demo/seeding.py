"""Making the demo: who works there, then day by day what they do, up to today."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from sqlalchemy.orm import Session

from auth.secrets import Secrets
from casework.core import clock
from casework.demo import (
    aiming,
    earning,
    ending,
    helping,
    keeping,
    learning,
    listed,
    opening,
    publishing,
    referring,
    talking,
)
from casework.demo.cohorts import plans
from casework.demo.play import Play, Shows
from casework.demo.scene import Happening, Scene, moment
from casework.demo.staff import Staff, found, new_organisations
from casework.demo.way import Way, beginning, plan_ways

WOMEN = 600


def seed(
    session: Session,
    secrets: Secrets,
    progress: Shows,
    *,
    women: int = WOMEN,
    organisations: dict[str, UUID] | None = None,
    cheap: bool = False,
) -> Staff:
    """Fill an empty, migrated database. `organisations` are the ids that are to be made; `cheap`
    lowers the price of the passphrases, for tests.

    Returns who works there, each with the passphrase that was drawn for her."""
    today = clock.today()
    begin = beginning(today)
    with clock.at(moment(begin)):
        staff = found(session, secrets, organisations or new_organisations(), cheap=cheap)
    scene = Scene(session, secrets, staff, begin, today)
    Play(scene, story(scene, women), progress).run()
    return staff


def story(scene: Scene, women: int) -> list[Happening]:
    """All that happens, in its order."""
    cohorts = plans(scene.begin, scene.today)
    ways = plan_ways(women, cohorts, scene.begin, scene.today)
    happenings = [*learning.catalogue(scene.begin), *publishing.happenings(scene.today)]
    happenings += aiming.happenings(scene.today)
    happenings += keeping.happenings(scene.staff, scene.begin, scene.today)
    happenings += listed.happenings(scene.today)
    for way in ways:
        happenings += _about([way], _of_one(way, scene))
    for way, asked in talking.happenings(ways, scene.today):
        happenings += _about([way], asked)
    for plan in cohorts:
        meant = [way for way in ways if way.cohort and way.cohort.number == plan.number]
        happenings += _about(meant, learning.cohort(plan, meant, scene.today))
    return sorted((h for h in happenings if h.on <= scene.today), key=lambda h: h.on)


def _about(ways: list[Way], happenings: list[Happening]) -> list[Happening]:
    numbers = frozenset(way.number for way in ways)
    return [replace(happening, about=numbers) for happening in happenings]


def _of_one(way: Way, scene: Scene) -> list[Happening]:
    return [
        *opening.happenings(way),
        *helping.happenings(way, scene.today),
        *referring.happenings(way),
        *learning.enrolment(way),
        *earning.happenings(way, scene.today),
        *ending.happenings(way, scene.today),
    ]
