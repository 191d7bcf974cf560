"""Referrals to the network: offered, accepted, declined, lapsed, recalled, taken back."""

from __future__ import annotations

from datetime import date, timedelta

from auth.models import User
from casework.consent.actions import withdraw
from casework.consent.conversation import Conversation
from casework.core import clock
from casework.demo.dice import Dice
from casework.demo.scene import Happening, Scene
from casework.demo.way import Path, Way
from casework.people.shown import shown
from casework.referrals.actions.answering import accept, decline
from casework.referrals.actions.ending import end_lapsed, recall, seen
from casework.referrals.actions.offering import Said, Wish, offer
from casework.referrals.models import ANSWER_WITHIN
from casework.referrals.queries import find_received, find_sent
from casework.vault.compartments import Compartment

COORDINATORS = ("nani", "namrata")
_LASTS = timedelta(days=730)
_DECLINED = {"no_place": 30, "too_far": 25, "time_does_not_fit": 20, "later_cohort": 25}


def happenings(way: Way) -> list[Happening]:
    """The referral of one woman, from the offer to its end."""
    if way.offered_on is None:
        return []
    offered = Happening(way.offered_on, way.worker, lambda scene, user: _offer(scene, user, way))
    return [offered, *_answers(way, way.offered_on)]


def _answers(way: Way, offered: date) -> list[Happening]:
    dice = Dice(way.number, "answer")
    answered = offered + timedelta(days=dice.whole(1, 6))
    coordinator, read = dice.one(COORDINATORS), answered + timedelta(days=dice.whole(1, 4))
    match way.path:
        case Path.LEARNED | Path.TOOK_BACK:
            ends = [_taking_back(way, dice, read)] if way.path is Path.TOOK_BACK else []
            accepted = Happening(answered, coordinator, lambda scene, user: _accept(scene, user, way))
            return [accepted, *_reading(way, dice, read), *ends]
        case Path.DECLINED:
            reason = dice.weighted(_DECLINED)
            declined = Happening(answered, coordinator, lambda s, user: _decline(s, user, way, reason))
            return [declined, *_reading(way, dice, read)]
        case Path.RECALLED:
            return [Happening(answered, way.worker, lambda scene, user: _recall(scene, user, way))]
        case Path.LAPSED:
            over = offered + ANSWER_WITHIN + timedelta(days=1)
            return [Happening(over, way.worker, lambda scene, _user: _lapse(scene))]
    return []


def _offer(scene: Scene, user: User, way: Way) -> None:
    made, dice = scene.women[way.number], Dice(way.number, "referral")
    case = scene.file(user, way.number)
    livelihood = shown(scene.session, case).livelihood
    opened = [Compartment.IDENTITY, Compartment.CONTACT]
    if dice.happens(80):
        opened.append(Compartment.LIVELIHOOD)
    wish = Wish(
        recipient=scene.ring_of("network"),
        course=way.cohort.course.trade if way.cohort else dice.one(("tailoring", "cook", "knitting")),
        compartments=tuple(opened),
        ends_on=clock.today() + _LASTS,
        access_needs=livelihood.access_needs if livelihood else (),
        childcare=livelihood.childcare if livelihood else "",
        hours=livelihood.hours_free if livelihood else (),
    )
    said = Said(dice.happens(75), dice.happens(85), _conversation(user))
    offer(scene.session, user, case, wish, said, referral_id=made.referral_id)


def _conversation(user: User) -> Conversation:
    return Conversation(given_on=clock.today(), how_said="signature", explained_by=user.name_ne)


def _accept(scene: Scene, user: User, way: Way) -> None:
    made = scene.women[way.number]
    referral = find_received(scene.session, user, made.referral_id)
    made.network_case_id = accept(scene.session, user, referral)


def _decline(scene: Scene, user: User, way: Way, reason: str) -> None:
    made = scene.women[way.number]
    decline(scene.session, user, find_received(scene.session, user, made.referral_id), reason)


def _recall(scene: Scene, user: User, way: Way) -> None:
    made = scene.women[way.number]
    scene.file(user, way.number)
    recall(scene.session, user, find_sent(scene.session, user, made.referral_id))


def _lapse(scene: Scene) -> None:
    end_lapsed(scene.session)


def _reading(way: Way, dice: Dice, on: date) -> list[Happening]:
    """Her caseworker reads the answer; some answers wait on her day."""
    if way.offered_on and not dice.happens(92):
        return []

    def read(scene: Scene, user: User) -> None:
        made = scene.women[way.number]
        scene.file(user, way.number)
        seen(scene.session, find_sent(scene.session, user, made.referral_id))

    return [Happening(on, way.worker, read)]


def _taking_back(way: Way, dice: Dice, after: date) -> Happening:
    def take_back(scene: Scene, user: User) -> None:
        made = scene.women[way.number]
        scene.file(user, way.number)
        referral = find_sent(scene.session, user, made.referral_id)
        withdraw(scene.session, user, made.case_id, referral.consent_id)

    return Happening(after + timedelta(days=dice.whole(3, 20)), way.worker, take_back)
