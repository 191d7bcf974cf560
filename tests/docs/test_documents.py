"""What the documents name is there: words of the pages, files, decisions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from casework.core import datafiles
from casework.core.catalogue import catalogue
from casework.core.places import District, Palika, Province, districts, palikas, provinces
from tests.support.source import ROOT

DOCUMENTS = [ROOT / "README.md", ROOT / "data" / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
PAIR = re.compile(r"\*\*([^*]+)\*\* · \*\*([^*]+)\*\*")
LINK = re.compile(r'(?:\]\(|src=")([^)#:"]+)')
PATH = re.compile(r"`((?:auth|casework|crypto|data|docs|static|templates|tests|translations)/[\w./-]*\w)`")
DECISION = re.compile(r"\d{4}")


@pytest.mark.parametrize("name", ["tour.md", "operations.md"])
def test_a_document_names_words_as_the_pages_say_them_in_both_languages(name: str) -> None:
    pairs = set(PAIR.findall((ROOT / "docs" / name).read_text(encoding="utf-8")))
    messages = {pair for pair in pairs if catalogue("ne").gettext(pair[0]) == pair[1]}
    assert pairs
    assert pairs - messages - set(_labels()) == set()


def _labels() -> Iterator[tuple[str, str]]:
    """The labels of codes and of places."""
    for name in ("codelists.json", "codelists_ours.json"):
        yield from _pairs(datafiles.document(name))
    places: list[Province | District | Palika] = [*provinces(), *districts(), *palikas()]
    for place in places:
        yield place.label("en"), place.label("ne")


def _pairs(found: object) -> Iterator[tuple[str, str]]:
    if isinstance(found, dict):
        if isinstance(found.get("en"), str) and isinstance(found.get("ne"), str):
            yield found["en"], found["ne"]
        found = list(found.values())
    if isinstance(found, list):
        for one in found:
            yield from _pairs(one)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_document_points_to_is_there(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    linked = [document.parent / link for link in LINK.findall(text)]
    named = [ROOT / path for path in PATH.findall(text)]
    assert [str(path) for path in linked + named if not path.exists()] == []


def test_every_decision_is_in_the_list_under_its_own_number() -> None:
    folder = ROOT / "docs" / "decisions"
    records = sorted(path for path in folder.glob("*.md") if DECISION.match(path.name))
    listed = LINK.findall((folder / "README.md").read_text(encoding="utf-8"))
    assert listed == [path.name for path in records]
    titles = [path.read_text(encoding="utf-8").split(maxsplit=2)[1].rstrip(".") for path in records]
    assert titles == [path.name[:4] for path in records]
