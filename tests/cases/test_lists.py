"""The list of files and the search."""

from __future__ import annotations

from casework.cases.search import search
from casework.vault.acting import own_ring
from casework.vault.register import read_cards
from tests.cases.files import open_file
from tests.support.people import World, acting, client_as
from tests.support.statements import statements


def test_a_caseworker_finds_a_file_by_either_script_a_phone_a_code_or_the_paper_number(world: World) -> None:
    case_id = open_file(
        world.asha, "लक्ष्मी तामाङ", contact__phone="9800000001", record__paper_number="द-४५/२०८३"
    )
    open_file(world.asha, "Sita Rai")
    with acting(world.asha) as session:
        code = read_cards(session, own_ring(session))[case_id].text.code
        for text in ("laxmi", "Laxmi Tamang", "तामाङ", "9800000001", "०००००१", code, "द-45"):
            assert [one.case.id for one in search(session, world.asha.user, text)][:1] == [case_id], text


def test_what_was_searched_stands_in_no_address(world: World) -> None:
    open_file(world.asha, "लक्ष्मी तामाङ")
    asha = client_as(world.asha)
    asha.visit("/files")
    asha.fill("Name, phone, number or code", "laxmi")
    page = asha.press("Search")
    assert "लक्ष्मी तामाङ" in page
    assert page.path == "/files"


def test_a_search_needs_three_letters(world: World) -> None:
    open_file(world.asha, "लक्ष्मी तामाङ")
    asha = client_as(world.asha)
    asha.visit("/files")
    asha.fill("Name, phone, number or code", "la")
    page = asha.press("Search", status=422)
    assert "लक्ष्मी" not in page


def test_nobody_finds_the_files_of_another_organisation(world: World) -> None:
    open_file(world.asha, "लक्ष्मी तामाङ", contact__phone="9800000001")
    for somebody in (world.bina, world.gita, world.nani):
        other = client_as(somebody)
        assert "लक्ष्मी" not in other.visit("/files")
        for text in ("laxmi", "9800000001"):
            other.fill("Name, phone, number or code", text)
            assert "लक्ष्मी" not in other.press("Search")


def test_the_list_takes_as_many_statements_for_fifty_files_as_for_five(world: World) -> None:
    for number in range(5):
        open_file(world.asha, f"Sita {number}")
    asha = client_as(world.asha)
    with statements() as few:
        asha.visit("/files")
    for number in range(45):
        open_file(world.asha, f"Gita {number}")
    with statements() as many:
        asha.visit("/files")
    assert len(many) == len(few)


def test_an_equal_phone_is_a_hint_that_names_nobody(world: World) -> None:
    open_file(world.asha, "लक्ष्मी तामाङ", contact__phone="9800000001")
    asha = client_as(world.asha)
    asha.visit("/files")
    token = asha.token()
    sent = {"csrf_token": token, "name": "Maya", "phone": "9800000001"}
    answer = asha.client.post("/files/similar", data=sent).get_data(as_text=True)
    assert "This number is also in another file" in answer
    assert "लक्ष्मी" not in answer
    assert "href" not in answer


def test_a_similar_name_is_named_with_its_code(world: World) -> None:
    open_file(world.asha, "लक्ष्मी तामाङ")
    asha = client_as(world.asha)
    asha.visit("/files")
    sent = {"csrf_token": asha.token(), "name": "Laxmi Tamang", "phone": ""}
    answer = asha.client.post("/files/similar", data=sent).get_data(as_text=True)
    assert "लक्ष्मी तामाङ" in answer
