"""Every page of the list, as somebody who sees it, in both languages."""

from __future__ import annotations

import pytest

from tests.access.partner_side import NAME, SENT_NAME
from tests.access.scene import Scene
from tests.pages.weights import LATER_VISIT, SENT, SENT_LONGER
from tests.support.page import Page
from tests.support.pages import Listed, listed

ELSEWHERE = {
    "attachments.file": "a download",
    "attachments.picture": "shown inside a page",
    "attachments.sample_picture": "a download, there only in a demo: see tests/attachments",
    "static": "no page",
    "today.home": "leads to another page",
    "auth.chain_file": "a download",
    "logbook.log_file": "a download",
    "casefile.new_stay": "leads to another page",
    "imports.failed": "a download",
    "imports.sample_file": "a download",
    "imports.corrected_sample": "a download, there only in a demo: see tests/imports",
    "imports.template_of_lines": "a download",
    "imports.template_sheet": "a download",
    "exports.file": "a download",
    "exports.report": "a download",
    **{
        f"interface.{name}": "for programs"
        for name in ("table", "tables", "dimensions", "releases", "openapi")
    },
    "today.work_file": "a download",
    "watching.tables_file": "a download",
    "auth.set_up_page": "there only before anybody is: see test_on_the_way",
    "auth.second_page": "there only after a passphrase: see test_second_step of the journeys",
    "auth.key_page": "a security key sends its form: see test_second_step of the journeys",
    "auth.sheet": "there only between making and confirming: see test_on_the_way",
    "auth.give_page": "there only while somebody opens the keys with sheets: see test_on_the_way",
    "auth.waiting_page": "there only for somebody without keys: see test_on_the_way",
    "auth.use_page": "there only for somebody without keys: see test_on_the_way",
}
TYPED = ("asha", "asmita", "wanda", "anu", "newcomer", "maya", "ojaswi")


def test_every_endpoint_that_can_be_visited_is_listed(shown: Scene) -> None:
    rules = shown.world.app.url_map.iter_rules()
    visited = {rule.endpoint for rule in rules if "GET" in (rule.methods or ())}
    assert visited == {page.endpoint for page in listed()} | set(ELSEWHERE)


@pytest.mark.parametrize("page", listed(), ids=str)
def test_a_page_keeps_the_rules_of_pages(shown: Scene, page: Listed, lang: str) -> None:
    browser = shown.browsers[page.who]
    browser.speak(lang)
    browser.allow("Shift", *TYPED)
    browser.visit(page.path.format(**shown.ids))
    assert (
        shown.world.app.url_map.bind("localhost").match(browser.page.path.split("?")[0])[0] == page.endpoint
    )
    assert browser.page.lang == lang
    assert browser.page.weight <= LATER_VISIT
    assert len(browser.page.data) <= SENT_LONGER.get(page.endpoint, SENT)
    assert seen_when_hidden(browser.page) == []


def seen_when_hidden(page: Page) -> list[str]:
    """Where a woman's name would still be read after "hide names"; fields are not hidden."""
    return [
        f"{where!r} {string.strip()}"
        for where, string in page.html.strings()
        if any(name in string for name in (NAME, SENT_NAME))
        and not any("data-name" in one or one.tag in ("textarea", "script") for one in where.up())
    ]


@pytest.mark.parametrize("page", [page for page in listed() if page.empty == "refused"], ids=str)
def test_a_form_sent_empty_is_refused_in_words(shown: Scene, page: Listed, lang: str) -> None:
    browser = shown.browsers[page.who]
    browser.speak(lang)
    path = page.path.format(**shown.ids)
    found = browser.visit(path)
    for form in found.root.all("form"):
        if form["method"] == "post" and "novalidate" in form:
            hidden = [field for field in form.all("input") if field["type"] == "hidden"]
            sent = {field["name"]: field["value"] for field in hidden if field["name"] != "cases"}
            answer = browser.post(form["action"] or path.split("?")[0], sent, status=422)
            assert answer.lang == lang


@pytest.mark.parametrize("page", [page for page in listed() if page.empty], ids=str)
def test_a_form_comes_back_in_the_other_language(shown: Scene, page: Listed) -> None:
    browser = shown.browsers[page.who]
    browser.speak("en")
    browser.allow("Shift", *TYPED)
    if browser.visit(page.path.format(**shown.ids)).by_id("typed") is None:
        return
    found = browser.press("नेपाली")
    assert found.lang == "ne"
    assert found.by_id("typed") is not None
    assert not [one for one in found.root.all("div") if one["class"] == "summary"]
