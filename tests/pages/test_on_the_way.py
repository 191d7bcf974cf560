"""Pages that no address leads to: what a form answers with, refusals, the sheets for paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from playwright.sync_api import Page

from auth.roles import Role
from tests.access.scene import Scene
from tests.pages.readers import Readers, wrong
from tests.support.people import acting, hire

pytestmark = pytest.mark.journey

Way = Callable[[Readers, str], Page]
MAIN_BUTTON = "main form[data-once] button:not([type=button])"


def _found(readers: Readers, lang: str) -> Page:
    page = readers.open("/files", "owner", lang)
    page.fill("main input[name=text]", "मनमाया")
    return _press(page, "main form[method=post] button")


def _nothing_found(readers: Readers, lang: str) -> Page:
    page = readers.open("/files", "owner", lang)
    page.fill("main input[name=text]", "क्षक्षक्ष")
    return _press(page, "main form[method=post] button")


def _name(readers: Readers, lang: str) -> Page:
    return _answer_all(readers.open("/files/new", "owner", lang), keep="yes")


def _no_name(readers: Readers, lang: str) -> Page:
    page = _answer_all(readers.open("/files/new", "owner", lang), keep="yes")
    return _press(page, MAIN_BUTTON)


def _without_a_file(readers: Readers, lang: str) -> Page:
    return _answer_all(readers.open("/files/new", "owner", lang), keep="no")


def _number(readers: Readers, lang: str) -> Page:
    return _press(readers.open("/files/{file}", "owner", lang), "main form[action$='/number'] button")


def _number_of_a_talk(readers: Readers, lang: str) -> Page:
    return _press(readers.open("/talks/{talked}", "owner", lang), "main form[action$='/number'] button")


def _preview(readers: Readers, lang: str) -> Page:
    page = readers.open("/files/{file}/refer", "owner", lang)
    page.select_option("main select[name=course]", "tailoring")
    return _press(page, MAIN_BUTTON)


def _link(readers: Readers, lang: str) -> Page:
    return _press(
        readers.open("/people/{person}", "administrator", lang), "main form[action$='/link'] button"
    )


def _sheet(readers: Readers, lang: str) -> Page:
    page = readers.open("/keys/sheets", "other_coordinator", lang)
    make = page.locator("main form[action$='/new'] button")
    if make.count():
        _press(page, "main form[action$='/new'] button")
    return readers.open("/keys/sheets/1", "other_coordinator", lang)


def _sheets_in_hand(readers: Readers, lang: str) -> Page:
    _sheet(readers, lang)
    return readers.open("/keys/sheets", "other_coordinator", lang)


def _both(readers: Readers, lang: str) -> Page:
    """A note that a second tab saved in the meantime."""
    page = readers.open("/files/{file}/notes/{note}", "owner", lang)
    other = page.context.new_page()
    other.goto(page.url)
    for tab, words in ((other, f"दोस्रो {uuid4()}"), (page, "पहिलो")):
        tab.fill("main textarea", words)
        _press(tab, MAIN_BUTTON)
    other.close()
    return page


def _not_there(readers: Readers, lang: str) -> Page:
    return readers.open(f"/files/{uuid4()}", "owner", lang)


def _not_hers(readers: Readers, lang: str) -> Page:
    return readers.open("/releases", "owner", lang)


WAYS: list[Way] = [
    _found,
    _nothing_found,
    _name,
    _no_name,
    _without_a_file,
    _number,
    _number_of_a_talk,
    _preview,
    _link,
    _sheet,
    _sheets_in_hand,
    _both,
    _not_there,
    _not_hers,
]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__.strip("_"))
def test_a_page_on_the_way_reads_well(readers: Readers, way: Way, lang: str) -> None:
    page = way(readers, lang)
    assert page.locator("html").get_attribute("lang") == lang
    assert page.locator("h1").count() == 1
    assert wrong(page) == []


@pytest.fixture
def without_keys(shown: Scene) -> Iterator[Scene]:
    """A supervisor who belongs to no ring yet."""
    from tests.support.people import client_as

    if "rama" not in shown.world.people:
        with acting(shown.world.sunita):
            hire(shown.world, "rama", "a", Role.SUPERVISOR, name_ne="रमा")
        shown.browsers["rama"] = client_as(shown.world.rama)
    yield shown


@pytest.mark.parametrize("path", ["/keys/sheets/use", "/keys/waiting", "/today"])
def test_what_somebody_without_keys_sees_reads_well(
    without_keys: Scene, readers: Readers, path: str, lang: str
) -> None:
    page = readers.open(path, "rama", lang)
    assert page.locator("h1").count() == 1
    assert wrong(page) == []


def test_whoever_is_asked_for_her_sheet_reads_well(without_keys: Scene, readers: Readers, lang: str) -> None:
    begun = readers.open("/keys/sheets/use", "rama", lang)
    if begun.locator("main form[action$='/begin']").count():
        assert wrong(_press(begun, "main form[action$='/begin'] button")) == []
    page = readers.open("/keys/sheets/give", "owner", lang)
    assert page.locator("main textarea").count() == 1
    assert wrong(page) == []


def _answer_all(page: Page, keep: str) -> Page:
    page.check(f"main input[name=keep][value={keep}]")
    for yes in page.locator("main input[value=yes]:visible").all() if keep == "yes" else ():
        yes.check()
    if keep == "yes":
        page.check("main input[name=kinds][value=sms]")
    return _press(page, MAIN_BUTTON)


def _press(page: Page, button: str) -> Page:
    with page.expect_navigation():
        page.locator(button).first.click()
    return page
