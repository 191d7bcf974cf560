"""Making a demo: printed and kept, begun again when it was cut off, and never over somebody's data."""

from __future__ import annotations

import io
import stat
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.models import Organisation, OrganisationKind
from casework.core import clock
from casework.core.db import begin_write, commit, new_id
from casework.demo import unfinished
from casework.demo.guard import is_here, only_here
from casework.demo.passphrases import keep, table
from casework.demo.progress import Progress
from casework.demo.staff import _people
from casework.headers import ALWAYS
from tests.support.demo import accounts


def test_the_printed_table_is_read_by_a_person_and_by_the_tests() -> None:
    staff = list(_people().values())
    read = accounts("A demo is ready. Sign-in names and passphrases (kept in x):\n" + table(staff))
    assert [(one.login, one.passphrase) for one in read] == [(one.login, one.passphrase) for one in staff]
    assert {one.role.split(",")[0] for one in read} >= {"Caseworker", "Auditor", "Statistics officer"}


def test_two_demos_have_no_passphrase_in_common() -> None:
    first, second = ({one.passphrase for one in _people().values()} for _demo in range(2))
    assert not first & second


def test_only_its_owner_reads_the_kept_accounts(tmp_path: Path) -> None:
    kept = keep(tmp_path, "role  login  passphrase")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def _organisation(session: Session) -> Organisation:
    begin_write(session)
    made = Organisation(
        id=new_id(), kind=OrganisationKind.OFFICE, name_en="Office", name_ne="", founded_on=clock.today()
    )
    session.add(made)
    commit(session)
    return made


def test_an_unfinished_demo_is_cleared(session: Session, tmp_path: Path) -> None:
    made = _organisation(session)
    unfinished.begin(tmp_path, {"office": made.id})
    assert unfinished.clear(session, tmp_path)
    assert session.scalars(select(Organisation)).all() == []
    assert not unfinished.clear(session, tmp_path)


def test_a_database_of_somebody_else_is_never_cleared(session: Session, tmp_path: Path) -> None:
    unfinished.begin(tmp_path, {"office": new_id()})
    kept = _organisation(session).id
    with pytest.raises(unfinished.NotEmpty):
        unfinished.clear(session, tmp_path)
    assert session.scalars(select(Organisation.id)).all() == [kept]


def test_a_database_in_use_is_not_taken_for_an_empty_one(session: Session, tmp_path: Path) -> None:
    _organisation(session)
    with pytest.raises(unfinished.NotEmpty):
        unfinished.clear(session, tmp_path)


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000", "localhost", "127.0.0.2"])
def test_a_demo_answers_this_machine(host: str) -> None:
    assert is_here(host)


@pytest.mark.parametrize(
    "host", ["", "192.0.2.7:8000", "demo.example.org", "localhost.example.org", "[::", "0.0.0.0"]
)
def test_a_demo_answers_no_other_name(host: str) -> None:
    assert not is_here(host)


@pytest.mark.parametrize(
    ("demo", "host", "status"),
    [
        (True, "demo.example.org", "403 Forbidden"),
        (True, "localhost:8000", "200 OK"),
        (False, "real.example.org", "200 OK"),
    ],
)
def test_only_a_demo_refuses(demo: bool, host: str, status: str) -> None:
    said: list[str] = []
    inner = only_here(lambda _environ, start: [(start("200 OK", []), b"")[1]], lambda: demo, ALWAYS)
    list(inner({"HTTP_HOST": host}, lambda answer, _headers: said.append(answer)))  # type: ignore[arg-type]
    assert said == [status]


def test_the_refusal_of_a_demo_has_the_headers_of_every_answer() -> None:
    told: list[dict[str, str]] = []
    inner = only_here(lambda _environ, _start: [], lambda: True, ALWAYS)
    list(inner({"HTTP_HOST": "demo.example.org"}, lambda _answer, headers: told.append(dict(headers))))  # type: ignore[arg-type]
    assert told[0].items() >= ALWAYS.items()


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_one_line_of_a_terminal() -> None:
    stream = _Terminal()
    progress = Progress("Making", stream)
    for done in range(101):
        progress(done, 100)
    assert stream.getvalue().count("\n") == 1
    assert stream.getvalue().endswith("100 %\n")


def test_progress_without_a_terminal_is_a_few_lines() -> None:
    stream = io.StringIO()
    progress = Progress("Making", stream)
    for done in range(101):
        progress(done, 100)
    assert stream.getvalue().splitlines()[-1] == "Making: 100 %"
    assert len(stream.getvalue().splitlines()) <= 5
