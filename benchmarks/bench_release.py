"""Making a release: the whole lattice with its protection, against one plain GROUP BY of the same rows."""

from __future__ import annotations

import random
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from benchmarks.measure import Result, against, alone
from casework.facts.messages import new_pseudonym
from casework.facts.parts import Part
from casework.reporting.due import Due
from casework.reporting.making import make
from casework.reporting.merging import merge
from casework.reporting.months import month_number
from casework.reporting.previous import Previous
from casework.reporting.release.inbox import Put
from casework.reporting.stock import Stock

SIZES = (1_000, 10_000, 100_000)
DISTRICTS = ("304", "302", "111", "207", "502", "701")
STEPS = ("enrolled", "completed", "certified")
END = month_number("2082-06")
ORGANISATION = uuid.UUID(int=1)


def results() -> Iterator[Result]:
    """Merging and releasing 1,000 to 100,000 facts."""
    for size in SIZES:
        puts = facts(size)
        turns = 3 if size > 10_000 else 7
        yield alone(f"merge {size:,} facts", partial(stocked, puts), turns=turns)
        work, base = releasing(stocked(puts)), grouping(puts)
        yield against(f"release {size:,} facts / GROUP BY for each table", work, base, turns=turns)


def facts(count: int) -> list[Put]:
    """About four facts a woman."""
    chance = random.Random(count)  # noqa: S311  # invented women
    made: list[Put] = []
    while len(made) < count:
        name, source = new_pseudonym(), uuid.uuid4()
        month = f"{chance.choice((2080, 2081))}-{chance.randint(1, 12):02}"
        place = {"month": month, "district": chance.choice(DISTRICTS)}
        made.append(Put(name, ORGANISATION, source, Part.OPENING, 1, place))
        course = {"month": "2082-02", "course": chance.choice(("cook", "tailoring"))}
        for step in STEPS[: chance.randint(0, 3)]:
            made.append(Put(name, ORGANISATION, source, Part.TRAINING, 1, {**course, "stage": step}))
        job = {"month": "2082-04", "outcome": chance.choice(("job", "looking"))}
        made.append(Put(name, ORGANISATION, source, Part.PLACEMENT, 1, job))
    return made[:count]


def stocked(puts: list[Put]) -> Stock:
    """A stock that holds these facts."""
    stock = Stock()
    merge(stock, puts, (), b"r" * 32)
    return stock


def releasing(stock: Stock) -> Callable[[], object]:
    """A first release from a stock."""
    kept = stock.to_bytes()
    due = Due(END, END, moves_sensitive=True)
    return lambda: make(Stock.from_bytes(kept), Previous(), due, key=b"c" * 32, founded=date(2023, 8, 1))


def grouping(puts: list[Put]) -> Callable[[], object]:
    """The same tables as counts without any protection, by SQLite."""
    database = sqlite3.connect(":memory:")
    database.execute(
        "CREATE TABLE fact (woman TEXT, part TEXT, month TEXT, place TEXT, stage TEXT, course TEXT)"
    )
    rows = [
        (
            put.pseudonym,
            put.part.value,
            *(put.codes.get(k, "") for k in ("month", "district", "stage", "course")),
        )
        for put in puts
    ]
    database.executemany("INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?)", rows)
    by = ("part", "month", "place", "place, month", "stage", "stage, month", "course, stage")
    queries = [f"SELECT {cut}, count(DISTINCT woman) FROM fact GROUP BY {cut}" for cut in by]  # noqa: S608
    return lambda: [database.execute(query).fetchall() for query in queries]
