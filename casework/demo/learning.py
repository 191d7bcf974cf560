"""Courses and cohorts of the network: places, rolls, completions, tests, women who leave early."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID, uuid5

from auth.models import User
from casework.cases.queries import find
from casework.core import clock
from casework.core.db import new_id
from casework.core.digits import to_devanagari
from casework.demo.cohorts import Plan, courses
from casework.demo.dice import Dice
from casework.demo.papers import keep_sample
from casework.demo.referring import COORDINATORS
from casework.demo.scene import Happening, Scene
from casework.demo.way import Path, Way
from casework.demo.woman import on_paper
from casework.referrals.actions.ending import complete as complete_referral
from casework.referrals.queries import find_received
from casework.training.actions import end_cohort, enrol, hold_class, keep_course, open_cohort
from casework.training.enrolment import Attendance, EnrolmentState, SkillTest
from casework.training.outcomes import complete, leave, take_test
from casework.training.queries import find_cohort, find_enrolment
from casework.training.roll import Answer, roll_of, save_roll

_COURSES = UUID("6f0f0c3e-5c0b-4f5e-9f0a-3a6f1f0c9b11")
_ANNOUNCED = timedelta(days=40)
PLACES = 20
LEAVES = 3
"""Of every thirty women the third leaves early, and some others."""

Does = Callable[[Scene, User], None]


def course_id(scene: Scene, trade: str) -> UUID:
    """The id of a course of this demo."""
    return uuid5(_COURSES, f"{scene.staff.organisations['network']} {trade}")


def catalogue(begin: date) -> list[Happening]:
    """What the network teaches."""

    def write(scene: Scene, user: User) -> None:
        for course in courses():
            keep_course(scene.session, user, course_id(scene, course.trade), vars(course))

    return [Happening(begin, COORDINATORS[0], write)]


def cohort(plan: Plan, ways: list[Way], today: date) -> list[Happening]:
    """One cohort, from its announcement to its end. `ways` are those of the women it is meant for."""
    who = COORDINATORS[plan.number % 2]
    opened = Happening(plan.first_day - _ANNOUNCED, who, _opening(plan, ways, today))
    classes = [Happening(day, who, _class(plan, ways, day)) for day in plan.classes(today)]
    ended = plan.last_day + timedelta(days=1)
    return [
        opened,
        *classes,
        Happening(ended, who, lambda scene, user: _completing(scene, user, plan, ways)),
        Happening(ended + timedelta(days=18), who, lambda scene, user: _testing(scene, user, plan, ways)),
    ]


def enrolment(way: Way) -> list[Happening]:
    """Her place: on the day on which the network knows her."""
    if way.cohort is None:
        return []
    dice = Dice(way.number, "answer")
    if way.offered_on is None:
        return [Happening(way.opened_on, way.worker, _enrolling(way))]
    known = way.offered_on + timedelta(days=dice.whole(1, 6))
    return [Happening(known, dice.one(COORDINATORS), _enrolling(way))]


def network_file(scene: Scene, way: Way) -> UUID:
    """Her file at the network."""
    made = scene.women[way.number]
    return made.case_id if way.at_network else made.network_case_id


def _opening(plan: Plan, ways: list[Way], today: date) -> Does:
    def begin(scene: Scene, user: User) -> None:
        scarce = plan.first_day > today
        fields = {
            "title": to_devanagari(f"{plan.course.title_ne} {plan.number + 1}"),
            "first_day": plan.first_day,
            "last_day": plan.last_day,
            "palika": plan.palika,
            "places": max(1, len(ways) * 4 // 5) if scarce else max(PLACES, len(ways)),
            "waiting_places": len(ways),
        }
        made = scene.cohorts[plan.number] = new_id()
        course = course_id(scene, plan.course.trade)
        open_cohort(scene.session, user, made, course_id=course, fields=fields)

    return begin


def _enrolling(way: Way) -> Does:
    def give_place(scene: Scene, user: User) -> None:
        assert way.cohort is not None  # noqa: S101  # only women with a cohort get here
        case = find(scene.session, user, network_file(scene, way))
        made = scene.women[way.number]
        name = on_paper(way.number) if Dice(way.number, "certificate name").happens(20) else ""
        enrol(
            scene.session,
            user,
            made.enrolment_id,
            cohort_id=scene.cohorts[way.cohort.number],
            case=case,
            name=name,
        )

    return give_place


def leaves_on(way: Way, plan: Plan) -> date | None:
    """The day on which she leaves early, if she does."""
    dice = Dice(way.number, "leaves")
    if plan.missing == way.number:
        return None
    length = (plan.last_day - plan.first_day).days
    return (
        plan.first_day + timedelta(days=dice.whole(10, length - 5))
        if way.number % 30 == LEAVES or dice.happens(9)
        else None
    )


def _class(plan: Plan, ways: list[Way], day: date) -> Does:
    def take_roll(scene: Scene, user: User) -> None:
        session, cohort_id = scene.session, scene.cohorts[plan.number]
        held = hold_class(session, user, cohort_id, day=day)
        session.flush()
        roll = roll_of(session, find_cohort(session, user, cohort_id), held.id)
        marks = {scene.women[way.number].enrolment_id: _mark(way, plan, day) for way in ways}
        save_roll(session, user, roll, {row_id: Answer(mark, None) for row_id, mark in marks.items()})
        for way in ways:
            left = leaves_on(way, plan)
            if left and left <= day < left + timedelta(days=5):
                _leave(scene, user, way, day)

    return take_roll


def _mark(way: Way, plan: Plan, day: date) -> Attendance:
    if way.cohort is not None and way.number == way.cohort.missing and (day - plan.first_day).days > 8:
        return Attendance.ABSENT
    dice = Dice(way.number, "roll", (day - plan.first_day).days)
    return dice.weighted({Attendance.PRESENT: 86, Attendance.EXCUSED: 8, Attendance.ABSENT: 6})


_LEFT = {"childcare": 30, "family": 20, "health": 20, "distance": 15, "job": 15}


def _leave(scene: Scene, user: User, way: Way, day: date) -> None:
    row = find_enrolment(scene.session, user, scene.women[way.number].enrolment_id)
    if row.state is not EnrolmentState.LEFT:
        reason = Dice(way.number, "left").weighted(_LEFT)
        leave(scene.session, user, row, revision=row.revision, on=day, reason=reason)


def _completing(scene: Scene, user: User, plan: Plan, ways: list[Way]) -> None:
    for way in ways:
        row = find_enrolment(scene.session, user, scene.women[way.number].enrolment_id)
        if row.state not in (EnrolmentState.ATTENDING, EnrolmentState.ENROLLED):
            continue
        number = f"DEMO-C{way.number:04d}" if Dice(way.number, "certificate").happens(85) else ""
        complete(scene.session, user, row, revision=row.revision, on=plan.last_day, certificate=number)
        if number and Dice(way.number, "photo").happens(8):
            keep_sample(scene, user, network_file(scene, way), row.id)
        if way.path is Path.LEARNED:
            referral = find_received(scene.session, user, scene.women[way.number].referral_id)
            complete_referral(scene.session, user, referral)


def _testing(scene: Scene, user: User, plan: Plan, ways: list[Way]) -> None:
    end_cohort(find_cohort(scene.session, user, scene.cohorts[plan.number]))
    for way in ways:
        row = find_enrolment(scene.session, user, scene.women[way.number].enrolment_id)
        dice = Dice(way.number, "test")
        if row.state is EnrolmentState.COMPLETED and plan.course.level and dice.happens(70):
            result = dice.weighted({"passed": 80, "not_passed": 15, "not_taken": 5})
            test = SkillTest(plan.course.level, clock.today(), result)
            take_test(scene.session, row, revision=row.revision, test=test)
