"""The parts of a file: saved, left, written by two people at once."""

from __future__ import annotations

from uuid import UUID

from casework.people.actions import Person, read_person
from casework.vault.acting import own_ring
from casework.vault.keyring import keyring
from tests.cases.files import open_file
from tests.support.browser import Browser
from tests.support.people import World, acting, client_as


def test_a_part_is_saved_and_leads_to_the_next(world: World) -> None:
    case_id = open_file(world.asha, "लक्ष्मी तामाङ")
    asha = client_as(world.asha)
    asha.visit(f"/files/{case_id}/about")
    asha.fill("Family name by birth", "तामाङ")
    assert asha.press("Save and go on").path == f"/files/{case_id}/contact"
    assert _person(world, case_id).identity.birth_family_name == "तामाङ"


def test_three_answers_without_an_answer_are_kept_apart(world: World) -> None:
    case_id = open_file(world.asha, "Sita")
    asha = client_as(world.asha)
    asha.visit(f"/files/{case_id}/about")
    asha.fill("If there is no answer", "Does not know")
    asha.choose("Woman, man or other, as she says it", "Does not want to say")
    page = asha.press("Save and back to the file")
    identity = _person(world, case_id).identity
    assert identity.unsaid == ("birth:does_not_know",)
    assert identity.sex == "does_not_want_to_say"
    assert "Does not know" in page


def test_two_tabs_show_both_versions_and_keep_mine(world: World) -> None:
    case_id = open_file(world.asha, "Sita")
    first, second = _two_tabs(world, case_id)
    first.fill("Family name by birth", "Rai")
    first.press("Save and back to the file")
    second.fill("Family name by birth", "Tamang")
    page = second.press("Save and back to the file", status=409)
    assert "Rai" in page
    assert "Tamang" in page
    assert _person(world, case_id).identity.birth_family_name == "Rai"
    second.press("Keep what I wrote")
    assert _person(world, case_id).identity.birth_family_name == "Tamang"


def test_two_tabs_keep_what_is_saved(world: World) -> None:
    case_id = open_file(world.asha, "Sita")
    first, second = _two_tabs(world, case_id)
    first.fill("Family name by birth", "Rai")
    first.press("Save and back to the file")
    second.fill("Family name by birth", "Tamang")
    second.press("Save and back to the file", status=409)
    second.press("Keep what is saved")
    assert _person(world, case_id).identity.birth_family_name == "Rai"


def test_two_tabs_choose_question_by_question(world: World) -> None:
    case_id = open_file(world.asha, "Sita")
    first, second = _two_tabs(world, case_id)
    for tab, birth, married in ((first, "Rai", "Karki"), (second, "Tamang", "Lama")):
        tab.fill("Family name by birth", birth)
        tab.fill("Family name by marriage", married)
    first.press("Save and back to the file")
    page = second.press("Save and back to the file", status=409)
    assert "You changed this yourself on another page" in page
    assert not [
        field for field in page.inputs() if field["type"] == "radio" and "checked" in field.attributes
    ]
    second.choose("Family name by birth", "Rai What is saved now")
    assert "for each question" in second.press("Save this choice", status=409)
    second.choose("Family name by marriage", "Lama What you wrote")
    second.press("Save this choice")
    identity = _person(world, case_id).identity
    assert (identity.birth_family_name, identity.married_family_name) == ("Rai", "Lama")


def test_the_address_of_safe_accommodation_is_never_kept(world: World) -> None:
    case_id = open_file(world.asha, "Sita")
    asha = client_as(world.asha)
    asha.visit(f"/files/{case_id}/record")
    asha.choose("Where she stays", "Rented room")
    asha.fill("Tole where she stays", "पिपलबोट")
    asha.fill("Ward where she stays", "4")
    assert "पिपलबोट" in asha.press("Save and back to the file")
    asha.visit(f"/files/{case_id}/record")
    asha.choose("Where she stays", "Safe accommodation")
    assert "पिपलबोट" not in asha.press("Save and back to the file")
    record = _person(world, case_id).record
    assert (record.present_tole, record.present_ward, record.present_palika) == ("", None, None)


def test_a_mistake_in_a_question_that_does_not_apply_stops_nobody(world: World) -> None:
    case_id = open_file(world.asha, "Sita", contact__reachable="phone", contact__phone="9800000001")
    asha = client_as(world.asha)
    asha.visit(f"/files/{case_id}/contact")
    asha.fill("Safe phone", "not a number")
    asha.choose("Is there a safe way to reach her?", "No safe way now")
    asha.press("Save and back to the file")
    assert _person(world, case_id).contact.phone == ""


def test_a_stay_is_added_once_changed_and_removed(world: World) -> None:
    case_id = open_file(world.asha, "Sita")
    asha = client_as(world.asha)
    asha.visit(f"/files/{case_id}/journey")
    asha.click("Add a time away")
    asha.choose("Where was she?", "Within Nepal")
    asha.fill("What work did she do?", "होटल")
    asha.press("Save")
    journey = _person(world, case_id).journey
    assert journey is not None
    assert [(stay.where, stay.channel, stay.work) for stay in journey.stays] == [
        ("nepal", "internal", "होटल")
    ]
    asha.click("Within Nepal")
    asha.choose("Where was she?", "In India")
    asha.press("Save")
    asha.click("In India")
    asha.press("Remove this time away")
    changed = _person(world, case_id).journey
    assert changed is not None
    assert changed.stays == ()


def test_what_a_body_decided_is_recorded_and_never_computed(world: World) -> None:
    case_id = open_file(world.asha, "Sita")
    asha = client_as(world.asha)
    asha.visit(f"/files/{case_id}/more")
    asha.choose("Has a public body formally decided about it?", "Yes")
    asha.choose("Which body?", "Police")
    asha.press("Save and back to the file")
    harm = _person(world, case_id).harm
    assert harm is not None
    assert harm.identification is not None
    assert (harm.identification.status, harm.identification.body) == ("", "Police")


def _two_tabs(world: World, case_id: UUID) -> tuple[Browser, Browser]:
    tabs = client_as(world.asha), client_as(world.asha)
    for tab in tabs:
        tab.visit(f"/files/{case_id}/about")
    return tabs


def _person(world: World, case_id: UUID) -> Person:
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [case_id])
        person = read_person(session, case_id, own_ring(session))
        for head in vars(person).values():
            if head is not None:
                head.plain()
                session.expunge(head)
        return person


def test_of_two_versions_the_one_that_says_something_is_chosen(world: World) -> None:
    case_id = open_file(world.asha, "Sita")
    first, second = _two_tabs(world, case_id)
    first.fill("Family name by birth", "Rai")
    first.press("Save and back to the file")
    second.fill("Family name by marriage", "Lama")
    second.press("Save and back to the file", status=409)
    second.press("Save this choice")
    identity = _person(world, case_id).identity
    assert (identity.birth_family_name, identity.married_family_name) == ("Rai", "Lama")
