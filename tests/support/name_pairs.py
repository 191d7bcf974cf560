"""Pairs of names, labelled the same or not, and how well the pages tell them apart."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.support.browser import Browser
from tests.support.page import Page
from tests.support.people import World, client_as
from tests.support.register import fill_register, invented_names

LABELLED = Path(__file__).parents[1] / "vault" / "data" / "nepali_name_pairs.csv"
FIRST = 10


@dataclass(frozen=True)
class Pair:
    """Two names, and whether somebody who knows says that they are one."""

    asked: str
    written: str
    same: bool


def read_pairs(path: Path) -> list[Pair]:
    """A CSV with the columns a, b and same (or same_name) of 0 or 1; lines with # are left out."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        facts = csv.DictReader(line for line in lines if not line.startswith("#"))
        return [
            Pair(row["a"], row["b"], (row.get("same") or row["same_name"]).strip() == "1") for row in facts
        ]


class LongRegister:
    """A register of 5,000 in which the second name of each pair has a file."""

    def __init__(self, world: World, pairs: Iterable[Pair], size: int = 5000) -> None:
        self.written = sorted({pair.written for pair in pairs})
        names = [*self.written, *invented_names(size - len(self.written))]
        with world.app.app_context():
            made = fill_register(world.sunita, names)
        self.ids = {name: str(file_id) for file_id, name in list(made.items())[: len(self.written)]}
        self.browser: Browser = client_as(world.sunita)
        self.browser.visit("/files")
        self._token = self.browser.token()

    def finds(self, pair: Pair) -> bool:
        """Whether who is meant stands among the first ten that the search page shows."""
        page = self._send("/files", text=pair.asked)
        lines = [link["href"] for link in page.links if link["class"] == "over"]
        return any(self.ids[pair.written] in href for href in lines[:FIRST])

    def hints(self, pair: Pair) -> bool:
        """Whether the hint beside a new file calls the two names alike."""
        page = self._send("/files/similar", name=pair.asked)
        return any(self.ids[pair.written] in link["href"] for link in page.links)

    def _send(self, path: str, **words: str) -> Page:
        response = self.browser.client.post(path, data={"csrf_token": self._token, **words})
        assert response.status_code == 200, path
        return Page(path, response)


@dataclass(frozen=True)
class Measured:
    """How many of the same names were found, and of the different ones called alike."""

    missed: tuple[Pair, ...]
    mistaken: tuple[Pair, ...]
    same: int
    different: int

    @property
    def found_rate(self) -> float:
        """Of the pairs of one name: the share found among the first ten."""
        return 1 - len(self.missed) / max(1, self.same)

    @property
    def mistaken_rate(self) -> float:
        """Of the pairs of two names: the share called alike."""
        return len(self.mistaken) / max(1, self.different)


def measure(world: World, pairs: list[Pair]) -> Measured:
    """Search for the first name of each pair, once, through the pages."""
    register = LongRegister(world, pairs)
    same = [pair for pair in pairs if pair.same]
    different = [pair for pair in pairs if not pair.same]
    return Measured(
        missed=tuple(pair for pair in same if not register.finds(pair)),
        mistaken=tuple(pair for pair in different if register.hints(pair)),
        same=len(same),
        different=len(different),
    )
