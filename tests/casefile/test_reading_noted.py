"""What was read stays in the audit, though the form that it was read on was not saved."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from casework.audit.chain import verify
from casework.audit.models import Act, Entry
from casework.core.db import db
from tests.access.bodies import AGREED, talk
from tests.cases.files import open_file
from tests.referrals.files import PHONE
from tests.referrals.talking import ask, take
from tests.support.browser import Browser
from tests.support.people import World, client_as

NUMBER = "9800000001"
SAFE = {"contact__reachable": "phone", "contact__phone": NUMBER, "contact__channels": ("call",)}


def send(browser: Browser, path: str, said: dict[str, Any]) -> tuple[int, str]:
    """What an address answers to whoever writes the form by hand."""
    browser.visit("/account")
    answer = browser.client.post(path, data={**said, "csrf_token": browser.token()})
    return answer.status_code, answer.get_data(as_text=True)


def noted(world: World, case_id: UUID | None = None) -> Counter[Act]:
    """What is written of a file, or of no file, after an opening and before the next."""
    with world.app.app_context():
        assert not list(verify(db.session, world.secrets.audit_key))
        return Counter(db.session.scalars(select(Entry.act).where(Entry.folder_id == case_id)))


@pytest.mark.parametrize("switch", [{"read-in-lang": "en"}, {"read-in-calendar": "ad"}, {}])
def test_a_number_that_is_shown_is_noted_whatever_is_switched(world: World, switch: dict[str, str]) -> None:
    case_id = open_file(world.asha, "Sita", **SAFE)
    _status, page = send(client_as(world.asha), f"/files/{case_id}/number", {"anyway": "1", **switch})
    assert NUMBER in page
    assert noted(world, case_id)[Act.SHOWN_NUMBER] == 1


@pytest.mark.parametrize("path", ["/files", "/files/similar"])
@pytest.mark.parametrize("switch", [{"read-in-lang": "en"}, {}])
def test_a_search_is_noted_whatever_is_switched(world: World, path: str, switch: dict[str, str]) -> None:
    open_file(world.asha, "Sitamaya")
    _status, page = send(client_as(world.asha), path, {"text": "sitamaya", "name": "Sitamaya", **switch})
    assert "Sitamaya" in page
    assert noted(world)[Act.SEARCHED] == 1


def test_the_files_with_a_name_like_hers_are_searched_for_when_a_file_is_opened(world: World) -> None:
    open_file(world.asha, "Sitamaya")
    rest = {"reachable": "none", "under_18": "no", "slip": "no_paper", **AGREED, **talk()}
    said = {"form_name": "FirstTalkForm", "name": "Sitamaya", "new_id": str(uuid4()), **rest}
    status, _page = send(client_as(world.asha), "/files/new", said)
    assert status == 422
    assert noted(world)[Act.SEARCHED] == 1


def test_what_somebody_else_has_saved_is_noted_when_it_is_shown(world: World) -> None:
    case_id = open_file(world.asha, "Sita", record__word="पिपल")
    before = noted(world, case_id)
    status, _page = send(client_as(world.asha), f"/files/{case_id}/record", {"revision": "999999"})
    assert status == 409
    assert noted(world, case_id) - before == {Act.OPENED: 1}


def test_a_form_that_comes_back_is_noted_once_and_saves_nothing(world: World) -> None:
    case_id = open_file(world.asha, "Sita")
    before = noted(world, case_id)
    status, _page = send(client_as(world.asha), f"/files/{case_id}/goals/new", {})
    assert status == 422
    assert noted(world, case_id) - before == {Act.OPENED: 1}


def test_what_is_written_and_leads_on_is_no_look(world: World) -> None:
    case_id = open_file(world.asha, "Sita")
    before = noted(world, case_id)
    said = {"new_id": str(uuid4()), "words": "धारो", "dimension": "social"}
    status, _page = send(client_as(world.asha), f"/files/{case_id}/goals/new", said)
    assert status == 303
    assert noted(world, case_id) - before == {Act.SAVED: 1}


def test_the_number_of_a_talk_stands_behind_a_button_and_is_noted(world: World) -> None:
    talk_id = ask(world.nani, open_file(world.nani, "Sita"))
    take(world.asha, talk_id)
    asha = client_as(world.asha)
    assert PHONE not in asha.visit(f"/talks/{talk_id}")
    assert PHONE in asha.press("Show number")
    with world.app.app_context():
        seen = list(db.session.scalars(select(Entry.user_id).where(Entry.act == Act.SHOWN_NUMBER)))
    assert seen == [world.asha.id]


def test_a_supervisor_who_reads_a_colleagues_talk_leaves_a_line(world: World) -> None:
    talk_id = ask(world.nani, open_file(world.nani, "Sita"))
    take(world.asha, talk_id)
    sunita = client_as(world.sunita)
    for page in (f"/talks/{talk_id}", f"/files/new/talk/{talk_id}"):
        sunita.visit(page)
    with world.app.app_context():
        mine = select(Entry.act).where(Entry.subject_id == talk_id, Entry.user_id == world.sunita.id)
        assert list(db.session.scalars(mine)) == [Act.OPENED, Act.OPENED]
