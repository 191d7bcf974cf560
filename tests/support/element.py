"""A page's HTML as a tree, with the few questions that tests ask of it."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# What SVG closes in its own tag.
SELF_CLOSED = {"circle", "ellipse", "line", "path", "polygon", "polyline", "rect", "stop", "use"}


class Element:
    """A tag with its attributes and what stands in it."""

    def __init__(
        self, tag: str, attributes: dict[str, str], parent: Element | None, order: list[Element]
    ) -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.children: list[Element | str] = []
        # All elements of the page as they open: those below this one stand there side by side.
        self._order = order
        order.append(self)
        self._first = len(order)
        self._end: int | None = None

    def __getitem__(self, name: str) -> str:
        return self.attributes.get(name, "")

    def __contains__(self, name: str) -> bool:
        return name in self.attributes

    def __repr__(self) -> str:
        return f"<{self.tag} {' '.join(f'{key}={value!r}' for key, value in self.attributes.items())}>"

    def all(self, *tags: str) -> Iterator[Element]:
        """Every element below with one of these tags, in order; without tags, every element."""
        below = self._order[self._first : self._end]
        return iter([element for element in below if element.tag in tags] if tags else below)

    def closes(self) -> None:
        """Whatever opens from here on stands after this element, not in it."""
        self._end = len(self._order)

    def up(self) -> Iterator[Element]:
        """This element, then what it stands in, outwards."""
        here: Element | None = self
        while here is not None:
            yield here
            here = here.parent

    def strings(self) -> Iterator[tuple[Element, str]]:
        """Every piece of text below, with the element it stands in."""
        for child in self.children:
            if isinstance(child, Element):
                yield from child.strings()
            else:
                yield self, child

    @property
    def raw(self) -> str:
        """All text below, as it stands."""
        return "".join(string for _, string in self.strings())

    @property
    def text(self) -> str:
        """All text below that a reader sees, with single spaces."""
        visible = (string for where, string in self.strings() if where.tag not in ("script", "style"))
        return squeeze(" ".join(visible))


class Parser(HTMLParser):
    """Reads HTML strictly: what is opened is closed, where it was opened."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self._order: list[Element] = []
        self.root = Element("", {}, None, self._order)
        self.faults: list[str] = []
        self._here = self.root
        self.feed(html)
        self.close()
        if self._here is not self.root:
            self.faults.append(f"{self._here!r} is never closed")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.faults.append(f"<{tag}> says an attribute twice")
        element = Element(tag, {name: value or "" for name, value in attrs}, self._here, self._order)
        self._here.children.append(element)
        if tag in VOID:
            element.closes()
        else:
            self._here = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            if tag not in SELF_CLOSED:
                self.faults.append(f"<{tag}/> is not closed by its slash")
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._here.tag != tag:
            self.faults.append(f"</{tag}> stands where {self._here!r} is open")
            return
        assert self._here.parent is not None
        self._here.closes()
        self._here = self._here.parent

    def handle_data(self, data: str) -> None:
        self._here.children.append(data)


def squeeze(text: str) -> str:
    """The text with single spaces."""
    return " ".join(text.split())
