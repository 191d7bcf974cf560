"""What is corrected in her training keeps a trace, which nobody outside the network holds."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete

from casework.cases.models import Case
from casework.people.models import Record
from casework.vault.folders import Grant
from casework.vault.heads import the_head
from tests.support.people import World, acting, client_as
from tests.support.trainees import cohort, place, referred, row

NAME, OTHER = "मनमाया घले", "मन माया घले"


def test_a_result_she_disputes_is_corrected_with_a_trace(world: World) -> None:
    case_id = referred(world, NAME)
    enrolment_id = place(world.nani, cohort(world.nani), case_id)
    nani = client_as(world.nani)
    nani.allow("Nani", "Tailoring")
    for number in ("C-1", "C-2"):
        nani.visit(f"/enrolments/{enrolment_id}/completion")
        nani.fill("Number of the certificate", number)
        nani.press("Save")
    page = nani.visit(f"/files/{case_id}")
    assert "Number of the certificate C-1" in page.text
    with acting(world.nani) as session:
        found = row(session, enrolment_id)
        assert found.certificate == "C-2"
        assert "C-1" not in str(found.plain()), "this row may be shared back"


def test_an_earlier_name_for_the_certificate_goes_with_the_share(world: World) -> None:
    case_id = referred(world, NAME)
    enrolment_id = place(world.nani, cohort(world.nani), case_id)
    nani = client_as(world.nani)
    nani.allow("Nani", "Tailoring")
    for name in (OTHER, NAME):
        nani.visit(f"/enrolments/{enrolment_id}/name")
        nani.fill("Her name for the certificate", name)
        nani.press("Save")
    assert OTHER in nani.visit(f"/files/{case_id}").text
    _withdrawn(world, case_id)
    assert OTHER not in nani.visit(f"/files/{case_id}").text
    with acting(world.nani) as session:
        row(session, enrolment_id)
        assert OTHER not in str(the_head(session, Record, case_id).plain())


def _withdrawn(world: World, case_id: UUID) -> None:
    with acting(world.nani) as session:
        source = session.get_one(Case, case_id).source_id
        ring = world.ring("network").id
        session.execute(delete(Grant).where(Grant.folder_id == source, Grant.ring_id == ring))
