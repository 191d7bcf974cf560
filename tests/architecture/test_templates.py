"""What a template may hold: words through `_`, no style, no script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from tests.support.source import ROOT, name, templates

JINJA = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
# A block that names a class for the frame (`{% block width %}narrow{% endblock %}`) is read by nobody.
SYNTAX = re.compile(
    r"\{% block (?:width|class) %\}[\w -]*\{% endblock %\}|\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL
)
LETTERS = re.compile(r"[^\W\d_]")
# Attributes that are read to somebody.
SPOKEN = {"alt", "aria-label", "placeholder", "title", "aria-description"}
# A sentence or a heading in a call, such as a macro's argument: a capital, and a second word.
SENTENCE = re.compile(r"^[A-Z][a-z]+\W+[a-zA-Z]+")
# What a macro gives back that is for no reader: attributes for a tag, and a yes to the template that asked.
UNREAD = re.compile(r'[\w-]+="[^"]*"|^\s*yes\s*$')
TRANSLATED = {"_", "_n", "_l", "gettext", "ngettext"}


@pytest.fixture(params=templates(), ids=name)
def template(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def test_a_template_has_no_bare_text(template: Path) -> None:
    reader = _Reader(template)
    assert reader.bare == []


def test_a_template_hands_no_bare_sentence_to_a_macro(template: Path) -> None:
    assert list(_bare_arguments(JINJA.parse(template.read_text(encoding="utf-8")))) == []


def test_a_template_has_neither_style_nor_script_in_it(template: Path) -> None:
    reader = _Reader(template)
    assert reader.inline == []


def test_a_template_switches_no_escaping_off(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert re.findall(r"\|\s*safe\b|autoescape\s+false", text) == []


def test_every_template_is_read() -> None:
    """A folder of templates that moved would make the rules above hold for nothing."""
    assert (ROOT / "templates").is_dir() == bool(templates())


class _Reader(HTMLParser):
    """Reads a template with its Jinja parts taken out."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.bare: list[str] = []
        self.inline: list[str] = []
        self.feed(SYNTAX.sub(_same_lines, path.read_text(encoding="utf-8")))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {key: value or "" for key, value in attrs}
        line = self.getpos()[0]
        self.bare += [
            f"{line}: {key}={values[key]!r}" for key in SPOKEN & set(values) if _speaks(values[key])
        ]
        self.inline += [f"{line}: {key}" for key in values if key == "style" or key.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in values):
            self.inline.append(f"{line}: <{tag}>")

    def handle_data(self, data: str) -> None:
        if _speaks(data):
            self.bare.append(f"{self.getpos()[0]}: {data.strip()!r}")


def _same_lines(match: re.Match[str]) -> str:
    return "\n" * match.group().count("\n")


def _speaks(text: str) -> bool:
    return bool(LETTERS.search(UNREAD.sub("", text)))


def _bare_arguments(node: nodes.Node) -> Iterator[str]:
    for call in node.find_all(nodes.Call):
        function = call.node
        if isinstance(function, nodes.Name) and function.name in TRANSLATED:
            continue
        for argument in [*call.args, *(keyword.value for keyword in call.kwargs)]:
            if isinstance(argument, nodes.Const) and SENTENCE.match(str(argument.value)):
                yield f"{call.lineno}: {argument.value!r}"
