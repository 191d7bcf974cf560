"""Her copy: all that is kept, set in right letters, and nothing that gives it away."""

from __future__ import annotations

import re
from uuid import UUID

from sqlalchemy import select

from casework.audit.models import Act, Entry
from casework.casefile.copy_lines import Line
from casework.casefile.copy_pdf import pdf_of
from casework.casefile.copying import AT_FIRST, SECTIONS, Copy, Section, copy_of
from casework.casefile.opened import opened
from casework.core.db import db
from casework.core.i18n import use_language
from tests.cases.files import open_file
from tests.support.people import World, acting, client_as

TOLD = "विश्वासमा भनेको कुरा"


def lines(world: World, case_id: UUID, wanted: tuple[str, ...]) -> str:
    with world.app.test_request_context(), acting(world.asha) as session, use_language("ne"):
        copy = copy_of(session, world.asha.user, opened(session, world.asha.user, case_id), wanted)
        return " ".join(f"{one.head} {one.text}" for section in copy.sections for one in section.lines)


def her_file(world: World) -> UUID:
    told = {"harm__note": TOLD, "record__safe_word": "फूलबारी", "contact__phone": "9800000123"}
    return open_file(world.asha, "लक्ष्मी क्षेत्री", livelihood__skills="बुनाइ", **told)


def test_it_says_what_she_chose_and_leaves_out_the_rest(world: World) -> None:
    case_id = her_file(world)
    usual = lines(world, case_id, AT_FIRST)
    assert "लक्ष्मी क्षेत्री" in usual
    assert "बुनाइ" not in usual
    assert TOLD not in usual
    everything = lines(world, case_id, tuple(name for name, _title in SECTIONS))
    assert TOLD in everything
    assert "बुनाइ" in everything
    assert not {"फूलबारी", "9800000123"} & set(re.split(r"\s", everything))


def test_it_comes_as_a_paper_of_neutral_name_and_is_noted(world: World) -> None:
    case_id = her_file(world)
    browser = client_as(world.asha)
    browser.visit(f"/files/{case_id}")
    browser.click("A copy for her")
    browser.press("Make the copy", status=422)
    page = browser.visit(f"/files/{case_id}/copy")
    assert "Paper can be found" in page
    body = {"to_whom": "here", "lang": "ne", "sections": list(AT_FIRST), "private": "yes"}
    answer = browser.client.post(
        f"/files/{case_id}/copy", data={**body, "form_name": "CopyForm", "csrf_token": browser.token()}
    )
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == "attachment; filename=paper.pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    with world.app.app_context():
        query = select(Entry.user_id).where(Entry.folder_id == case_id, Entry.act == Act.PRINTED)
        assert db.session.scalars(query).all() == [world.asha.id]
    browser.visit(f"/files/{case_id}")
    assert "A copy of the file was made. To her, to read it here" in browser.page.text
    assert "printed it" in browser.page.text


def test_the_document_tells_nothing_in_its_properties_and_every_letter_has_a_shape() -> None:
    letters = "क्षेत्री त्रिशूली ज्ञान गर्‍यो कर्म श्रीमती द्वन्द्व ठूलो १२३"
    with use_language("ne"):
        made = pdf_of(Copy("सहयात्री", letters, (Section("टिपोट", (Line("दिन", letters),)),)), "ne")
    assert made.startswith(b"%PDF-")
    assert b"/CreationDate" not in made
    assert b"pdfuaid" in made
