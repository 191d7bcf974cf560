"""What a manager can read, of a crowd that the attacker knows but for one thing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pytest

from casework.reporting.asking import answered, ask
from casework.reporting.marks import Shown
from casework.reporting.merging import merge
from casework.reporting.queries import Published
from tests.reporting.attacks.crowd import Planted, puts
from tests.reporting.office import Office
from tests.reporting.served import OverHttp, Served

HIDDEN = 1.5


@dataclass(frozen=True)
class Reading:
    """A release as the pages read it: through questions, and nothing else."""

    found: Published

    def cells(
        self, measure: str, *shown: str, **chosen: str | tuple[str, ...]
    ) -> Mapping[tuple[str, ...], Shown]:
        """The answer to a question."""
        picked = {word: (codes,) if isinstance(codes, str) else codes for word, codes in chosen.items()}
        return answered(self.found, ask(measure, shown=shown, chosen=picked)).cells

    def guessed(
        self, measure: str, *shown: str, **chosen: str | tuple[str, ...]
    ) -> dict[tuple[str, ...], float]:
        """The same with the best guess for what is hidden: most often a few or none."""
        found = self.cells(measure, *shown, **chosen)
        return {codes: HIDDEN if one.n is None else float(one.n) for codes, one in found.items()}


def office_of(everybody: Planted, *, key: bytes = b"c" * 32) -> Office:
    """An office that has heard of all of them and published nothing."""
    made = Office(cell=key)
    merge(made.stock, puts(everybody.everybody), (), made.record)
    return made


def reading_of(office: Office) -> Reading:
    """What its last release lets a manager read."""
    return Reading(Published(None, office.layout, office.before.cells))  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def office(crowd: Planted) -> Office:
    """The office after its first release."""
    made = office_of(crowd)
    made.publish("2082-06")
    return made


@pytest.fixture(scope="session")
def reading(served: Served) -> Reading:
    """The same release as a manager gets it: each table is fetched over HTTP when it is first looked at."""
    return Reading(Published(None, served.layout, OverHttp(served)))  # type: ignore[arg-type]


Beside = Callable[[float, float, float], None]


@pytest.fixture
def beside(record_property: Callable[[str, object], None]) -> Beside:
    """Reports how often an attacker was right, beside guessing; fails if he gains more than the tolerance."""

    def reported(success: float, guessing: float, tolerance: float) -> None:
        record_property("attack", f"right {success:.0%}, guessing {guessing:.0%}, tolerance {tolerance:.0%}")
        assert success - guessing <= tolerance

    return reported
