"""A file at rest: every route that writes, tried by its caseworker and by a supervisor who gave a reason."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import select

from casework.cases.models import Case
from casework.consent import actions
from casework.consent.conversation import Conversation
from casework.consent.purposes import Purpose
from casework.core import clock
from casework.core.db import db
from casework.vault.keyring import keyring
from casework.vault.sealed import REGISTRY
from tests.access.asking import ask, endpoint, from_page, matrix
from tests.access.scene import Scene
from tests.access.state import Kept
from tests.support.people import acting

OF_THE_FILE = {
    "file",
    "note",
    "goal",
    "step",
    "business",
    "given",
    "activity",
    "followup",
    "outside",
    "stay",
    "paper",
}
LINES = [one for one in matrix() if one.method == "POST" and OF_THE_FILE & set(one.names)]
MAY_WRITE = {
    "cases.give_reason": "why it is opened is written down",
    "casefile.close_file": "a file that rests can be closed",
    "consent.talked": "her new word wakes it",
    "consent.stopped": "she can take back more",
    "consent.stopped_sharing": "she can take back more",
    "erasure.ask": "it can be erased",
    "few.leave": "new keys and not a word more: fewer people can read it",
    "erasure.take_back": "it can be erased, or not",
    "erasure.confirm": "it can be erased",
}
"""What may be written in a file at rest, and why."""


def test_nothing_is_written_in_a_file_at_rest(scenes: Callable[[str], Scene]) -> None:
    resting = scenes("sqlite")
    world = resting.world
    with world.app.app_context():
        as_found = Kept(db.engine)
    case_id = UUID(resting.ids["file"])
    bodies = [from_page(resting, line) for line in LINES]
    try:
        _take_consent_back(resting, case_id)
        _give_a_reason(resting)
        with world.app.app_context():
            at_rest, before = Kept(db.engine), _versions(case_id)
        wrote = set()
        for line, body in zip(LINES, bodies, strict=True):
            for who in ("owner", "supervisor"):
                ask(resting, line, who, body=body)
                with world.app.app_context():
                    changed = _versions(case_id) != before
                if changed:
                    wrote.add(endpoint(world.app, line))
                    at_rest.put_back()
        assert wrote <= set(MAY_WRITE)
        assert {"consent.talked", "erasure.ask"} <= wrote
    finally:
        with world.app.app_context():
            as_found.put_back()


def _take_consent_back(scene: Scene, case_id: UUID) -> None:
    asha = scene.world.asha
    with acting(asha) as session:
        keyring(session).open_folders(session, [case_id])
        told = Conversation(given_on=clock.today())
        actions.withdraw_purposes(session, asha.user, case_id, [Purpose.KEEP], told)


def _give_a_reason(scene: Scene) -> None:
    line = next(one for one in matrix() if one.method == "POST" and one.path == "/files/{file}/reason")
    assert ask(scene, line, "supervisor").status_code == 303


def _versions(case_id: UUID) -> tuple[object, ...]:
    """Every sealed row of a file with its version, and the file's own row."""
    session = db.session
    session.rollback()
    found: list[object] = [session.execute(select(Case.__table__).where(Case.id == case_id)).all()]
    for cls in REGISTRY:
        rows = select(cls.id, cls.version).where(cls.folder_id == case_id).order_by(cls.id)
        found.append([tuple(row) for row in session.execute(rows)])
    session.rollback()
    return tuple(map(str, found))
