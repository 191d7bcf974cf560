"""What was changed keeps a trace; what she asks to be corrected is corrected, or her words stay beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import select

from casework.casefile.copying import SECTIONS, copy_of
from casework.casefile.opened import opened
from casework.cases.planning import add_goal, add_note
from casework.core import clock
from casework.core.db import db
from casework.core.i18n import use_language
from casework.people.actions import read_person
from casework.people.corrected import Was
from casework.people.models import Record
from casework.people.tracing import ask, keep_trace
from casework.vault.keyring import keyring
from casework.vault.sealed import HeadRow
from tests.cases.files import open_file
from tests.referrals import files as referred
from tests.support.people import World, acting, client_as

SAYS = "म तामाङ होइन, घले हुँ।"


def paper(world: World, case_id: UUID, *, lang: str = "ne") -> str:
    with world.app.test_request_context(), acting(world.asha) as session, use_language(lang):
        copy = copy_of(
            session,
            world.asha.user,
            opened(session, world.asha.user, case_id),
            [name for name, _title in SECTIONS],
        )
        return " ".join(f"{one.head} {one.text}" for section in copy.sections for one in section.lines)


def test_she_asks_for_a_correction_and_what_stood_there_stays_to_be_read(world: World) -> None:
    case_id = open_file(world.asha, "Sita", identity__birth_family_name="Tamang", identity__sex="female")
    asha = client_as(world.asha)
    asha.visit(f"/files/{case_id}")
    asha.click("She asks for a correction")
    asha.fill("What is it about?", "About her")
    asha.fill("What does she say?", SAYS)
    asha.choose("What comes of it?", "It is corrected now")
    assert asha.press("Save").path == f"/files/{case_id}/about"
    asha.fill("Family name by birth", "Ghale")
    asha.choose("Woman, man or other, as she says it", "Does not want to say")
    page = asha.press("Save and back to the file")
    for words in ("What stood there before", "Tamang", "Woman", "She asked for it:", SAYS):
        assert words in page.text, words
    copied = paper(world, case_id)
    for words in ("Tamang", "महिला", SAYS):
        assert words in copied, words


def test_what_is_not_corrected_keeps_her_words_beside_it(world: World) -> None:
    case_id = open_file(world.asha, "Sita", livelihood__skills="Weaving")
    asha = client_as(world.asha)
    asha.visit(f"/files/{case_id}/correction")
    asha.fill("What is it about?", "Skills and income")
    asha.fill("What does she say?", "मैले त्यो भनेको होइन।")
    asha.choose("What comes of it?", "It stays as it is, and what she says is kept beside it")
    asha.press("Save", status=422)
    asha.fill("Why is it not corrected?", "It stands so on her paper.")
    page = asha.press("Save")
    assert "मैले त्यो भनेको होइन।" in page.text
    assert "It is not corrected, because:" in page.text
    assert "She sees it differently" in page.text
    assert "मैले त्यो भनेको होइन।" in paper(world, case_id)


def test_a_goal_and_a_note_keep_what_they_said_before_and_why(world: World) -> None:
    case_id = open_file(world.asha, "Sita")
    with acting(world.asha) as session:
        file = opened(session, world.asha.user, case_id)
        add_note(session, world.asha.user, file.case, note_id=uuid4(), words="Old note.")
        add_goal(
            session, world.asha.user, file.case, goal_id=uuid4(), dimension="economic", words="Old goal."
        )
        for part in ("plan", "notes"):
            ask(file.person, asked_id=uuid4(), part=part, says=f"{SAYS} {part}", by=world.asha.id)
    asha = client_as(world.asha)
    pages = [link["href"] for link in asha.visit(f"/files/{case_id}").links]
    for kind, question in (("goals", "What does she want?"), ("notes", "What should be remembered?")):
        asha.visit(next(one for one in pages if f"/{kind}/" in one and not one.endswith("/new")))
        asha.fill(question, "New words.")
        asha.press("Save")
    read = asha.visit(f"/files/{case_id}").text
    for words in ("Old note.", "Old goal.", f"{SAYS} plan", f"{SAYS} notes"):
        assert words in read, words
        assert words in paper(world, case_id), words


def test_a_trace_in_the_record_stops_nobody_who_is_writing_there(world: World) -> None:
    case_id = open_file(world.asha, "Sita", identity__sex="female")
    asha, sunita = client_as(world.asha), client_as(world.sunita)
    asha.visit(f"/files/{case_id}/record")
    sunita.visit(f"/files/{case_id}/about")
    sunita.fill("The name she uses", "Gita")
    sunita.press("Save and back to the file")
    asha.fill("Number in the paper register", "12")
    assert "What stood there before" in asha.press("Save and back to the file").text


def test_an_earlier_number_stands_on_no_page_but_that_of_her_number(world: World) -> None:
    case_id = open_file(world.asha, "Sita", contact__reachable="phone", contact__phone="9800000001")
    asha = client_as(world.asha)
    asha.visit(f"/files/{case_id}/contact")
    asha.fill("Safe phone", "9800000002")
    page = asha.press("Save and back to the file")
    assert "Another number." in page.text
    assert "9800000001" not in page.text + paper(world, case_id)
    asha.post(f"/files/{case_id}/number", {"anyway": "yes"})
    assert "9800000001" in asha.page.text


def test_a_partner_who_reads_a_share_never_holds_what_stood_there_before(world: World) -> None:
    case_id = referred.open_file(world.asha)
    referred.take_up(world.nani, referred.refer(world.asha, case_id))
    asha = client_as(world.asha)
    asha.visit(f"/files/{case_id}/about")
    asha.fill("The name she uses", "अर्को नाम")
    asha.press("Save and back to the file")
    with acting(world.nani) as session:
        keyring(session).open_folders(session, [case_id])
        held = {cls for cls in _classes() if keyring(session).can_open(case_id, cls.__compartment__)}
        assert Record not in held
        rows = [row for cls in held for row in session.scalars(select(cls).where(cls.folder_id == case_id))]
        assert rows
        assert referred.NAME not in "".join(row.body().decode() for row in rows if row.plain())


def _classes() -> list[type[HeadRow]]:
    return [cls for cls in HeadRow.__subclasses__() if hasattr(cls, "__tablename__")]


def test_a_blob_is_not_longer_for_what_was_corrected_and_what_is_gone_is_counted(world: World) -> None:
    corrected, plain = (open_file(world.asha, name) for name in ("Sita", "Gita"))
    begin = clock.now()
    for number in range(40):
        with clock.at(begin + timedelta(days=number)), acting(world.asha) as session:
            keyring(session).open_folders(session, [corrected])
            record = read_person(session, corrected, world.asha.ring).record
            keep_trace(record, "about", (Was("name", "नाम " * 12),), by=world.asha.id)
    assert _lengths(world, corrected) == _lengths(world, plain)
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [corrected])
        record = read_person(session, corrected, world.asha.ring).record
        assert 5 < len(record.earlier) < 40
        assert record.earlier_gone == 40 - len(record.earlier)
        record.earlier = tuple(replace(one, asked=uuid4()) for one in record.earlier)
        keep_trace(record, "about", (Was("name", "नाम " * 1000),), by=world.asha.id)
        assert len(record.earlier) == 41 - record.earlier_gone, "what she asked for stays"


def _lengths(world: World, case_id: UUID) -> list[int]:
    with world.app.app_context():
        found = (db.session.scalar(select(cls.blob).where(cls.folder_id == case_id)) for cls in _classes())
        return [len(blob or b"") for blob in found]
