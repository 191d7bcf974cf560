"""Files of colleagues and of other organisations."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from casework.audit.models import Act, Entry
from casework.cases.queries import find
from casework.cases.reasons import Reason
from casework.cases.state import OpeningWithReason
from casework.cases.state_changes import hand_over, open_with_reason
from casework.core import clock
from casework.core.db import db
from casework.core.errors import NotVisible, Refused
from tests.cases.files import open_file
from tests.support.people import World, acting, client_as

NOON = datetime(2026, 11, 22, 6, 15, tzinfo=UTC)


def test_a_colleagues_file_asks_for_a_reason_and_then_opens(world: World) -> None:
    case_id = open_file(world.sunita, "लक्ष्मी तामाङ")
    asha = client_as(world.asha)
    page = asha.visit(f"/files/{case_id}")
    assert page.path == f"/files/{case_id}/reason"
    assert "लक्ष्मी" not in page
    asha.choose("Why do you open this file?", "I stand in for my colleague")
    page = asha.press("Open for today")
    assert page.path == f"/files/{case_id}"
    assert "लक्ष्मी तामाङ" in page


def test_no_other_page_of_a_colleagues_file_opens_before_the_reason(world: World) -> None:
    case_id = open_file(world.sunita, "लक्ष्मी तामाङ")
    asha = client_as(world.asha)
    for part in ("about", "contact", "record", "notes/new", "goals/new", "close"):
        asha.visit(f"/files/{case_id}/{part}", status=404)


def test_the_reason_opens_the_file_for_that_day_only(world: World) -> None:
    case_id = open_file(world.sunita, "लक्ष्मी तामाङ")
    with clock.at(NOON), acting(world.asha) as session:
        open_with_reason(session, world.asha.user, case_id, opening_id=uuid4(), reason=Reason.URGENT)
        session.flush()
        assert find(session, world.asha.user, case_id).id == case_id
    with clock.at(NOON + timedelta(days=1)), acting(world.asha) as session, pytest.raises(NotVisible):
        find(session, world.asha.user, case_id)


def test_the_supervisor_sees_the_reason_on_the_file_and_on_her_day(world: World) -> None:
    case_id = open_file(world.sunita, "लक्ष्मी तामाङ")
    with acting(world.asha) as session:
        open_with_reason(
            session, world.asha.user, case_id, opening_id=uuid4(), reason=Reason.OTHER, words="भोलि बिदा"
        )
    sunita = client_as(world.sunita)
    assert "भोलि बिदा" in sunita.visit(f"/files/{case_id}")
    assert "भोलि बिदा" in sunita.visit("/today")


def test_sending_a_reason_twice_makes_one_and_the_audit_knows_it(world: World) -> None:
    case_id, opening_id = open_file(world.sunita, "लक्ष्मी तामाङ"), uuid4()
    for _time in range(2):
        with acting(world.asha) as session:
            open_with_reason(session, world.asha.user, case_id, opening_id=opening_id, reason=Reason.URGENT)
    with acting(world.sunita) as session:
        assert len(list(session.scalars(select(OpeningWithReason)))) == 1
        acts = select(Entry).where(Entry.act == Act.OPENED_WITH_REASON, Entry.folder_id == case_id)
        assert len(list(session.scalars(acts))) == 1


@pytest.mark.parametrize("somebody", ["bina", "gita", "nani"])
def test_another_organisation_gets_the_same_404_as_for_a_random_id(world: World, somebody: str) -> None:
    case_id = open_file(world.asha, "लक्ष्मी तामाङ")
    other = client_as(world.people[somebody])
    parts = ("", "/about", "/record", "/notes/new", "/close", "/reopen", "/reason", "/goals/new")
    for part in parts:
        statuses = [other.client.get(f"/files/{one}{part}").status_code for one in (case_id, uuid4())]
        bodies = [other.client.get(f"/files/{one}{part}").data for one in (case_id, uuid4())]
        assert statuses[0] == statuses[1]
        assert statuses[0] in (403, 404)
        assert len(bodies[0]) == len(bodies[1])


def test_a_supervisor_gives_many_files_over_in_one_sending(world: World) -> None:
    ids = [open_file(world.sunita, f"Sita {number}") for number in range(3)]
    sunita = client_as(world.sunita)
    sunita.visit("/files/workers")
    sunita.click("Sunita")
    for number in range(2):
        code = next(field for field in sunita.page.inputs() if field["value"] == str(ids[number]))
        code.attributes["checked"] = ""
    sunita.fill("Give them to", "Asha")
    assert "2 files have changed hands." in sunita.press("Give them over")
    asha = client_as(world.asha)
    assert asha.visit(f"/files/{ids[0]}").path == f"/files/{ids[0]}"
    assert asha.visit(f"/files/{ids[2]}").path == f"/files/{ids[2]}/reason"


def test_a_supervisor_finds_some_files_among_many_and_keeps_what_she_ticked(world: World) -> None:
    sita, gita = open_file(world.asha, "सीता"), open_file(world.asha, "गीता")
    sunita = client_as(world.sunita)
    sunita.visit(f"/files/hand-over?worker={world.asha.id}")
    next(f for f in sunita.page.inputs() if f["value"] == str(sita)).attributes["checked"] = ""
    sunita.fill("Find among these files", "Gita")
    sunita.press("Find")
    ticked = {f["value"]: "checked" in f.attributes for f in sunita.page.inputs() if f["name"] == "case"}
    assert ticked == {str(sita): True, str(gita): False}
    sunita.fill("Find among these files", "gi")
    sunita.press("Find", status=422)


def test_a_supervisor_gives_all_files_of_a_colleague_at_once(world: World) -> None:
    ids = [open_file(world.asha, f"Sita {number}") for number in range(3)]
    sunita = client_as(world.sunita)
    sunita.visit(f"/files/hand-over?worker={world.asha.id}")
    sunita.tick("All open files of this colleague")
    sunita.fill("Give them to", "Sunita")
    assert "3 files have changed hands." in sunita.press("Give them over")
    assert client_as(world.asha).visit(f"/files/{ids[0]}").path == f"/files/{ids[0]}/reason"


def test_a_file_leads_a_supervisor_to_giving_it_to_a_colleague(world: World) -> None:
    case_id = open_file(world.sunita, "Sita")
    open_file(world.sunita, "Gita")
    sunita = client_as(world.sunita)
    sunita.visit(f"/files/{case_id}")
    page = sunita.click("Give this file to a colleague")
    assert ("Sita" in page, "Gita" in page) == (True, False)
    sunita.fill("Give them to", "Asha")
    assert "1 file has changed hands." in sunita.press("Give them over")
    assert "Give this file to a colleague" not in client_as(world.asha).visit(f"/files/{case_id}")


def test_nobody_gives_away_what_is_not_hers_or_to_somebody_elsewhere(world: World) -> None:
    own, others = open_file(world.asha, "Sita"), open_file(world.bina, "Gita")
    with pytest.raises(NotVisible), acting(world.sunita) as session:
        hand_over(session, world.sunita.user, [own, others], world.asha.id)
    for stranger in (world.bina, world.anu, world.nani):
        with pytest.raises(Refused), acting(world.sunita) as session:
            hand_over(session, world.sunita.user, [own], stranger.id)
    with world.app.app_context():
        db.session.rollback()
