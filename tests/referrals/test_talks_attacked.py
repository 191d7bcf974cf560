"""Letters about a talk that are forged, moved, late or taken back meanwhile: nobody reads them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from threading import Thread
from uuid import uuid4

import pytest
from sqlalchemy import func, select, update

from auth.trust import partner_now, pin_ring
from casework.casefile.opening import open_file as open_after_talk
from casework.consent.actions import withdraw_purposes
from casework.consent.models import ConsentRecord
from casework.consent.purposes import Purpose
from casework.core import clock
from casework.core.db import db
from casework.core.errors import NotVisible, Refused
from casework.referrals.epochs import letters_name
from casework.referrals.talks import answering, letters, stopping
from casework.referrals.talks.errors import TalkAsked, TalkNotOpen, TalkTaken
from casework.referrals.talks.models import ANSWER_WITHIN, STANDS, Talk, TalkLetter, TalkState
from casework.sweep import sweep
from casework.vault.messages import NotAsSent, seal_message
from tests.referrals.files import open_file, talk
from tests.referrals.talking import ask, asked, letters_left, opened, state_of, stop, take
from tests.support.people import Someone, World, acting

pytestmark = pytest.mark.both_engines


def test_a_letter_copied_to_another_partner_does_not_open_there(world: World) -> None:
    ask(world.nani, open_file(world.nani))
    theirs = ask(world.nani, open_file(world.nani, phone="9800000456"), to="b")
    with acting(world.nani) as session:
        rows = {one.talk_id: one for one in session.scalars(select(TalkLetter))}
        genuine = next(one for talk_id, one in rows.items() if talk_id != theirs)
        rows[theirs].blob = genuine.blob
    with pytest.raises(NotAsSent):
        take(world.bina, theirs)
    assert state_of(world, theirs) is TalkState.WAITING


def test_a_letter_moved_to_another_request_does_not_open_there(world: World) -> None:
    one = ask(world.nani, open_file(world.nani))
    other = ask(world.nani, open_file(world.nani, phone="9800000456"))
    with acting(world.nani) as session:
        letters.delete_all(session, [other])
        session.execute(update(TalkLetter).where(TalkLetter.talk_id == one).values(talk_id=other))
    with pytest.raises(NotAsSent):
        take(world.asha, other)


def test_a_letter_that_somebody_else_wrote_in_the_networks_name_does_not_open(world: World) -> None:
    talk_id = ask(world.nani, open_file(world.nani))
    with acting(world.gita) as session:
        letter = session.scalars(select(TalkLetter)).one()
        claimed = replace(world.gita.ring, id=letter.sender_ring_id)
        pin_ring(session, world.gita.ring, world.ring("a"), by=world.gita.id)
        partner = partner_now(session, world.gita.ring, letter.recipient_ring_id)
        body = json.dumps({"talk": talk_id.hex, "name": "म", "way": "network"}).encode()
        letter.blob = seal_message(claimed, partner, "talk-request", letter.id, body)
    with pytest.raises(NotAsSent):
        take(world.asha, talk_id)


def test_a_waiting_letter_keeps_its_epoch_until_it_is_gone(world: World) -> None:
    talk_id = ask(world.nani, open_file(world.nani))
    with acting(world.asha) as session:
        ring = world.asha.ring
        assert letters_name(session, ring.id, ring.epoch + 1)
        letters.delete_all(session, [talk_id])
        assert not letters_name(session, ring.id, ring.epoch + 1)


def test_every_letter_is_of_one_size_and_names_no_file(world: World) -> None:
    case_id = open_file(world.nani)
    talk_id = ask(world.nani, case_id)
    other = ask(world.nani, open_file(world.nani, name="म", phone=""))
    with world.app.app_context():
        sizes = db.session.scalars(select(func.length(TalkLetter.blob)).distinct()).all()
        assert len(sizes) == 1
        for one in (talk_id, other):
            row = db.session.get_one(Talk, one)
            assert case_id not in [getattr(row, column.key) for column in Talk.__table__.columns]


def test_one_request_lies_open_at_a_time(world: World) -> None:
    case_id = open_file(world.nani)
    talk_id = ask(world.nani, case_id)
    for partner in ("a", "b"):
        with pytest.raises(TalkAsked):
            ask(world.nani, case_id, to=partner)
    take(world.asha, talk_id)
    with pytest.raises(TalkAsked):
        ask(world.nani, case_id)
    ask(world.nani, case_id, to="b")
    assert letters_left(world) == 2


def test_the_same_form_finds_the_first(world: World) -> None:
    case_id, form_id = open_file(world.nani), uuid4()
    assert ask(world.nani, case_id, form_id=form_id) == ask(world.nani, case_id, form_id=form_id)
    assert letters_left(world) == 1


def test_taken_back_before_an_answer_it_can_be_taken_on_by_nobody(world: World) -> None:
    case_id = open_file(world.nani)
    talk_id = ask(world.nani, case_id)
    for _twice in range(2):
        with acting(world.nani) as session:
            stopping.recall(session, world.nani.user, *asked(session, world.nani, case_id))
    assert (state_of(world, talk_id), letters_left(world)) == (TalkState.RECALLED, 0)
    with pytest.raises(TalkNotOpen):
        take(world.asha, talk_id)


def test_taken_on_meanwhile_it_is_not_taken_back_but_stopped(world: World) -> None:
    case_id = open_file(world.nani)
    talk_id = ask(world.nani, case_id)
    take(world.asha, talk_id)
    with pytest.raises(TalkTaken), acting(world.nani) as session:
        stopping.recall(session, world.nani.user, *asked(session, world.nani, case_id))
    stop(world.nani, case_id)
    assert (state_of(world, talk_id), letters_left(world)) == (TalkState.WITHDRAWN, 0)
    with pytest.raises(NotVisible), acting(world.asha) as session:
        answering.taken_letter(session, world.asha.user, talk_id)


def test_what_she_said_lies_in_the_record_and_stopping_twice_is_once(world: World) -> None:
    case_id = open_file(world.nani)
    before = _records(world)
    ask(world.nani, case_id)
    for _twice in range(2):
        stop(world.nani, case_id)
    assert _records(world) == before
    with acting(world.nani) as session:
        entry = asked(session, world.nani, case_id)[1].entry
        assert (entry.ended_on, entry.ended_by, entry.by_her) == (clock.today(), world.nani.id, True)
        assert (entry.said.given_on, entry.said.explained_by) == (clock.today(), "आशा")


def test_taking_back_the_consent_to_be_helped_ends_it_too(world: World) -> None:
    case_id = open_file(world.nani)
    talk_id = ask(world.nani, case_id)
    with acting(world.nani) as session:
        opened(session, world.nani, case_id)
        withdraw_purposes(session, world.nani.user, case_id, [Purpose.KEEP], talk())
    assert (state_of(world, talk_id), letters_left(world)) == (TalkState.WITHDRAWN, 0)
    with pytest.raises(Refused):
        ask(world.nani, case_id)


def test_a_file_that_was_opened_meanwhile_stays_with_whoever_asked_her(world: World) -> None:
    case_id = open_file(world.nani)
    talk_id = ask(world.nani, case_id)
    take(world.asha, talk_id)
    stop(world.nani, case_id)
    with acting(world.asha) as session:
        made, _record = open_after_talk(session, world.asha.user, uuid4(), _said())
        answering.forget_letter(session, world.asha.user, talk_id)
        assert made.source_id is None
    assert state_of(world, talk_id) is TalkState.WITHDRAWN


def test_without_an_answer_in_time_the_letter_is_gone(world: World) -> None:
    talk_id = ask(world.nani, open_file(world.nani))
    with clock.at(clock.now() + ANSWER_WITHIN + timedelta(days=1)):
        with pytest.raises(TalkNotOpen):
            take(world.asha, talk_id)
        _sweep(world)
    assert (state_of(world, talk_id), letters_left(world)) == (TalkState.LAPSED, 0)


def test_what_was_taken_on_is_not_read_for_ever(world: World) -> None:
    talk_id = ask(world.nani, open_file(world.nani))
    take(world.asha, talk_id)
    with clock.at(clock.now() + STANDS + timedelta(days=1)):
        with pytest.raises(NotVisible), acting(world.asha) as session:
            answering.taken_letter(session, world.asha.user, talk_id)
        _sweep(world)
    assert (state_of(world, talk_id), letters_left(world)) == (TalkState.LAPSED, 0)


def test_of_two_who_take_it_on_at_once_one_does(world: World) -> None:
    talk_id = ask(world.nani, open_file(world.nani))
    refused: list[type[Refused]] = []

    def try_it(someone: Someone) -> None:
        try:
            take(someone, talk_id)
        except Refused as why:
            refused.append(type(why))

    both = [Thread(target=try_it, args=(one,)) for one in (world.asha, world.sunita)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert refused == [TalkNotOpen]


def _said() -> dict[str, object]:
    yes = dict.fromkeys(("count", "call", "message", "visit"), False)
    how = {"given_on": clock.today(), "method": "in_person", "how_said": "signature"}
    who = {"explained_language": "nepali", "explained_by": "आशा", "name": "मनमाया", "reachable": "none"}
    return {"keep": "yes", **yes, **how, **who, "palika": None, "needs": ()}


def _records(world: World) -> int:
    with world.app.app_context():
        return db.session.scalar(select(func.count()).select_from(ConsentRecord)) or 0


def _sweep(world: World) -> None:
    with acting(world.sunita) as session:
        sweep(session)
