"""Women who came by a list, and are still to be asked themselves."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from casework.cases.models import Case
from casework.cases.state_changes import hand_over
from casework.consent.actions import record
from casework.consent.conversation import Conversation
from casework.consent.purposes import Purpose, State
from casework.core import clock
from casework.vault.keyring import keyring
from tests.cases.files import open_file
from tests.imports.lists import lines
from tests.imports.work import bring_in
from tests.support.people import Someone, World, acting, client_as
from tests.support.statements import statements


def test_whoever_a_list_opened_a_file_for_is_on_her_workers_day(world: World) -> None:
    open_file(world.sunita, "Sita")
    bring_in(world.sunita, lines(3))
    browser = client_as(world.sunita)
    assert "3 files of yours were opened from a list" in browser.visit("/today")
    page = browser.click("Show these files")
    assert page.text.count("Code ") == 3
    assert "Sita" not in page


def test_a_file_handed_over_is_on_the_day_of_its_new_worker(world: World) -> None:
    bring_in(world.sunita, lines(3))
    first = _files(world)[:1]
    with acting(world.sunita) as session:
        hand_over(session, world.sunita.user, first, world.asha.user.id)
    assert "1 file of yours was opened from a list" in client_as(world.asha).visit("/today")
    assert "2 files of yours were opened from a list" in client_as(world.sunita).visit("/today")


def test_whoever_has_been_asked_is_on_it_no_more(world: World) -> None:
    bring_in(world.sunita, lines(2))
    first, second = _files(world)
    _ask(world.sunita, first, State.GIVEN)
    assert "1 file of yours was opened from a list" in client_as(world.sunita).visit("/today")
    _ask(world.sunita, second, State.REFUSED)
    assert "opened from a list" not in client_as(world.sunita).visit("/today")
    assert "There is nobody to ask at present." in client_as(world.sunita).visit("/today/talks")


def test_the_page_takes_as_many_statements_for_many_as_for_few(world: World) -> None:
    browser = client_as(world.sunita)
    counts = []
    for many in (2, 30):
        bring_in(world.sunita, lines(many))
        with statements() as asked:
            browser.visit("/today/talks")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def _files(world: World) -> list[UUID]:
    with acting(world.sunita) as session:
        return list(session.scalars(select(Case.id)))


def _ask(someone: Someone, case_id: UUID, counting: State) -> None:
    with acting(someone) as session:
        keyring(session).hold_for_writing(session, [case_id])
        answers = {Purpose.KEEP: State.GIVEN, Purpose.COUNT: counting}
        talk = Conversation(given_on=clock.today(), explained_by="सुनिता")
        record(session, someone.user, case_id, answers, talk)
