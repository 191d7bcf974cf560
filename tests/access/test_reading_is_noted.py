"""Whoever is shown something of a woman has left a line in the audit, whichever page showed it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from casework.audit.models import Act, Entry
from casework.core.db import db
from casework.enterprise.models import Business
from casework.followup.models import Activity, FollowUp
from casework.referrals.models import Referral
from casework.training.enrolment import Enrolment
from tests.access.asking import Line, ask, endpoint, from_page, matrix
from tests.access.bodies import Body
from tests.access.scene import Scene
from tests.access.state import Kept, Watched

OF_A_WOMAN: dict[str, Callable[[UUID], set[UUID]]] = {
    "case_id": lambda one: {one},
    "talk_id": lambda one: {one},
    "business_id": lambda one: _folder(Business, one),
    "activity_id": lambda one: _folder(Activity, one),
    "follow_up_id": lambda one: _folder(FollowUp, one),
    "enrolment_id": lambda one: _folder(Enrolment, one),
    "referral_id": lambda one: {one, db.session.get_one(Referral, one).case_id},
    "passing_id": lambda one: {one},
}
"""What a path may name -> what the line has to be about. The first that a path names counts."""

WITHIN = frozenset(
    {
        "name",
        "kind",
        "goal_id",
        "step_id",
        "note_id",
        "stay_id",
        "record_id",
        "row_id",
        "support_id",
        "paper_id",
    }
)
"""Named only after one of those above."""

OF_NOBODY = {
    "token": "an invitation",
    "filename": "a file of the look",
    "number": "a sheet of the keys",
    "user_id": "somebody who works here",
    "ring_id": "a partner's keys",
    "organisation_id": "an organisation",
    "course_id": "a course",
    "cohort_id": "names on a list, as on the list of files; each woman's own page is noted",
    "class_id": "the same, for one day",
    "code": "an indicator of the programme",
    "in_year": "a fiscal year",
    "form": "a format of a table",
    "lang": "a language of a report",
    "token_id": "a token for a program",
    "import_id": "a list that was brought in; what leaves it again is noted as exported",
}
UNNOTED = {
    "cases.reason": "asks for the reason before anything of the file is shown",
    "cases.give_reason": "the same, with an answer that is missing",
    "casefile.new_stay": "leads on at once",
}
BODIES: dict[str, Body | None] = {
    "GET": None,
    "with nothing filled in": {},
    "with a revision that never was": {"revision": "999999"},
    "with another language chosen": {"read-in-lang": "ne"},
    "with the other calendar chosen": {"read-in-calendar": "ad", "anyway": "1"},
}


def _folder(model: type, one: UUID) -> set[UUID]:
    found = db.session.scalar(select(model.folder_id).where(model.id == one))  # type: ignore[attr-defined]
    return {found} if found else set()


@pytest.fixture(scope="module")
def scene(scenes: Callable[[str], Scene]) -> Scene:
    """The scene on SQLite."""
    return scenes("sqlite")


@pytest.fixture(scope="module")
def found(scene: Scene) -> tuple[Kept, Watched]:
    """The database as everybody finds it."""
    with scene.world.app.app_context():
        watched = Watched(db.engine)
        return Kept(db.engine), watched


def test_every_thing_that_a_path_can_name_is_somebodys_or_nobodys(scene: Scene) -> None:
    named = {name for rule in scene.world.app.url_map.iter_rules() for name in rule.arguments}
    assert named == {*OF_A_WOMAN, *WITHIN, *OF_NOBODY}


def test_every_exception_is_a_route(scene: Scene) -> None:
    assert set(UNNOTED) <= {endpoint(scene.world.app, line) for line in matrix()}


LINES = [line for line in matrix() if line.welcome]


@pytest.mark.parametrize("how", BODIES)
def test_what_is_shown_of_a_woman_leaves_a_line_about_her(
    scene: Scene, found: tuple[Kept, Watched], how: str
) -> None:
    (kept, watched), silent = found, []
    for line in _asked(scene, how):
        hidden = from_page(scene, line) if BODIES[how] else {}
        # One of each side reads as the others of it do.
        for who in (
            line.welcome if BODIES[how] is None else dict.fromkeys((line.welcome[0], line.welcome[-1]))
        ):
            if watched.touched:
                kept.put_back()
            silent += [f"{line.path} to {who}"] if _is_silent(scene, line, who, how, hidden) else []
    kept.put_back()
    assert silent == []


def _asked(scene: Scene, how: str) -> list[Line]:
    """The lines about a woman that are asked for in this way."""
    getting = BODIES[how] is None
    lines = [line for line in LINES if _about(scene, line) and (line.method == "GET") is getting]
    return [line for line in lines if endpoint(scene.world.app, line) not in UNNOTED]


def _is_silent(scene: Scene, line: Line, who: str, how: str, hidden: Body) -> bool:
    """Whether something of a woman came back, and no line of whoever asked is about her."""
    before = _lines(scene, who)
    response = _send(scene, line, who, how, hidden)
    if 300 <= response.status_code < 400 or _took_on(scene, line, who):
        return False
    about = _about(scene, line)
    return not any(about & ids for ids in _lines(scene, who)[len(before) :])


def _took_on(scene: Scene, line: Line, who: str) -> bool:
    """Whether it is a talk that she took on. That line was there before, and says that she reads it."""
    someone = scene.someone(who)
    query = select(Entry.id).where(Entry.act == Act.SHARE_ACCEPTED, Entry.subject_id.in_(_about(scene, line)))
    with scene.world.app.app_context():
        return db.session.scalar(query.where(Entry.user_id == (someone.id if someone else None))) is not None


def _about(scene: Scene, line: Line) -> set[UUID]:
    path = line.path.format(**scene.ids).partition("?")[0]
    named = scene.world.app.url_map.bind("localhost").match(path, method=line.method)[1]
    with scene.world.app.app_context():
        for name, ids_of in OF_A_WOMAN.items():
            if name in named:
                return ids_of(named[name])
    return set()


def _send(scene: Scene, line: Line, who: str, how: str, hidden: Body) -> TestResponse:
    extra = BODIES[how]
    if extra is None:
        return ask(scene, line, who)
    if not extra:
        sent = {"csrf_token": scene.tokens[who]}
        return scene.client(who).post(line.path.format(**scene.ids), data=sent, buffered=True)
    return ask(scene, line, who, body={**hidden, **extra})


def _lines(scene: Scene, who: str) -> list[set[UUID | None]]:
    """What each line of hers is about, oldest first. That something was refused says nothing of it."""
    someone = scene.someone(who)
    assert someone is not None
    query = select(Entry.folder_id, Entry.subject_id).where(Entry.user_id == someone.id)
    with scene.world.app.app_context():
        rows = db.session.execute(query.where(Entry.act != Act.REFUSED).order_by(Entry.number))
        return [{folder_id, subject_id} for folder_id, subject_id in rows]
