"""The world that every room's tests stand on."""

from __future__ import annotations

from uuid import uuid4

from casework.cases.actions import open_case, save
from casework.people.actions import read_person
from casework.vault.keyring import keyring
from tests.support.people import World, acting, client_as


def test_a_caseworker_opens_a_file_and_her_supervisor_reads_it(world: World) -> None:
    with world.app.app_context():
        with acting(world.asha) as session:
            case, person = open_case(session, world.asha.user, case_id=uuid4())
            person.identity.name = "लक्ष्मी"
            save(session, case.id, person)
            case_id = case.id
        with acting(world.sunita) as session:
            keyring(session).open_folders(session, [case_id])
            assert read_person(session, case_id, world.sunita.ring).identity.name == "लक्ष्मी"


def test_everybody_signs_in_on_the_sign_in_page(world: World) -> None:
    for someone in world.people.values():
        assert client_as(someone).page.status == 303
