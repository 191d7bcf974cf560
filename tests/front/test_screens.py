"""Pages of the frame in a real browser: with scripts and without, for every reader."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.axe import findings

pytestmark = pytest.mark.journey

Show = Callable[..., Page]


def _fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("lang", ["ne", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_has_no_accessibility_finding(show: Show, width: int, lang: str, scheme: str) -> None:
    page = show(f"/?lang={lang}", width=width)
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of two words
    assert findings(page) == []
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("[data-focus]")).to_be_focused()
    assert findings(page) == []
    assert _fits(page)


@pytest.mark.parametrize("path", ["/paper", "/error/404", "/error/refused"])
def test_the_small_pages_have_none_either(show: Show, path: str) -> None:
    page = show(path)
    assert findings(page) == []
    assert _fits(page)


def test_the_date_appears_in_the_other_calendar_as_it_is_typed(show: Show) -> None:
    page = show("/?lang=en")
    boxes = page.locator("[data-date]").first
    boxes.locator("[data-part=year]").fill("२०४७")
    boxes.locator("[data-part=month]").press("7")
    boxes.locator("[data-part=day]").fill("23")
    expect(page.locator("[data-echo]").first).to_have_text("9 November 1990")


def test_three_lists_lead_to_a_palika(show: Show) -> None:
    page = show("/?lang=en")
    page.get_by_label("Province").select_option(label="Bagmati")
    page.get_by_label("District").select_option(label="Dolakha")
    palika = page.get_by_role("group", name="Palika").get_by_label("Palika")
    palika.select_option(index=1)
    assert page.locator("input[name=place]").input_value() == palika.input_value() == "30101"


def test_a_question_shows_only_where_it_applies(show: Show) -> None:
    page = show("/?lang=en")
    expect(page.get_by_label("Phone", exact=True)).to_be_hidden()
    page.get_by_role("group", name="May we call her?").get_by_label("Yes").check()
    expect(page.get_by_label("Phone", exact=True)).to_be_visible()


def test_without_scripts_every_question_can_be_answered(show: Show) -> None:
    page = show("/?lang=en", javascript=False)
    for label in ("Name", "Phone", "Palika"):
        expect(page.get_by_label(label, exact=True).first).to_be_visible()
    assert _fits(page)


def test_quick_exit_keeps_what_was_typed_and_leaves_no_way_back(show: Show) -> None:
    page = show("/?lang=en")
    page.get_by_label("Name", exact=True).first.fill("half a word")
    page.get_by_label("Passphrase").fill("never sent")
    with page.expect_request("**/exit"):
        for _press in range(3):
            page.keyboard.press("Shift")
    page.wait_for_url("**/elsewhere")
    page.goto("/left")
    left = page.locator("body").inner_text()
    assert "half a word" in left
    assert "typed_path" in left
    assert "never sent" not in left


def test_capital_letters_are_no_quick_exit(show: Show) -> None:
    page = show("/?lang=en")
    page.get_by_label("Name", exact=True).first.focus()
    for letter in "ABC":
        page.keyboard.press(f"Shift+{letter}")
    expect(page.get_by_label("Name", exact=True).first).to_have_value("ABC")
    assert "elsewhere" not in page.url


def test_a_double_click_sends_once(show: Show) -> None:
    page = show("/?lang=en")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.get_by_role("button", name="Save", exact=True).dblclick()
    expect(page.locator("[data-focus]")).to_be_focused()
    assert len(sent) == 1


def test_the_roll_counts_and_fills_what_is_open(show: Show) -> None:
    page = show("/?lang=en")
    expect(page.locator("[data-roll-count]")).to_have_text("1 of 2 answered")
    page.get_by_role("button", name="All present").click()
    expect(page.locator("[data-roll-count]")).to_have_text("2 of 2 answered")
    assert page.locator("#a2-present").is_checked()


def test_names_hidden_on_a_device_stay_hidden(show: Show) -> None:
    page = show("/?lang=en")
    page.locator("summary", has_text="My account").click()
    page.get_by_role("button", name="Hide names on this device").click()
    page.reload()
    assert "names-hidden" in (page.locator("body").get_attribute("class") or "")
