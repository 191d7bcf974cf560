"""A picture belongs to a note or to a course, and a demo takes its own sample alone."""

from __future__ import annotations

from uuid import uuid4

from casework.cases.attachments.sample import sample
from casework.cases.planning import add_note
from casework.instance import Kind, fix_kind
from tests.attachments.test_attachments import NAME, case_of
from tests.cases.files import open_file
from tests.support.browser import Browser
from tests.support.contents import picture
from tests.support.instances import Instance
from tests.support.people import World, acting, client_as
from tests.support.trainees import cohort, place, woman


def send(browser: Browser, content: bytes, *, status: int = 200) -> None:
    browser.choose("What is it?", "A certificate")
    browser.fill("A few words, to find it again", NAME)
    browser.attach("The file", "paper.png", content)
    browser.press("Save", status=status)


def test_a_picture_stands_beside_its_note(world: World) -> None:
    case_id = open_file(world.asha, "Sita")
    with acting(world.asha) as session:
        case = case_of(session, world.asha, case_id)
        add_note(session, world.asha.user, case, note_id=uuid4(), words="भेट भयो।")
    asha = client_as(world.asha)
    asha.visit(f"/files/{case_id}")
    asha.visit(next(one["href"] for one in asha.page.links if "papers/new?about" in one["href"]))
    send(asha, picture(40, 30))
    assert asha.visit(f"/files/{case_id}").text.count(NAME) == 2, "beside the note, and among all papers"
    asha.visit(f"/files/{case_id}/papers/new?about={uuid4()}", status=404)


def test_a_photo_of_a_certificate_stands_beside_its_course(world: World) -> None:
    enrolment_id = place(world.nani, cohort(world.nani), woman(world.nani, "Sita"))
    nani = client_as(world.nani)
    nani.allow("Nani", "Tailoring")
    nani.visit(f"/enrolments/{enrolment_id}")
    nani.click("A photo of the certificate")
    send(nani, picture(40, 30))
    assert NAME in nani.visit(f"/enrolments/{enrolment_id}").text


def test_a_demo_takes_its_sample_and_nothing_else(instance: Instance, world: World) -> None:
    case_id = open_file(world.asha, "Sita")
    (instance.folder / "instance.json").unlink(missing_ok=True)
    fix_kind(instance.config, Kind.DEMO)
    asha = client_as(world.asha)
    asha.visit(f"/files/{case_id}/papers/new")
    taken = asha.client.get(f"/files/{case_id}/papers/sample.png")
    assert taken.data == sample()
    send(asha, picture(40, 30), status=422)
    assert "It takes the sample picture only" in asha.page.text
    send(asha, taken.data)
    assert NAME in asha.page.text
