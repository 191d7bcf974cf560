"""Every page in a browser: with the keyboard alone, and as a screen reader finds it.

Each control is reached, in order, and shows that it is there, not under a bar that stays. What stands above
the page itself is the same on each: it is walked on one page of each person.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.pages.readers import Readers, forms, send_empty, wrong
from tests.support.pages import Listed, listed

pytestmark = pytest.mark.journey

# Of a group of radio buttons Tab reaches one; the arrows lead to the others.
CONTROLS = """fromTheTop => {
    const kinds = "a[href], button, input, select, textarea, summary, [tabindex='0']";
    const open = one => one.checkVisibility({visibilityProperty: true}) && !one.disabled && one.tabIndex >= 0;
    const seen = [...document.querySelectorAll(kinds)].filter(open);
    const same = one => one.form.querySelectorAll(`[type=radio][name="${one.name}"]`);
    const group = one => one.type === "radio" ? same(one) : [];
    window.reached = [];
    const page = document.querySelector("main");
    const above = one => one.compareDocumentPosition(page) & Node.DOCUMENT_POSITION_FOLLOWING;
    const walked = seen.filter(one => fromTheTop || !above(one));
    window.controls = walked.filter(one => {
        const radios = [...group(one)].filter(other => seen.includes(other));
        return !radios.length || one === (radios.find(other => other.checked) ?? radios[0]);
    });
    const shows = one => {
        const around = [one, one.nextElementSibling].filter(Boolean).map(shown => getComputedStyle(shown));
        return around.some(style => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
    };
    const bars = ".top, .reach-bar, .roll-bar";
    const under = one => {
        const {left, right, top, bottom} = one.getBoundingClientRect();
        const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        return !one.closest(bars) && !!there?.closest(bars);
    };
    const told = one => [controls.indexOf(one), shows(one) && !under(one), one.outerHTML.slice(0, 120)];
    document.activeElement.blur();
    getSelection().removeAllRanges();
    scrollTo(0, 0);
    if (!fromTheTop) seen.filter(above).at(-1)?.focus();
    addEventListener("focusin", ({target}) => reached.push(told(target)));
    return controls.length;
}"""


FIRST = {page.who: page for page in reversed(listed())}.values()
"""One page of each person."""


@pytest.fixture(scope="module", params=listed(), ids=str)
def page(request: pytest.FixtureRequest) -> Listed:
    """A page of the list: all tests of this module that want it come one after the other."""
    found: Listed = request.param
    return found


def test_tab_reaches_every_control_in_order_and_shows_where_it_is(readers: Readers, page: Listed) -> None:
    opened = readers.open(page.path, page.who, "ne")
    reached = _walk(opened, from_the_top=page in FIRST)
    assert [place for place, _shows, _name in reached] == list(range(len(reached)))
    assert len(reached) == opened.evaluate("controls.length")
    assert [name for _place, shows, name in reached if not shows] == []


def test_it_reads_well_for_everybody(readers: Readers, page: Listed) -> None:
    opened = readers.open(page.path, page.who, "ne", left_open=True)
    assert opened.locator("html").get_attribute("lang") == "ne"
    assert bool(forms(opened)) == bool(page.empty)
    assert wrong(opened) == []
    _refused_well(readers, page, "ne")


@pytest.mark.parametrize("refused", [one for one in listed() if one.empty == "refused"], ids=str)
def test_what_is_refused_reads_well_in_english(readers: Readers, refused: Listed) -> None:
    """The refused form holds all that the page holds: it stands for both."""
    opened = readers.open(refused.path, refused.who, "en")
    assert opened.locator("html").get_attribute("lang") == "en"
    _refused_well(readers, refused, "en")


def _refused_well(readers: Readers, page: Listed, lang: str) -> None:
    opened = readers.devices[page.who, lang].page
    for index in range(forms(opened) if page.empty == "refused" else 0):
        if index:
            opened = readers.open(page.path, page.who, lang)
        assert send_empty(opened, index) == 422
        assert opened.evaluate("document.activeElement.matches('[data-focus]')")
        assert wrong(opened) == []


def _walk(page: Page, *, from_the_top: bool) -> list[tuple[int, bool, str]]:
    for _control in range(page.evaluate(CONTROLS, from_the_top)):
        page.keyboard.press("Tab")
    return [tuple(one) for one in page.evaluate("reached")]
