"""Telling the numbers everything again, from the files."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

from flask import Flask

from casework.cases.again import files_of, tell_part
from casework.cases.state_changes import close, reopen
from casework.consent.actions import record
from casework.consent.conversation import Conversation
from casework.consent.purposes import Purpose, State
from casework.core import clock
from casework.enterprise.actions import begin, change
from casework.facts.parts import Part
from casework.followup.actions import record as ask
from casework.reporting.merging import merge
from casework.reporting.release.inbox import Put, clear, open_inbox
from casework.reporting.stock import Stock
from casework.reporting.ways import ways
from casework.vault.keyring import keyring
from tests.cases.files import YES, open_file
from tests.support.people import PASSPHRASE, World, acting

COUNTED = {**YES, Purpose.COUNT: State.GIVEN}
SHOP = {"trade": "tailoring", "words": "", "palika": None, "stage": "running", "begun": None}


def _works(world: World, case_id: UUID) -> None:
    """A business that paused and runs again, two answers, a file closed and opened again."""
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [case_id])
        case = close(session, world.asha.user, case_id, closure_id=uuid4(), reason="other")
        reopen(session, world.asha.user, case_id, reopening_id=uuid4())
        row = begin(session, case, uuid4(), SHOP)
        for what in ("looking", "own_business"):
            ask(session, case, uuid4(), {"what": what, "channel": "came", "asked_on": clock.today()})
        session.flush()
        for stage in ("paused", "running"):
            change(session, case, row, {**SHOP, "stage": stage}, revision=row.revision)


def _arrived(world: World) -> list[Put]:
    with acting(world.ojaswi) as session:
        arrived = open_inbox(session, world.ojaswi.ring)
        clear(session, arrived.opened)
        return arrived.puts


def _told(stock: Stock) -> tuple[object, ...]:
    found = ways(stock, (stock.rows["flags"] & 1) > 0, 2**30)
    # In which order a stock met the words, and so their numbers, is a matter of when what arrived.
    now = [stock.words["outcome"][number - 1] if number else "" for number in found.now.tolist()]
    return found.steps.tolist(), now, found.district.tolist()


def test_what_is_told_again_changes_nothing(world: World) -> None:
    case_id = open_file(world.asha, "बिमला", said=COUNTED, contact__palika=30201)
    _works(world, case_id)
    stock, key = Stock(), b"r" * 32
    merge(stock, _arrived(world), (), key)
    before = _told(stock)
    with acting(world.sunita) as session:
        assert tell_part(session, files_of(session, world.sunita.user)) == 1
    again = _arrived(world)
    assert {put.part for put in again} >= {Part.CONSENT, Part.OPENING, Part.CLOSING, Part.ENTERPRISE}
    merge(stock, again, (), key)
    assert _told(stock) == before
    fresh = Stock()
    merge(fresh, again, (), key)
    assert _told(fresh) == before


def test_who_agrees_later_is_told_from_her_beginning(world: World) -> None:
    case_id = open_file(world.asha, "सीता", said=YES)
    _works(world, case_id)
    assert _arrived(world) == []
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [case_id])
        talk = Conversation(given_on=clock.today())
        record(session, world.asha.user, case_id, {Purpose.COUNT: State.GIVEN}, talk)
    told = {put.part for put in _arrived(world)}
    assert told == {Part.CONSENT, Part.OPENING, Part.CLOSING, Part.ENTERPRISE, Part.PLACEMENT}


def test_of_a_yes_that_has_run_out_what_was_before_is_told_again(world: World) -> None:
    case_id = open_file(world.asha, "बिमला", said=COUNTED, contact__palika=30201)
    _works(world, case_id)
    told = {put.part for put in _arrived(world)}
    with clock.at(clock.now() + timedelta(days=3 * 366)), acting(world.sunita) as session:
        assert tell_part(session, files_of(session, world.sunita.user)) == 1
    assert {put.part for put in _arrived(world)} == told


def test_of_a_yes_that_was_taken_back_nothing_is_told_again(world: World) -> None:
    case_id = open_file(world.asha, "बिमला", said=COUNTED)
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [case_id])
        talk = Conversation(given_on=clock.today())
        record(session, world.asha.user, case_id, {Purpose.COUNT: State.WITHDRAWN}, talk)
    _arrived(world)
    with acting(world.sunita) as session:
        tell_part(session, files_of(session, world.sunita.user))
    assert _arrived(world) == []


def test_a_command_tells_everything_with_the_keys_of_a_steward(world: World, app: Flask) -> None:
    open_file(world.asha, "बिमला", said=COUNTED)
    _arrived(world)
    wrong = app.test_cli_runner().invoke(args=_arguments("sunita", "another goat"))
    assert wrong.exit_code != 0
    assert app.test_cli_runner().invoke(args=_arguments("maya", PASSPHRASE)).exit_code != 0
    done = app.test_cli_runner().invoke(args=_arguments("sunita", PASSPHRASE))
    assert done.exit_code == 0, done.output
    assert len(_arrived(world)) == 2


def _arguments(login: str, passphrase: str) -> list[str]:
    return ["facts", "rebuild", "--login", login, "--passphrase", passphrase]
