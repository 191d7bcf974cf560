"""The ends of ways: closed, opened again, consent taken back, renewed; and files that change hands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from auth.models import User
from casework.cases.reasons import Reason
from casework.cases.state_changes import close, hand_over, open_with_reason, reopen
from casework.consent.actions import LASTS, record, withdraw_purposes
from casework.consent.conversation import Conversation
from casework.consent.purposes import Purpose, State
from casework.core import clock
from casework.core.db import new_id
from casework.demo.dice import Dice
from casework.demo.scene import Happening, Scene
from casework.demo.way import Path, Way

SUPERVISORS = {"asha": "sabitri", "apsara": "sabitri", "bina": "gomati", "bishnu": "gomati"}
COLLEAGUES = {"asha": "apsara", "apsara": "asha", "bina": "bishnu", "bishnu": "bina"}
_REASONS = {"goals_met": 50, "referred_out": 14, "moved": 14, "remigrated": 10, "no_contact": 12}
_RENEWED_AFTER = LASTS - timedelta(days=15)

Does = Callable[[Scene, User], None]


def happenings(way: Way, today: date) -> list[Happening]:
    """What ends, and what begins again."""
    found = [*_closing(way), *_renewing(way, today), *_looking(way, today)]
    if way.stopped_on:
        found.append(Happening(way.stopped_on, way.worker, _stopping(way)))
    return found


def opener(way: Way) -> str:
    """Who opens a file: mostly whoever keeps it; some are handed over on the next day."""
    return COLLEAGUES[way.worker] if _changes_hands(way) else way.worker


def handing_over(way: Way) -> list[Happening]:
    """The supervisor gives the file to whom it is going to stay with."""
    if not _changes_hands(way):
        return []

    def give(scene: Scene, user: User) -> None:
        to_user = scene.staff.people[way.worker].id
        hand_over(scene.session, user, [scene.women[way.number].case_id], to_user)

    return [Happening(way.opened_on + timedelta(days=1), SUPERVISORS[way.worker], give)]


def _changes_hands(way: Way) -> bool:
    return way.path is Path.HELPED and Dice(way.number, "hands").happens(12)


def _closing(way: Way) -> list[Happening]:
    if way.closed_on is None:
        return []
    found = [Happening(way.closed_on, way.worker, _with_file(way, _close))]
    if way.path is Path.REOPENED:
        again = way.closed_on + timedelta(days=Dice(way.number, "again").whole(3, 14))
        found.append(Happening(again, way.worker, _with_file(way, _reopen)))
    return found


def _with_file(way: Way, does: Callable[[Scene, User, Way], None]) -> Does:
    def act(scene: Scene, user: User) -> None:
        scene.file(user, way.number)
        does(scene, user, way)

    return act


def _close(scene: Scene, user: User, way: Way) -> None:
    reason = Dice(way.number, "reason").weighted(_REASONS)
    close(scene.session, user, scene.women[way.number].case_id, closure_id=new_id(), reason=reason)


def _reopen(scene: Scene, user: User, way: Way) -> None:
    reopen(scene.session, user, scene.women[way.number].case_id, reopening_id=new_id())


def _stopping(way: Way) -> Does:
    def stop(scene: Scene, user: User, way: Way) -> None:
        talk = Conversation(given_on=clock.today(), explained_by=user.name_ne)
        case_id = scene.women[way.number].case_id
        withdraw_purposes(scene.session, user, case_id, [Purpose.KEEP], talk)

    return _with_file(way, stop)


def _renewing(way: Way, today: date) -> list[Happening]:
    """After two years consent is asked again; here and there it was forgotten, and the file rests."""
    on = way.opened_on + _RENEWED_AFTER
    if on > way.open_until(today) or way.path is Path.NOT_YET or way.forgotten_on:
        return []

    def renew(scene: Scene, user: User, way: Way) -> None:
        talk = Conversation(given_on=clock.today(), explained_by=user.name_ne)
        said = {Purpose.KEEP: State.RENEWED}
        record(scene.session, user, scene.women[way.number].case_id, said, talk)

    return [Happening(on, way.worker, _with_file(way, renew))]


def _looking(way: Way, today: date) -> list[Happening]:
    """A colleague opens a file with a reason, which the supervisor sees."""
    if way.at_network or way.path is Path.NOT_YET or not Dice(way.number, "looking").happens(3):
        return []

    def look(scene: Scene, user: User) -> None:
        case_id = scene.women[way.number].case_id
        open_with_reason(scene.session, user, case_id, opening_id=new_id(), reason=Reason.COVERS)

    on = today - timedelta(days=Dice(way.number, "looked").whole(0, 6))
    return [Happening(on, COLLEAGUES[way.worker], look)] if way.open_until(today) == today else []
