"""The same walk with other hands: the keyboard alone, or a browser that runs no scripts."""

from __future__ import annotations

import re

from playwright.sync_api import Locator

from casework.core.places import district, palika, province
from tests.journeys.walker import Walker

MOST_STEPS = 150
FOCUSED = "one => document.activeElement === one"
IS_RADIO = "one => one.type === 'radio'"
SAME_GROUP = "one => document.activeElement.type === 'radio' && document.activeElement.name === one.name"
CHOSEN = "one => one.selectedOptions[0].label"


class Keys(Walker):
    """Somebody who uses no mouse: Tab, Enter, Space, arrows and letters."""

    def fill(self, label: str, text: str, *, within: Locator | None = None) -> None:
        """Go to the box and type over what stands there."""
        self._go_to(self.box(label, within=within))
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(text)

    def choose(self, question: str, answer: str) -> None:
        """Arrows among radio buttons and in a list, Space on a tick."""
        group = self.group(question)
        if group.count():
            self._answer(group, self.say(answer))
        else:
            self._pick(self.box(question), self.say(answer))

    def _answer(self, group: Locator, words: str) -> None:
        label = group.locator("label").filter(has_text=re.compile(f"^{re.escape(words)}")).first
        control = self.page.locator(f"[id='{label.get_attribute('for')}']")
        is_radio = control.evaluate(IS_RADIO)
        self._go_to(control, until=SAME_GROUP if is_radio else FOCUSED)
        if is_radio:
            self._press_until("ArrowDown", control, FOCUSED)
        if not control.is_checked():
            self.page.keyboard.press("Space")

    def tick(self, words: str) -> None:
        """A single tick."""
        self._go_to(self.main.get_by_role("checkbox", name=self.say(words)))
        self.page.keyboard.press("Space")

    def place(self, question: str, code: int) -> None:
        """A palika, by the arrows in three lists."""
        found = palika(code)
        assert found
        chosen = (province(found.province), district(found.district), found)
        for list_name, one in zip(("Province", "District", "Palika"), chosen, strict=True):
            assert one
            name = one.name_ne if self.lang == "ne" else one.name_en
            self._pick(self.group(question).get_by_label(self.say(list_name), exact=True), name)

    def _pick(self, box: Locator, words: str) -> None:
        self._go_to(box)
        for _step in range(MOST_STEPS):
            if box.evaluate(CHOSEN).startswith(words):
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{words!r} is not in the list")

    def _leave_by(self, way: Locator) -> None:
        self._go_to(way)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def _go_to(self, control: Locator, until: str = FOCUSED) -> None:
        self._press_until("Tab", control, until)

    def _press_until(self, key: str, control: Locator, condition: str) -> None:
        for _step in range(MOST_STEPS):
            if control.evaluate(condition):
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"{key} never leads to {control}")


class Plain(Walker):
    """Somebody whose browser runs no scripts."""

    def place(self, question: str, code: int) -> None:
        """A palika, by its name in one box."""
        found = palika(code)
        assert found
        self.fill(question, found.name_ne if self.lang == "ne" else found.name_en)
