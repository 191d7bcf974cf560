"""She takes it back while others are at work: in a second browser, and on a second connection."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.cases.models import Case
from casework.cases.notes import Note
from casework.consent.actions import record, withdraw
from casework.consent.conversation import Conversation
from casework.consent.purposes import Purpose, State
from casework.core import clock
from casework.core.db import db
from casework.core.errors import Refused
from casework.referrals.actions.answering import accept
from casework.referrals.errors import NoLongerOpen
from casework.referrals.models import Referral, ReferralState
from casework.training.enrolment import Enrolment
from casework.vault.folders import Grant
from casework.vault.keyring import keyring
from casework.vault.register import Card
from tests.referrals.files import NAME, PHONE, open_file, refer, take_up, the_referral
from tests.support.browser import Browser
from tests.support.people import Someone, World, acting, client_as
from tests.support.trainees import class_on, cohort, place, row

pytestmark = pytest.mark.both_engines


def test_a_page_of_her_file_that_is_open_shows_nothing_when_it_is_loaded_again(world: World) -> None:
    case_id, theirs, nani = _at_work(world)
    nani.visit(f"/files/{theirs}")
    assert NAME in nani.page
    _take_back(world, case_id)
    for path in (f"/files/{theirs}", "/files", "/referrals", "/today", "/cohorts"):
        nani.visit(path)
        assert _shows_nothing(nani), path


def test_a_half_filled_form_changes_nothing_when_it_is_sent(world: World) -> None:
    case_id, theirs, nani = _at_work(world)
    nani.visit(f"/files/{theirs}/notes/new")
    field = next(field for field in nani.page.inputs() if field.tag == "textarea")
    field.children = ["half a sentence"]
    open_page = nani.page
    _take_back(world, case_id)
    nani.page = open_page
    before = _count(world, Note)
    buttons = [nani.page.label(one) for one in nani.page.buttons()]
    nani.press(next(words for words in buttons if words.startswith("Save")), status=409)
    assert _shows_nothing(nani)
    assert "This referral was withdrawn. Nothing can be written here any more." in nani.page
    assert _count(world, Note) == before


def test_the_file_left_behind_is_opened_again_only_after_she_has_said_yes_herself(world: World) -> None:
    case_id, theirs, nani = _at_work(world)
    _take_back(world, case_id)
    nani.visit(f"/files/{theirs}/reopen")
    assert "If she has come herself, talk with her first" in nani.page
    nani.post(f"/files/{theirs}/reopen", {"new_id": str(uuid4()), "words": "She came."}, status=409)
    assert _is_closed(world, theirs)
    _says_yes_herself(world, theirs)
    nani.visit(f"/files/{theirs}/reopen")
    nani.press("Open it again")
    assert not _is_closed(world, theirs)


def test_the_file_left_behind_links_to_no_page_that_is_not_there(world: World) -> None:
    case_id, theirs, nani = _at_work(world)
    _take_back(world, case_id)
    left = nani.visit(f"/files/{theirs}")
    paths = {link["href"] for link in left.links if link["href"].startswith("/files/")}
    assert paths
    for path in paths:
        nani.visit(path, status=200)


def _is_closed(world: World, case_id: UUID) -> bool:
    with world.app.app_context():
        return db.session.get_one(Case, case_id).closed_on is not None


def _says_yes_herself(world: World, case_id: UUID) -> None:
    with acting(world.nani) as session:
        keyring(session).open_folders(session, [case_id])
        talk = Conversation(given_on=clock.today(), method="in_person", how_said="signature")
        record(session, world.nani.user, case_id, {Purpose.KEEP: State.GIVEN}, talk)


def test_her_number_is_not_shown_any_more(world: World) -> None:
    case_id, theirs, nani = _at_work(world)
    nani.visit(f"/files/{theirs}")
    _take_back(world, case_id)
    nani.post(f"/files/{theirs}/number", {"anyway": "yes"}, status=404)
    assert _shows_nothing(nani)


def test_she_is_found_neither_by_name_nor_by_phone(world: World) -> None:
    case_id, theirs, nani = _at_work(world)
    assert _found(nani, theirs) == [True, True]
    _take_back(world, case_id)
    assert _found(nani, theirs) == [False, False]


def test_the_warning_about_similar_files_does_not_know_her_any_more(world: World) -> None:
    case_id, theirs, nani = _at_work(world)
    _take_back(world, case_id)
    nani.visit("/files")
    sent = {"csrf_token": nani.token(), "name": NAME, "phone": PHONE}
    answer = nani.client.post("/files/similar", data=sent).get_data(as_text=True)
    assert str(theirs) not in answer
    assert NAME not in answer


def test_the_roll_has_lost_her_line_and_an_open_one_changes_nothing(world: World) -> None:
    case_id, theirs, nani = _at_work(world)
    made = cohort(world.nani)
    enrolment_id = place(world.nani, made, theirs)
    held = class_on(world.nani, made)
    path = f"/cohorts/{made}/roll/{held}"
    nani.visit(path)
    assert NAME in nani.page
    _mark_present(nani)
    open_page = nani.page
    _take_back(world, case_id)
    nani.page = open_page
    sent = {field["name"]: field["value"] for field in nani.page.inputs() if "checked" in field}
    nani.client.post(path, data={"csrf_token": nani.token(), **sent})
    nani.visit(path)
    assert _shows_nothing(nani)
    with acting(world.nani) as session:
        assert row(session, enrolment_id).marks == ()


def test_past_rolls_keep_their_numbers(world: World) -> None:
    case_id, theirs, nani = _at_work(world)
    made = cohort(world.nani)
    enrolment_id = place(world.nani, made, theirs)
    held = class_on(world.nani, made)
    nani.visit(f"/cohorts/{made}/roll/{held}")
    _mark_present(nani)
    buttons = [nani.page.label(one) for one in nani.page.buttons()]
    nani.press(next(words for words in buttons if words.startswith("Save")))
    _take_back(world, case_id)
    with acting(world.nani) as session:
        assert len(row(session, enrolment_id).marks) == 1


def test_she_cannot_be_enrolled_any_more(world: World) -> None:
    case_id, theirs, nani = _at_work(world)
    made = cohort(world.nani)
    nani.visit(f"/files/{theirs}/enrol")
    _take_back(world, case_id)
    sent = nani.client.post(f"/files/{theirs}/enrol", data={"csrf_token": nani.token(), "cohort": str(made)})
    assert sent.status_code in (404, 409, 422)
    assert _count(world, Enrolment) == 0


def test_an_open_referral_page_cannot_be_accepted_after_the_withdrawal(world: World) -> None:
    case_id = open_file(world.asha)
    referral_id = refer(world.asha, case_id)
    nani = client_as(world.nani)
    nani.visit(f"/referrals/{referral_id}")
    open_page = nani.page
    _take_back(world, case_id)
    nani.page = open_page
    nani.press("Accept", status=409)
    assert _shows_nothing(nani)
    assert _count(world, Case) == 1


def test_an_acceptance_that_waits_for_a_withdrawal_is_refused(world: World) -> None:
    case_id = open_file(world.asha)
    referral_id = refer(world.asha, case_id)
    with world.app.app_context(), acting(world.asha) as session:
        _withdraw(session, world, case_id)
        other = _meanwhile(
            world, world.nani, lambda s: accept(s, world.nani.user, s.get_one(Referral, referral_id))
        )
    assert [type(error) for error in other()] == [NoLongerOpen]
    _nothing_is_left(world)


def test_a_withdrawal_that_waits_for_an_acceptance_takes_all_of_it_back(world: World) -> None:
    case_id = open_file(world.asha)
    referral_id = refer(world.asha, case_id)
    with world.app.app_context(), acting(world.nani) as session:
        theirs = accept(session, world.nani.user, session.get_one(Referral, referral_id))
        other = _meanwhile(world, world.asha, lambda s: _withdraw(s, world, case_id))
    assert other() == []
    _nothing_is_left(world)
    with acting(world.nani) as session:
        assert session.get_one(Case, theirs).source_id is None


def test_two_coordinators_who_accept_at_once_open_one_file(world: World) -> None:
    referral_id = refer(world.asha, open_file(world.asha))
    with world.app.app_context(), acting(world.nani) as session:
        accept(session, world.nani.user, session.get_one(Referral, referral_id))
        other = _meanwhile(
            world, world.nani, lambda s: accept(s, world.nani.user, s.get_one(Referral, referral_id))
        )
    assert other() == []
    assert _count(world, Case) == 2


def _at_work(world: World) -> tuple[UUID, UUID, Browser]:
    case_id = open_file(world.asha)
    theirs = take_up(world.nani, refer(world.asha, case_id))
    return case_id, theirs, client_as(world.nani)


def _take_back(world: World, case_id: UUID) -> None:
    with acting(world.asha) as session:
        _withdraw(session, world, case_id)


def _withdraw(session: Session, world: World, case_id: UUID) -> object:
    keyring(session).open_folders(session, [case_id])
    return withdraw(session, world.asha.user, case_id, the_referral(session).consent_id)


def _shows_nothing(browser: Browser) -> bool:
    whole = browser.page.data.decode()
    return not any(secret in whole for secret in (NAME, PHONE, PHONE[-6:]))


def _found(browser: Browser, case_id: UUID) -> list[bool]:
    found = []
    for words in (NAME, PHONE):
        browser.visit("/files")
        browser.post("/files", {"text": words})
        found.append(str(case_id) in browser.page.data.decode())
    return found


def _mark_present(browser: Browser) -> None:
    radios = [field for field in browser.page.inputs() if field["type"] == "radio"]
    next(field for field in radios if browser.page.label(field) == "Present").attributes["checked"] = ""


def _count(world: World, cls: type) -> int:
    with world.app.app_context():
        return db.session.scalar(select(func.count()).select_from(cls)) or 0


def _meanwhile(
    world: World, someone: Someone, act: Callable[[Session], object]
) -> Callable[[], list[Refused]]:
    """Begin an act on a connection of its own; the result waits for it and gives what it refused."""
    refused: list[Refused] = []
    begun = Event()

    def run() -> None:
        begun.set()
        try:
            with world.app.app_context(), acting(someone) as session:
                act(session)
        except Refused as error:
            refused.append(error)

    thread = Thread(target=run)
    thread.start()
    assert begun.wait(20)

    def wait() -> list[Refused]:
        thread.join(30)
        assert not thread.is_alive()
        return refused

    return wait


def _nothing_is_left(world: World) -> None:
    with acting(world.asha) as session:
        assert the_referral(session).state is ReferralState.WITHDRAWN
        assert session.scalars(select(Grant.id).where(Grant.sender_ring_id.is_not(None))).all() == []
        assert session.scalars(select(Card.id).where(Card.grant_id.is_not(None))).all() == []
