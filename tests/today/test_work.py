"""An organisation's own work in numbers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from casework.cases.state_changes import close
from casework.core import clock
from casework.vault.keyring import keyring
from tests.cases.few import leave
from tests.cases.files import open_file
from tests.referrals.files import open_file as refer_file
from tests.referrals.files import refer, take_up
from tests.support.page import Page
from tests.support.people import World, acting, client_as
from tests.support.statements import statements
from tests.today.steps import step

NOON = datetime(2026, 11, 22, 6, 15, tzinfo=UTC)


def test_a_supervisor_reads_how_her_organisations_files_stand(world: World) -> None:
    with clock.at(NOON - timedelta(days=300)):
        open_file(world.asha, "Sita")
    with clock.at(NOON):
        open_file(world.bina, "Rita")
        late = open_file(world.asha, "Gita")
        step(world, late, "काम", days=1)
        step(world, late, "काम", days=2)
        _close(world)
        referred = refer(world.asha, refer_file(world.asha))
        waits = refer(world.asha, refer_file(world.asha, phone="9800000124"))
    with clock.at(NOON + timedelta(days=4)):
        take_up(world.nani, referred)
        page = client_as(world.sunita).visit("/work")
        own = client_as(world.nani).visit("/work")
    assert _row(page, "All open files") == ["4"]
    assert _row(page, "Closed files") == ["1"]
    assert _row(page, "Asha") == ["4", "2", "0", "0", "2"]
    assert _row(page, "Files opened") == ["4", "0", "4", "1"]
    assert _row(page, "Files closed") == ["1", "0", "1", "0"]
    assert _row(page, "Referrals accepted") == ["1", "0", "1", "0"]
    assert _row(page, "Days until a referral was accepted (median)") == ["4", "–", "4", "–"]
    assert _row(page, "Referrals that wait for an answer") == ["1"]
    assert _row(own, "Referrals received") == ["2", "0", "2", "0"]
    assert waits is not None


def test_a_file_of_a_few_is_in_no_number_of_whoever_does_not_see_it(world: World) -> None:
    open_file(world.asha, "Sita")
    apart = open_file(world.asha, "Gita")
    step(world, apart, "काम", days=-1)
    before = client_as(world.sunita).visit("/work")
    assert _row(before, "Asha") == ["2", "1", "0", "0", "1"]
    leave(world.asha, apart)
    after = client_as(world.sunita).visit("/work")
    assert _row(after, "All open files") == ["1"]
    assert _row(after, "Asha") == ["1", "0", "0", "0", "0"]
    assert _row(after, "Files opened")[0] == "1"
    assert "is overdue" not in client_as(world.sunita).visit("/today")


def test_the_page_takes_as_many_statements_for_many_files_as_for_few(world: World) -> None:
    sunita, counted = client_as(world.sunita), []
    for _round in range(2):
        for number in range(5):
            case_id = open_file(world.asha, f"Sita {number}")
            step(world, case_id, "काम", days=-1)
        with statements() as asked:
            sunita.visit("/work")
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_the_numbers_go_away_as_a_file_that_no_spreadsheet_runs(world: World) -> None:
    with acting(world.sunita) as session:
        session.merge(world.asha.user).name_en = "=1+1"
    open_file(world.asha, "Sita")
    sunita = client_as(world.sunita)
    text = sunita.client.get("/work.csv").text
    assert "All open files,1" in text
    assert "'=1+1,1,0,0,0,0" in text
    assert "Sita" not in text


def _close(world: World) -> None:
    case_id = open_file(world.asha, "Mina")
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [case_id])
        close(session, world.asha.user, case_id, closure_id=uuid4(), reason="moved")


def _row(page: Page, label: str) -> list[str]:
    """The numbers of a line."""
    lines = (list(row.all("th", "td")) for row in page.html.all("tr"))
    return next([cell.text for cell in line[1:]] for line in lines if line and line[0].text == label)
