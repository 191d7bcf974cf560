"""The supervisor's way through the pages, and who else does not get there."""

from __future__ import annotations

import re
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask

from casework.cases.models import Case
from casework.core import clock
from casework.core.bs_calendar import to_bs
from casework.core.db import db
from casework.imports.models import Import
from casework.instance import Kind, fix_kind
from tests.imports import lists
from tests.support.browser import Browser
from tests.support.people import World, client_as, sign_in


def send(browser: Browser, content: bytes, *, name: str = "list.csv", status: int = 200) -> None:
    browser.visit("imports.new")
    browser.attach("The file", name, content)
    browser.press("Look it through", status=status)


ASKED = "The women on this list were asked, and agreed that we keep it here."
ASKED_NE = "यो सूचीका महिलाहरूलाई सोधिएको हो, र यहाँ राख्न उहाँहरूले सहमति दिनुभएको छ।"


def state(browser: Browser) -> None:
    browser.choose("On what does it rest", ASKED)
    day = to_bs(clock.today())
    for label, value in (("Year (BS)", day.year), ("Month", day.month), ("Day", day.day)):
        browser.fill(label, str(value), within="On which day were they asked?")
    browser.choose("How were they asked?", "In person")


def bring_in(browser: Browser) -> None:
    state(browser)
    browser.press("Bring them in")
    while "The list is being brought in" in browser.page.text:
        browser.press("Continue")


def files_here(world: World) -> int:
    with world.app.app_context():
        return db.session.query(Case).count()


def job_of(world: World) -> Import:
    with world.app.app_context():
        return db.session.query(Import).one()


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_supervisor_brings_a_list_in_without_a_script(world: World, ending: str) -> None:
    browser = client_as(world.sunita)
    rows = lists.lines(40, 4)
    send(browser, lists.as_csv(rows) if ending == "csv" else lists.as_xlsx(rows), name=f"list.{ending}")
    assert files_here(world) == 0
    assert "org_Name" in browser.page.text
    bring_in(browser)
    assert files_here(world) == 36
    assert "What became of the list" in browser.page.text


def test_each_problem_is_shown_with_its_line_and_column(world: World) -> None:
    browser = client_as(world.sunita)
    send(browser, lists.as_csv([lists.line(1), lists.line(2, prs_Birthdate="03/04/1990")]))
    assert re.search(
        r"Line 3 prs_Birthdate It cannot be told which number is the day.*03/04/1990", browser.page.text
    )


def test_a_problem_names_the_heading_as_the_file_has_it(world: World) -> None:
    browser = client_as(world.sunita)
    row = {"नाम": "नमुना", "जन्म मिति": "३/४/१९९०", "सहमति": "छ"}
    send(browser, lists.as_csv([row, row | {"जन्म मिति": "1990-05-17", "सहमति": "छैन"}]))
    assert re.search("Line 2 जन्म मिति It cannot be told", browser.page.text)
    assert re.search("Line 3 सहमति This line says that she did not agree", browser.page.text)
    bring_in(browser)
    assert re.search("Line 2 जन्म मिति It cannot be told", browser.page.text)
    fetched = browser.client.get(f"/imports/{job_of(world).id}/lines.csv").data.decode("utf-8-sig")
    assert "जन्म मिति: It cannot be told" in fetched


def test_a_template_and_its_headings_lie_beside_the_form(world: World) -> None:
    browser = client_as(world.sunita)
    browser.visit("imports.new")
    browser.click("Headings that are known, and what to write below them")
    assert "Mobile phone prs_MobilePhone Ten digits" in browser.page.text
    assert browser.client.get("/imports/template.csv").data.startswith(
        "\ufeffपहिलो नाम · First name,".encode()
    )
    assert browser.client.get("/imports/template.xlsx").data.startswith(b"PK")


def test_the_pages_speak_nepali(world: World) -> None:
    browser = Browser(world.app, "ne")
    # A key of the keyboard has no other name; the button for a quick exit says it on every page.
    browser.allow("Shift")
    sign_in(browser, world.sunita)
    browser.visit("imports.files")
    browser.visit("imports.new")
    browser.attach("फाइल", "list.csv", lists.as_csv([*lists.lines(28, 14), lists.line(3)]))
    browser.press("हेर्नुहोस्")
    browser.press("सूची ल्याउनुहोस्", status=422)
    browser.choose("यो यहाँ राख्ने आधार", ASKED_NE)
    for label, value in (("साल (वि.सं.)", "२०८३"), ("महिना", "७ कात्तिक"), ("गते", "१५")):
        browser.fill(label, value)
    browser.choose("कसरी सोधिएको हो?", "भेटेर")
    browser.press("सूची ल्याउनुहोस्")
    browser.press("अगाडि बढ्नुहोस्")
    browser.press("अगाडि बढ्नुहोस्")
    assert "सूचीको के भयो" in browser.page.text
    browser.visit("imports.files")


def test_failed_lines_are_fetched_corrected_and_brought_in(world: World) -> None:
    browser = client_as(world.sunita)
    send(browser, lists.as_csv(lists.lines(20, 2)))
    bring_in(browser)
    fetched = browser.client.get(f"/imports/{job_of(world).id}/lines.csv")
    assert fetched.headers["Content-Disposition"] == "attachment; filename=lines.csv"
    corrected = fetched.data.decode("utf-8-sig").replace("03/04/1990", "1990-04-03")
    browser.attach("The corrected file", "lines.csv", corrected.encode())
    browser.press("Look it through")
    bring_in(browser)
    assert files_here(world) == 19


def test_a_name_like_one_that_is_here_is_listed_and_not_merged(world: World) -> None:
    browser = client_as(world.sunita)
    send(browser, lists.as_csv([lists.line(1)]))
    bring_in(browser)
    send(browser, lists.as_csv([lists.line(1, prs_MobilePhone="9000011111"), lists.line(2)]))
    assert "Is it the same woman?" in browser.page.text
    bring_in(browser)
    assert files_here(world) == 3


def test_a_script_asks_for_the_numbers_alone(world: World) -> None:
    browser = client_as(world.sunita)
    send(browser, lists.as_csv(lists.lines(30)))
    state(browser)
    browser.press("Bring them in")
    sent = {"csrf_token": browser.token()}
    answers = [
        browser.client.post(
            f"/imports/{job_of(world).id}/next", data=sent, headers={"Accept": "application/json"}
        ).json
        for _time in range(3)
    ]
    assert answers == [
        {"done": 25, "total": 30, "over": False},
        {"done": 30, "total": 30, "over": True},
        {"done": 30, "total": 30, "over": True},
    ]


def test_nothing_begins_without_a_basis(world: World) -> None:
    browser = client_as(world.sunita)
    send(browser, lists.as_csv(lists.lines(3)))
    browser.press("Bring them in", status=422)
    assert job_of(world).state == "checked"


@pytest.mark.parametrize("content", [b"", b"who\nNamuna\n", b"prs_FirstName\n\xff\xff\n"])
def test_what_is_no_list_is_answered_on_the_form(world: World, content: bytes) -> None:
    browser = client_as(world.sunita)
    send(browser, content, status=422)
    assert "Please look again" in browser.page.text


def send_large(browser: Browser, megabytes: int) -> int:
    """Send a list of that size as a browser's bytes, and give the status of the answer."""
    browser.visit("imports.new")
    fields = {"csrf_token": browser.token(), "new_id": str(uuid4()), "calendar": "ad"}
    parts = [f'name="{name}"\r\n\r\n{value}'.encode() for name, value in fields.items()]
    row = b"Namuna," + b"x" * 1000 + b"\n"
    content = b"prs_FirstName,org_Name\n" + row * (megabytes * 1024 * 1024 // len(row))
    parts.append(b'name="file"; filename="list.csv"\r\nContent-Type: text/csv\r\n\r\n' + content)
    body = (
        b"".join(b"--b\r\nContent-Disposition: form-data; " + part + b"\r\n" for part in parts) + b"--b--\r\n"
    )
    return browser.client.post(
        "/imports/new", data=body, content_type="multipart/form-data; boundary=b"
    ).status_code


def test_a_file_that_is_too_large_is_refused(world: World) -> None:
    assert send_large(client_as(world.sunita), 6) == 413


def test_a_large_file_never_touches_a_disk(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = client_as(world.sunita)
    monkeypatch.setattr("tempfile.tempdir", "nowhere")
    assert send_large(browser, 2) == 303


def test_other_routes_keep_to_the_limit_of_a_form(world: World) -> None:
    browser = client_as(world.sunita)
    browser.visit("imports.new")
    browser.post("/preferences", {"lang": "en", "more": "x" * (300 * 1024)}, status=413)


@pytest.mark.parametrize("name", ["asha", "anu", "nani", "ojaswi", "maya"])
def test_only_a_supervisor_gets_to_a_list(world: World, name: str) -> None:
    browser = client_as(world.people[name])
    for path in ("/imports", "/imports/new", f"/imports/{uuid4()}", "/imports/sample.csv"):
        browser.visit(path, status=403)


def test_another_organisation_gets_what_a_random_id_gets(world: World) -> None:
    mine = client_as(world.sunita)
    send(mine, lists.as_csv(lists.lines(3)))
    theirs = client_as(world.gita)
    theirs.visit("imports.new")
    for import_id in (job_of(world).id, uuid4()):
        theirs.visit(f"/imports/{import_id}", status=404)
        theirs.visit(f"/imports/{import_id}/lines.csv", status=404)
        theirs.visit("imports.new")
        token = theirs.token()
        for verb in ("next", "empty"):
            answer = theirs.client.post(f"/imports/{import_id}/{verb}", data={"csrf_token": token})
            assert answer.status_code == 404
    assert job_of(world).state == "checked"


def test_the_demo_takes_the_sample_and_nothing_else(world: World) -> None:
    fix_kind_to_demo(world.app)
    browser = client_as(world.sunita)
    send(browser, lists.as_csv(lists.lines(3)), status=422)
    sample = browser.client.get("/imports/sample.csv").data
    send(browser, sample)
    assert "Such as: Feminine · Masculine" in browser.page
    bring_in(browser)
    assert files_here(world) == 25
    with world.app.app_context():
        link = f"/imports/{job_of(world).id}/corrected.csv"
    browser.attach("The corrected file", "corrected.csv", browser.client.get(link).data)
    browser.press("Look it through")
    bring_in(browser)
    assert files_here(world) == 29


def fix_kind_to_demo(app: Flask) -> None:
    config = app.extensions["sahayatri_config"]
    (config.instance / "instance.json").unlink(missing_ok=True)
    fix_kind(config, Kind.DEMO)


def test_no_log_and_no_path_holds_what_was_sent(
    world: World, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    browser = client_as(world.sunita)
    send(browser, lists.as_csv(lists.lines(30, 10)), name="Canaryname.csv")
    bring_in(browser)
    said = caplog.text + "".join(str(path) for path in tmp_path.rglob("*"))
    assert re.findall("Canary|Namuna|9000000", said) == []
    instance = world.app.extensions["sahayatri_config"].instance
    stored = b"".join(path.read_bytes() for path in instance.rglob("*") if path.is_file())
    assert re.findall("Canary|Namuna|नमुना|9000000|prs_FirstName".encode(), stored) == []
