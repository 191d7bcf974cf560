"""A form as a browser would send it: what is filled in, ticked and chosen."""

from __future__ import annotations

from io import BytesIO

from tests.support.element import Element, squeeze
from tests.support.page import INPUTS, Page

Value = str | tuple[BytesIO, str]


class Form:
    """The fields of one form element, with what a person changed in them."""

    def __init__(self, page: Page, element: Element) -> None:
        self.page = page
        self.element = element
        self.files: dict[int, tuple[BytesIO, str]] = {}

    @property
    def method(self) -> str:
        """GET or POST."""
        return (self.element["method"] or "get").upper()

    def fields(self) -> list[Element]:
        """Its fields, those outside that name it included, in the order of the page."""
        return [
            field for field in self.page.root.all(*INPUTS) if "disabled" not in field and self._owns(field)
        ]

    def _owns(self, field: Element) -> bool:
        if "form" in field:
            return field["form"] == self.element["id"]
        return any(outer is self.element for outer in field.up())

    def values(self, button: Element | None = None) -> list[tuple[str, Value]]:
        """Names and values in order, as they are sent when `button` is pressed."""
        pairs = [pair for field in self.fields() if field["name"] for pair in self._sent(field)]
        if button is not None and button["name"]:
            pairs.append((button["name"], button["value"]))
        return pairs

    def _sent(self, field: Element) -> list[tuple[str, Value]]:
        name, kind = field["name"], field["type"]
        if kind in ("checkbox", "radio"):
            return [(name, field.attributes.get("value", "on"))] if "checked" in field else []
        if kind == "file":
            return [(name, self.files.get(id(field), (BytesIO(), "")))]
        if kind in ("submit", "button", "image", "reset"):
            return []
        if field.tag == "select":
            return [(name, value) for value in chosen_values(field)]
        return [(name, field.raw if field.tag == "textarea" else field["value"])]


def chosen_values(select: Element) -> list[str]:
    """What a list has chosen: a single list without a choice sends its first line."""
    options = list(select.all("option"))
    chosen = [option for option in options if "selected" in option]
    if not chosen and "multiple" not in select:
        chosen = options[:1]
    return [option_value(option) for option in chosen]


def option_value(option: Element) -> str:
    """What an option sends."""
    return option.attributes.get("value", option.text)


def write(field: Element, value: str) -> None:
    """Type into a field, or choose the line of a list that reads so."""
    if field.tag == "textarea":
        field.children = [value]
    elif field.tag == "select":
        choose_option(field, value)
    else:
        field.attributes["value"] = value


def choose_option(select: Element, words: str) -> None:
    """Choose an option of a list by its words, or by what the keyboard types to reach it."""
    options = list(select.all("option"))
    wanted = [one for one in options if squeeze(words) in (one.text, option_value(one))]
    if not wanted:
        raise AssertionError(f"{words!r} is not among {[option.text for option in options]}")
    for option in options:
        if "multiple" not in select:
            option.attributes.pop("selected", None)
    wanted[0].attributes["selected"] = ""
