"""A file that passes while others act: two at once, a withdrawal, a process that dies, an older copy."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from auth.trust import partner_now
from casework.cases.models import Case
from casework.cases.planning import add_note
from casework.consent.actions import withdraw
from casework.core.db import db
from casework.core.errors import NotVisible, Refused
from casework.doctor import examine
from casework.people.shown import load_sheets, shown
from casework.referrals.passing import taking
from casework.referrals.passing.models import Passing, PassingLetter, PassingState
from casework.vault.errors import Locked
from casework.vault.folders import Folder, Grant, Stub
from casework.vault.messages import NotAsSent, seal_message
from casework.vault.register import Card
from tests.backup.hands import copy, say
from tests.referrals.files import NAME, open_file
from tests.referrals.passing_on import acquaint, offer, opened, state_of, take_over
from tests.support.instances import Instance
from tests.support.killing import killed_at_each_step
from tests.support.people import Someone, World, acting

pytestmark = pytest.mark.both_engines


@pytest.fixture
def world(world: World) -> World:
    """Both partners know each other's keys."""
    acquaint(world)
    return world


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each of some acts gave, or refused, when they began in the same moment."""
    gate, found = threading.Barrier(len(acts)), dict[int, object]()

    def run(number: int, act: Callable[[], object]) -> None:
        gate.wait()
        try:
            found[number] = act()
        except Refused as refused:
            found[number] = type(refused)

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [found[number] for number in range(len(acts))]


def accepting(someone: Someone, passing_id: UUID, worker: Someone) -> Callable[[], UUID]:
    return lambda: take_over(someone, passing_id, worker)


def withdrawing(world: World, case_id: UUID, passing_id: UUID) -> Callable[[], object]:
    """She takes back her yes: the page was shown before, and its request waits for the lock."""

    def act() -> object:
        with acting(world.asha) as session:
            case = opened(session, world.asha, case_id)
            consent_id = session.get_one(Passing, passing_id).consent_id
            return withdraw(session, world.asha.user, case.id, consent_id) is not None

    return act


def test_two_who_accept_at_once_take_it_over_once(world: World) -> None:
    case_id = open_file(world.asha)
    passing_id = offer(world.asha, case_id)
    found = at_once(*[accepting(world.gita, passing_id, world.bina)] * 2)
    assert found == [case_id, case_id]
    with acting(world.gita) as session:
        assert session.scalar(select(func.count()).select_from(Grant)) == 1
        assert session.scalar(select(func.count()).select_from(Card)) == 1
        assert shown(session, opened(session, world.gita, case_id)).name == NAME


def test_a_withdrawal_and_an_acceptance_at_once_leave_one_of_them(world: World) -> None:
    case_id = open_file(world.asha)
    passing_id = offer(world.asha, case_id)
    took, back = at_once(
        accepting(world.gita, passing_id, world.bina), withdrawing(world, case_id, passing_id)
    )
    if state_of(world, passing_id) is PassingState.PASSED:
        assert (took, back) == (case_id, NotVisible)
        owner, other = world.gita, world.asha
    else:
        assert back is True and took is not case_id
        assert state_of(world, passing_id) is PassingState.WITHDRAWN
        owner, other = world.asha, world.gita
    with acting(owner) as session:
        assert shown(session, opened(session, owner, case_id)).name == NAME
        assert len(session.scalars(select(Grant)).all()) == 1
    with pytest.raises(NotVisible), acting(other) as session:
        opened(session, other, case_id)


@pytest.mark.parametrize("what", ["note", "withdrawal"])
def test_what_was_begun_before_it_passed_is_not_saved(world: World, instance: Instance, what: str) -> None:
    if not instance.database_url:
        pytest.skip("on SQLite one writer waits for the other, and finds no file")
    case_id = open_file(world.asha)
    passing_id = offer(world.asha, case_id)
    with pytest.raises((Locked, NotVisible)), acting(world.asha) as session:
        case = opened(session, world.asha, case_id)
        consent_id = session.get_one(Passing, passing_id).consent_id
        assert at_once(accepting(world.gita, passing_id, world.bina)) == [case_id]
        if what == "note":
            add_note(session, world.asha.user, case, note_id=uuid4(), words="कुरा भयो")
            session.flush()
        else:
            withdraw(session, world.asha.user, case_id, consent_id)
    assert state_of(world, passing_id) is PassingState.PASSED


def test_an_offer_that_was_bent_or_forged_takes_nothing_over(world: World) -> None:
    """Rows that somebody bent in the database, a letter that another ring wrote, one that was changed: the
    letter is signed by the sender, for one file and its keys."""
    passing_id = offer(world.asha, open_file(world.asha))
    second = offer(world.asha, open_file(world.asha, name="अर्कै"))
    with acting(world.gita) as session:
        one, two = session.get_one(Passing, passing_id), session.get_one(Passing, second)
        one.case_id, one.consent_id = two.case_id, two.consent_id
        grant_id, two.grant_id = two.grant_id, uuid4()
        session.flush()
        one.grant_id = grant_id
    _nothing_is_taken(world, passing_id)
    with acting(world.nani) as session:
        ring = world.nani.ring
        theirs = partner_now(session, ring, world.ring("b").id)
        for letter in session.scalars(select(PassingLetter)):
            letter.blob = seal_message(ring, theirs, "passing-offer", letter.id, b"{}")
    _nothing_is_taken(world, passing_id)
    with acting(world.gita) as session:
        for letter in session.scalars(select(PassingLetter)):
            letter.blob = letter.blob[:-1] + bytes([letter.blob[-1] ^ 1])
    _nothing_is_taken(world, passing_id)


def _nothing_is_taken(world: World, passing_id: UUID) -> None:
    with pytest.raises(NotAsSent):
        take_over(world.gita, passing_id, world.bina)
    assert state_of(world, passing_id) is PassingState.OFFERED


def test_an_acceptance_that_dies_leaves_all_or_nothing(instance: Instance, app: Flask, world: World) -> None:
    if instance.database_url:
        pytest.skip("the steps are the same; those of a withdrawal are tried on both engines")
    case_id = open_file(world.asha)
    passing_id = offer(world.asha, case_id)
    with acting(world.sunita) as session:
        before, well = _what_is_there(session, case_id), list(examine(session))
        theirs = world.ring("b").id
    left = []
    for died in killed_at_each_step(instance, app, accepting(world.gita, passing_id, world.bina)):
        with app.app_context():
            left.append(_what_is_there(db.session, case_id))
            assert list(examine(db.session)) == well, died
        assert left[-1][0] is PassingState.PASSED or (left[-1] == before and not died.done), died
    assert left[-1] == (PassingState.PASSED, theirs, 1, 0, 1, 0)


def _what_is_there(session: Session, case_id: UUID) -> tuple[object, ...]:
    counts = [
        session.scalar(select(func.count()).select_from(one)) for one in (Grant, Stub, Card, PassingLetter)
    ]
    state = session.scalars(select(Passing.state)).one()
    return (state, session.get_one(Folder, case_id).ring_id, *counts)


def test_an_offer_without_its_letter_is_told_by_the_doctor(world: World) -> None:
    offer(world.asha, open_file(world.asha))
    with world.app.app_context():
        before = len(examine(db.session))
        db.session.execute(delete(PassingLetter))
        assert [one.count for one in examine(db.session) if "offers of files" in str(one.what)] == [1]
        assert len(examine(db.session)) == before + 1


def test_an_older_copy_says_that_a_file_is_with_its_former_owner(
    world: World, tmp_path: Path, instance: Instance
) -> None:
    """Of the new owner's keys nothing is in that copy; the woman would have no file at all."""
    case_id = open_file(world.asha)
    passing_id = offer(world.asha, case_id)
    made = copy(world, tmp_path)
    take_over(world.gita, passing_id, world.bina)
    said = say(world, "backup", "restore", str(made))
    assert "with their former organisation again: 1." in said
    assert state_of(world, passing_id) is PassingState.WITHDRAWN
    with acting(world.asha) as session:
        case = session.get_one(Case, case_id)
        load_sheets(session, [case])
        assert shown(session, case).name == NAME
    with pytest.raises(Refused), acting(world.gita) as session:
        taking.accept(session, world.gita.user, session.get_one(Passing, passing_id), world.bina.id)
