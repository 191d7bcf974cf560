"""Pages of the frame, read without a screen."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from flask import Flask

from casework.core import browser_tables
from tests.support.browser import Browser

ROOT = Path(__file__).resolve().parents[2]
ERRORS = ("400", "403", "404", "405", "413", "429", "500", "refused")


@pytest.fixture
def reader(frame: Flask) -> Browser:
    return Browser(frame, "en")


@pytest.mark.parametrize("path", ["/", "/?out", "/paper", *(f"/error/{page}" for page in ERRORS)])
def test_every_page_of_the_frame_keeps_the_rules_of_pages(reader: Browser, path: str) -> None:
    reader.visit(path)


def test_a_page_sent_with_faults_says_so_first_and_beside_each_field(reader: Browser) -> None:
    page = reader.visit("/")
    sent = {"csrf_token": reader.token(), "birth": ["bs", "47", "", ""], "phone": "12", "place": "Madi"}
    page = reader.post("/", sent)
    assert page.title.startswith("Please look again")
    for name in ("name", "birth", "phone", "place"):
        field = page.by_id(name)
        assert field is not None, name
        error = page.by_id(f"{name}-error")
        assert error is not None, name
        assert error.text in page
        assert any(link["href"] == f"#{name}" for link in page.links), name


def test_an_error_page_asks_for_no_person_and_no_database(frame: Flask) -> None:
    def fail() -> dict[str, object]:
        raise AssertionError("an error page asked who is there")

    frame.jinja_env.globals["current_user"] = None
    frame.template_context_processors[None] = [fail]
    with frame.test_request_context("/"):
        page = frame.jinja_env.get_template("errors/500.html").render()
    assert "<h1>" in page


def test_the_tables_of_the_browser_are_those_of_the_data() -> None:
    written = {path: path.read_text(encoding="utf-8") for path in browser_tables.files()}
    assert written == browser_tables.files()


def _weight(pattern: str) -> int:
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in (ROOT / "static").glob(pattern))


ON_ONE_PAGE_ONLY = ("import", "passkey", "roll", "similar", "upload")
OF_A_DOCUMENT = ("app", "quick-exit", "upload", "sending")
"""The page that takes a document in asks for no day and no place."""


def _heaviest_scripts() -> int:
    """What the page with the most scripts loads: those of every page, and one of the others."""
    alone = [_weight(f"js/{name}.js") for name in ON_ONE_PAGE_ONLY]
    of_a_document = sum(_weight(f"js/{name}.js") for name in OF_A_DOCUMENT)
    most = _weight("js/*.js") - sum(alone) - _weight("js/sending.js") + max(alone)
    return max(most, of_a_document)


def test_style_and_scripts_stay_light() -> None:
    assert _weight("css/*.css") <= 8_000
    assert _heaviest_scripts() <= 5_000


def test_a_first_visit_stays_light(reader: Browser) -> None:
    frame_alone = reader.visit("/error/404").weight
    assert _weight("css/*.css") + _heaviest_scripts() + frame_alone + _weight("mark.svg") <= 20_000
    assert reader.visit("/").weight <= 8_000


def test_hidden_names_come_hidden_from_the_server(reader: Browser) -> None:
    reader.client.set_cookie("names", "hidden")
    body = next(reader.visit("/").root.all("body"))
    assert body["class"] == "names-hidden"
