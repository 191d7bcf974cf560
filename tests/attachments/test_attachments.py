"""Documents and pictures of a file: sealed, under her keys, and gone with her."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from auth.rings import begin_epoch, move_some
from casework.audit.models import Act, Entry
from casework.cases.attachments.actions import attach, let_go
from casework.cases.attachments.kinds import kind_of
from casework.cases.attachments.models import Attachment, Piece, What
from casework.cases.attachments.queries import content_of, listed, one_of
from casework.cases.erasure.actions import ask, erase
from casework.cases.errors import FileClosed
from casework.cases.models import Case
from casework.cases.queries import find
from casework.cases.state_changes import close
from casework.core.db import db
from casework.people.models import Harm, Record
from casework.people.shown import load_sheets
from casework.vault.compartments import Compartment
from casework.vault.folders import take
from casework.vault.heads import the_head
from casework.vault.keychange import change_keys
from casework.vault.tombstones import Basis
from crypto.envelope import CannotOpen
from tests.cases.files import open_file
from tests.support.contents import DEVICE, PDF, SOUND, picture
from tests.support.people import Someone, World, acting, client_as

pytestmark = pytest.mark.both_engines

NAME = "नमुना कागज"


def case_of(session: Session, someone: Someone, case_id: UUID) -> Case:
    case = find(session, someone.user, case_id)
    load_sheets(session, [case])
    return case


def attached(someone: Someone, case_id: UUID, content: bytes, what: What = What.LETTER) -> UUID:
    made = uuid4()
    with acting(someone) as session:
        case, kind = case_of(session, someone, case_id), kind_of(content)
        attach(
            session,
            someone.user,
            case,
            attachment_id=made,
            what=what,
            name=NAME,
            kind=kind,
            content=content,
        )
    return made


def read(someone: Someone, case_id: UUID, paper_id: UUID) -> bytes:
    with acting(someone) as session:
        case = case_of(session, someone, case_id)
        return content_of(session, case, one_of(session, case, paper_id))


def pieces(paper_id: UUID) -> list[bytes]:
    query = select(Piece.blob).where(Piece.attachment_id == paper_id).order_by(Piece.number)
    return list(db.session.scalars(query))


@pytest.mark.parametrize("what", [What.LETTER, What.TOLD])
def test_new_keys_for_the_file_leave_the_content_as_it_is_and_readable(world: World, what: What) -> None:
    case_id = open_file(world.asha, "Sita")
    paper_id = attached(world.asha, case_id, SOUND * 9000, what)
    with world.app.app_context():
        before = pieces(paper_id)
    with acting(world.asha) as session:
        load_sheets(session, [find(session, world.asha.user, case_id)])
        change_keys(session, world.asha.ring, take(session, case_id), list(Compartment))
    with world.app.app_context():
        assert pieces(paper_id) == before
    assert read(world.sunita, case_id, paper_id) == SOUND * 9000


def test_no_row_tells_that_a_paper_lies_with_what_she_told_in_confidence(world: World) -> None:
    seen = []
    for what in (What.CERTIFICATE, What.TOLD):
        case_id = open_file(world.asha, "Sita")
        paper_id = attached(world.asha, case_id, PDF, what)
        with world.app.app_context():
            row = db.session.get_one(Attachment, paper_id)
            harm = db.session.scalars(select(Harm).where(Harm.folder_id == case_id)).one()
            record = db.session.scalars(select(Record).where(Record.folder_id == case_id)).one()
            shape = [(one.version, one.key_number, len(one.blob)) for one in (row, harm, record)]
            seen.append((shape, [len(one) for one in pieces(paper_id)]))
    assert seen[0] == seen[1]


def test_a_piece_of_another_paper_does_not_open(world: World) -> None:
    case_id = open_file(world.asha, "Sita")
    one, other = (attached(world.asha, case_id, content) for content in (PDF, SOUND))
    with acting(world.asha) as session:
        table = '"attachment_piece"'
        session.execute(
            text(f"DELETE FROM {table} WHERE attachment_id = :a"), {"a": _as_stored(session, one)}
        )
        session.execute(
            text(f"UPDATE {table} SET attachment_id = :a WHERE attachment_id = :b"),
            {"a": _as_stored(session, one), "b": _as_stored(session, other)},
        )
    with pytest.raises(CannotOpen):
        read(world.asha, case_id, one)


def _as_stored(session: Session, one: UUID) -> object:
    return one.hex if session.get_bind().dialect.name == "sqlite" else one


def test_with_the_file_everything_attached_is_erased(world: World) -> None:
    case_id = open_file(world.asha, "Sita")
    attached(world.asha, case_id, PDF)
    with acting(world.asha) as session:
        case = case_of(session, world.asha, case_id)
        ask(session, world.asha.user, case, request_id=uuid4(), basis=Basis.HER_WISH)
    with acting(world.sunita) as session:
        erase(session, world.sunita.user, case_id)
    with world.app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Piece)) == 0
        assert db.session.scalar(select(func.count()).select_from(Attachment)) == 0


def test_one_that_she_wants_back_goes_with_its_content_and_its_key(world: World) -> None:
    case_id = open_file(world.asha, "Sita")
    gone, stays = (attached(world.asha, case_id, PDF, What.TOLD) for _ in range(2))
    with acting(world.asha) as session:
        let_go(session, case_of(session, world.asha, case_id), gone)
    with acting(world.asha) as session:
        case = case_of(session, world.asha, case_id)
        assert [one.row.id for one in listed(session, case)] == [stays]
        assert [one.id for one in the_head(session, Harm, case_id).papers] == [stays]
        assert pieces(gone) == []


def test_nothing_is_attached_to_a_closed_file(world: World) -> None:
    case_id = open_file(world.asha, "Sita")
    with acting(world.asha) as session:
        case_of(session, world.asha, case_id)
        close(session, world.asha.user, case_id, closure_id=uuid4(), reason="goals_met")
    with pytest.raises(FileClosed):
        attached(world.asha, case_id, PDF)


def test_after_the_rings_next_epoch_it_still_opens(world: World) -> None:
    case_id = open_file(world.asha, "Sita")
    paper_id = attached(world.asha, case_id, SOUND)
    with acting(world.sunita) as session:
        fresh = begin_epoch(session, world.secrets, world.sunita.ring)
        assert move_some(session, fresh, 100) == 0
    assert read(world.asha, case_id, paper_id) == SOUND


# The pages


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Every path opened for writing while the test runs. A hook cannot be taken away, only silenced."""
    paths: list[str] = []
    on = [True]

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if on[0] and event == "open" and isinstance(arguments[2], int) and arguments[2] & 3:
            paths.append(str(arguments[0]))
        if on[0] and event in ("tempfile.mkstemp", "tempfile.mkdtemp"):
            paths.append(f"{tempfile.gettempdir()}: {arguments[0]}")

    sys.addaudithook(hook)
    yield paths
    on[0] = False


def test_a_photo_is_kept_shown_and_taken_without_ever_lying_open_on_disk(
    world: World, written: list[str]
) -> None:
    case_id = open_file(world.asha, "Sita")
    browser = client_as(world.asha)
    browser.visit(f"/files/{case_id}")
    browser.click("Add one")
    browser.choose("What is it?", "A certificate")
    browser.fill("A few words, to find it again", NAME)
    browser.attach("The file", "IMG_2026_Sita.jpg", picture(2400, 1800, "PNG"))
    written.clear()
    browser.press("Save")
    assert [path for path in written if "sahayatri.db" not in path and "pg" not in path] == []
    assert NAME in browser.page.text
    here = browser.page.path
    shown = browser.client.get(f"{here}/picture")
    assert (shown.status_code, shown.mimetype) == (200, "image/jpeg")
    assert shown.headers["Cache-Control"] == "no-store"
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert DEVICE.encode() not in shown.data
    taken = browser.client.get(f"{here}/file")
    assert taken.headers["Content-Disposition"] == "attachment; filename=paper.jpg"
    assert client_as(world.bina).client.get(f"{here}/file").status_code == 404
    with world.app.app_context():
        query = select(Entry.act).where(Entry.subject_id == UUID(here.rsplit("/", 1)[-1]))
        assert db.session.scalars(query).all() == [Act.EXPORTED]
    browser.tick("It shall be deleted from her file.")
    browser.press("Delete it")
    assert NAME not in browser.page.text


def test_a_wrong_file_leaves_the_other_fields_as_they_were(world: World) -> None:
    browser = client_as(world.asha)
    case_id = open_file(world.asha, "Sita")
    browser.visit(f"/files/{case_id}/papers/new")
    browser.choose("What is it?", "A certificate")
    browser.fill("A few words, to find it again", NAME)
    browser.attach("The file", "page.html", b"<html><script>alert(1)</script>")
    browser.press("Save", status=422)
    assert "This kind of file cannot be kept." in browser.page.text
    assert NAME in browser.page.data.decode()


def test_a_pdf_is_never_shown_inside_a_page(world: World) -> None:
    case_id = open_file(world.asha, "Sita")
    paper_id = attached(world.asha, case_id, PDF)
    browser = client_as(world.asha)
    assert browser.client.get(f"/files/{case_id}/papers/{paper_id}/picture").status_code == 404
    assert browser.client.get(f"/files/{case_id}/papers/{paper_id}/file").data == PDF
