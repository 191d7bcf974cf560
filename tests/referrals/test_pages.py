"""The way of a referral by the words on its pages."""

from __future__ import annotations

import re
from uuid import UUID, uuid4

from sqlalchemy import func, select

from casework.cases.models import Case
from casework.consent.models import ConsentRecord
from casework.core import clock
from casework.core.db import db
from casework.referrals.models import Referral
from casework.referrals.outside import Told, write_down
from casework.vault.folders import Grant
from casework.vault.keyring import keyring
from casework.vault.sealed import REGISTRY
from tests.referrals.files import NAME, PHONE, in_nepali, open_file, refer, take_up
from tests.support.browser import Browser
from tests.support.people import World, acting, client_as
from tests.support.trainees import cohort


def fill_wish(page: Browser, case_id: UUID) -> None:
    page.visit(f"/files/{case_id}/refer")
    page.choose("To which network?", "Sangini network")
    page.fill("Which course does she want?", "Tailoring and dressmaking")
    for field in page.page.inputs():
        if field["name"] == "parts" and field["value"] in ("identity", "contact"):
            field.attributes["checked"] = ""
    page.choose("Until when?", "For one year")
    page.press("Show what they will read")


def say(page: Browser, question: str, answer: str) -> None:
    """Answer one of several questions that have the same answers."""
    asked = [field for field in page.page.inputs() if page.page.group(field) == question]
    next(field for field in asked if page.page.label(field) == answer).attributes["checked"] = ""


def answer(page: Browser, *, share: str = "Yes, you may") -> None:
    say(page, "May the network read the parts named above?", share)
    say(
        page,
        "May they tell your caseworker how it goes, and what you do afterwards?",
        "Yes, you may",
    )
    say(page, "May what happens there be counted, without your name?", "No, please not")
    page.choose("How did you speak?", "In person")
    page.choose("How did she say it?", "Spoken")
    page.choose("Who was there, accepted by her?", "A colleague")
    page.fill("In which language was it explained?", "Nepali")
    page.press("Send it, as she agreed")


def test_a_caseworker_refers_and_the_coordinator_accepts_by_the_words_on_the_pages(world: World) -> None:
    case_id = open_file(world.asha)
    asha = client_as(world.asha)
    fill_wish(asha, case_id)
    assert NAME in asha.page
    assert PHONE not in asha.page
    answer(asha)
    assert "Waiting for an answer" in asha.page
    nani = client_as(world.nani)
    nani.visit("/referrals")
    assert "Tailoring and dressmaking" in nani.page
    assert NAME not in nani.page
    assert "North desk" not in nani.page
    link = next(link for link in nani.page.links if link.text.startswith("Referral "))
    nani.visit(link["href"])
    assert "North desk" in nani.page
    assert NAME not in nani.page
    nani.press("Accept")
    assert NAME in nani.page
    asha.visit("/referrals/sent")
    assert "New answer" in asha.page


def test_several_parts_and_needs_can_be_chosen_at_once(world: World) -> None:
    asha = client_as(world.asha)
    asha.visit(f"/files/{open_file(world.asha)}/refer")
    kinds = {field["name"]: field["type"] for field in asha.page.inputs()}
    assert [kinds[name] for name in ("parts", "access_needs", "hours")] == ["checkbox"] * 3


def test_what_the_network_teaches_stands_first_among_the_courses(world: World) -> None:
    cohort(world.nani)
    asha = client_as(world.asha)
    asha.visit(f"/files/{open_file(world.asha)}/refer")
    first, others = re.findall(r'<optgroup label="([^"]+)">(.*?)</optgroup>', asha.page.data.decode(), re.S)
    assert first[0] == "Taught at Sangini network"
    assert "Tailoring" in first[1]
    assert "Tailoring" not in others[1]


def test_nobody_and_no_part_is_chosen_before_she_is_asked(world: World) -> None:
    asha = client_as(world.asha)
    asha.visit(f"/files/{open_file(world.asha)}/refer")
    chosen = [f["name"] for f in asha.page.inputs() if "checked" in f.attributes]
    assert not {"network", "parts", "until"} & set(chosen)
    asha.press("Show what they will read", status=422)


def test_what_is_said_to_be_seen_before_acceptance_is_what_is_seen(world: World) -> None:
    referral_id = refer(world.asha, open_file(world.asha))
    asha, nani = client_as(world.asha), client_as(world.nani)
    asha.visit(f"/referrals/sent/{referral_id}")
    assert "the palika she would travel from" in asha.page
    nani.visit(f"/referrals/{referral_id}")
    assert "Palika she would travel from" in nani.page


def test_a_no_sends_nothing_and_keeps_nothing(world: World) -> None:
    case_id = open_file(world.asha)
    before = _count(world, ConsentRecord)
    asha = client_as(world.asha)
    fill_wish(asha, case_id)
    answer(asha, share="No, please not")
    assert "Nothing was sent and nothing was opened" in asha.page
    assert (_count(world, Referral), _count(world, ConsentRecord)) == (0, before)


def test_sent_twice_it_is_one_referral(world: World) -> None:
    case_id = open_file(world.asha)
    asha = client_as(world.asha)
    fill_wish(asha, case_id)
    page = asha.page
    answer(asha)
    asha.page = page
    answer(asha)
    assert _count(world, Referral) == 1


def test_without_her_answers_nothing_is_sent(world: World) -> None:
    case_id = open_file(world.asha)
    asha = client_as(world.asha)
    fill_wish(asha, case_id)
    asha.press("Send it, as she agreed", status=422)
    assert _count(world, Referral) == 0


def test_she_wants_it_to_stop_and_the_network_reads_no_reason(world: World) -> None:
    case_id = open_file(world.asha)
    referral_id = refer(world.asha, case_id)
    take_up(world.nani, referral_id)
    asha, nani = client_as(world.asha), client_as(world.nani)
    asha.visit(f"/referrals/sent/{referral_id}")
    asha.click("She wants this to stop")
    asha.tick("She wants this to stop.")
    asha.press("Stop now")
    assert "Withdrawn" in asha.page
    nani.visit("/referrals")
    with world.app.app_context():
        number = db.session.get_one(Referral, referral_id).number
    assert f"Referral {number} was withdrawn; one place is free." in nani.page
    assert NAME not in nani.page


def test_a_coordinator_declines_for_a_reason_from_the_list(world: World) -> None:
    referral_id = refer(world.asha, open_file(world.asha))
    nani, asha = client_as(world.nani), client_as(world.asha)
    nani.visit(f"/referrals/{referral_id}")
    nani.press("Decline it", status=422)
    nani.choose("Why can it not be taken up?", "Too far from her palika")
    nani.press("Decline it")
    assert _shares(world) == 0
    asha.visit(f"/referrals/sent/{referral_id}")
    assert "Too far from her palika" in asha.page
    asha.press("I have read it")
    assert "An answer has come" not in asha.page


def test_a_new_phone_is_proposed_and_the_caseworker_decides(world: World) -> None:
    case_id = open_file(world.asha)
    referral_id = refer(world.asha, case_id)
    take_up(world.nani, referral_id)
    nani, asha = client_as(world.nani), client_as(world.asha)
    nani.visit(f"/referrals/{referral_id}")
    nani.fill("The new number", "9800000999")
    nani.press("Tell the desk")
    asha.visit(f"/referrals/sent/{referral_id}")
    assert "9800000999" in asha.page
    asha.press("Put it in her file")
    assert "They noticed a new number" not in asha.page


def test_help_from_somebody_outside_is_written_down_and_sent_nowhere(world: World) -> None:
    case_id = open_file(world.asha)
    asha = client_as(world.asha)
    asha.visit(f"/files/{case_id}/elsewhere")
    asha.choose("To whom?", "Legal aid")
    asha.fill("For what?", "Unpaid wages")
    asha.press("Write it down")
    assert "Unpaid wages" in asha.page
    asha.click("Write what came of it : Legal aid")
    asha.fill("What came of it?", "A letter was written")
    asha.press("Save")
    assert "A letter was written" in asha.page
    assert _shares(world) == 0


def test_two_people_who_write_what_came_of_it_see_both_versions(world: World) -> None:
    case_id = open_file(world.asha)
    one, other = client_as(world.asha), client_as(world.sunita)
    outside_id = _went_elsewhere(world, case_id)
    for tab, words in ((one, "A letter was written"), (other, "Nobody was there")):
        tab.visit(f"/files/{case_id}/elsewhere/{outside_id}")
        tab.fill("What came of it?", words)
    one.press("Save")
    other.press("Save", status=409)
    assert "A letter was written" in other.page
    assert "Nobody was there" in other.page
    other.press("Keep what I wrote")
    assert "Nobody was there" in other.page


def test_writing_elsewhere_in_the_file_is_no_change_of_what_came_of_it(world: World) -> None:
    case_id = open_file(world.asha)
    outside_id = _went_elsewhere(world, case_id)
    asha = client_as(world.asha)
    asha.visit(f"/files/{case_id}/elsewhere/{outside_id}")
    asha.fill("What came of it?", "A letter was written")
    _went_elsewhere(world, case_id)
    assert "A letter was written" in asha.press("Save")


def test_a_stolen_copy_does_not_count_whose_file_leads_elsewhere(world: World) -> None:
    told, quiet = open_file(world.asha), open_file(world.asha)
    for _ in range(3):
        _went_elsewhere(world, told)
    with world.app.app_context():
        rows = {
            (cls.__sealed_as__, case_id): list(
                db.session.scalars(select(func.length(cls.blob)).where(cls.folder_id == case_id))
            )
            for cls in REGISTRY
            for case_id in (told, quiet)
        }
    for cls in REGISTRY:
        assert rows[cls.__sealed_as__, told] == rows[cls.__sealed_as__, quiet]


def _went_elsewhere(world: World, case_id: UUID) -> UUID:
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [case_id])
        told = Told("legal_aid", "", "ज्याला", "", None, clock.today())
        case = session.get_one(Case, case_id)
        return write_down(session, world.asha.user, case, told, row_id=uuid4()).id


def test_every_page_speaks_nepali(world: World) -> None:
    case_id = open_file(world.asha)
    referral_id = refer(world.asha, case_id)
    asha, nani = in_nepali(world.asha), in_nepali(world.nani)
    for path in (
        f"/files/{case_id}/refer",
        f"/files/{case_id}/elsewhere",
        "/referrals/sent",
        f"/referrals/sent/{referral_id}",
        f"/referrals/sent/{referral_id}/stop",
    ):
        asha.visit(path)
    nani.visit("/referrals")
    nani.visit(f"/referrals/{referral_id}")


def test_another_organisation_finds_nothing(world: World) -> None:
    case_id = open_file(world.asha)
    referral_id = refer(world.asha, case_id)
    bina = client_as(world.bina)
    bina.visit("/files")
    for path in (f"/files/{case_id}/refer", f"/files/{case_id}/elsewhere", f"/referrals/sent/{referral_id}"):
        bina.visit(path, status=404)
    bina.visit("/files")
    for act in ("recall", "stop", "seen", "completed", "phone"):
        bina.post(f"/referrals/sent/{referral_id}/{act}", {"sure": "yes"}, status=404)
        bina.visit("/files")


def _count(world: World, cls: type[Referral] | type[ConsentRecord]) -> int:
    with world.app.app_context():
        return db.session.scalar(select(func.count()).select_from(cls)) or 0


def _shares(world: World) -> int:
    query = select(func.count()).select_from(Grant).where(Grant.sender_ring_id.is_not(None))
    with world.app.app_context():
        return db.session.scalar(query) or 0
