"""Reading the rows of the stock: which say what, the first of them, the last."""

from __future__ import annotations

import numpy as np

from casework.facts.parts import Part
from casework.reporting.categories import CODES, MONTHS_AFTER, RESULTS, STEPS, Dimension
from casework.reporting.merging import PARTS
from casework.reporting.months import NEVER
from casework.reporting.stock import Column, Stock

REACHED, REFERRED, ACCEPTED, ENROLLED, ATTENDED, COMPLETED, TESTED, EARNING = range(len(STEPS))
_EARNS_BY = ("own_business", "job")
_BUSINESS_EARNS = ("running", "growing")
_NOT_PASSED = ("not_passed", "not_taken")
_COURSES = 256


class Rows:
    """Columns of the rows that were chosen. A column of women has one entry for each."""

    def __init__(self, stock: Stock, chosen: Column) -> None:
        self.stock = stock
        self.rows = {name: column[chosen] for name, column in stock.rows.items()}
        self.person = self.rows["person"].astype(np.int64)
        self._places = {part: np.flatnonzero(self.rows["part"] == PARTS.index(part) + 1) for part in Part}

    def has(self, places: Column, name: str, *words: str) -> Column:
        """Those of some rows whose code is one of these."""
        return places[np.isin(self.rows[name][places], [self.stock.known(name, word) for word in words])]

    def first(self, places: Column) -> Column:
        """Each woman's earliest month among some rows."""
        months = np.full(self.stock.size, NEVER, dtype=np.int64)
        np.minimum.at(months, self.person[places], self.rows["month"][places])
        return months

    def last(self, places: Column, *order: str) -> Column:
        """The last of each woman's rows among some, in an order; -1 where she has none."""
        columns = [self.rows[name][places] for name in reversed(order)]
        places = places[np.lexsort((*columns, self.person[places]))]
        found = np.full(self.stock.size, -1, dtype=np.int64)
        found[self.person[places]] = places  # the last assignment stays
        return found

    def told(self, rows: Column, name: str) -> Column:
        """What a row of each woman says; 0 where she has none, or it does not say."""
        if not len(self.rows[name]):
            return np.zeros(len(rows), dtype=np.int64)
        return np.where(rows >= 0, self.rows[name][rows], 0).astype(np.int64)

    def opening(self) -> Column:
        """By which row she was first reached."""
        opening = self._places[Part.OPENING]
        first = self.first(opening)[self.person[opening]] == self.rows["month"][opening]
        return self.last(opening[first], "organisation", "since")

    def trait(self, opening: Column, dimension: Dimension) -> Column:
        """What was said of her then."""
        return self.told(opening, CODES[dimension])

    def answer(self) -> Column:
        """Her last answer about what she does."""
        return self.last(np.flatnonzero(self.rows["outcome"] > 0), "month", "since")

    def consented(self) -> Column:
        """The month in which she first agreed to be helped."""
        return self.first(self._places[Part.CONSENT])

    def closed(self) -> Column:
        """The month in which the last of her files was closed."""
        months = np.full(self.stock.size, 0, dtype=np.int64)
        places = self._places[Part.CLOSING]
        np.maximum.at(months, self.person[places], self.rows["month"][places])
        return np.where(months > 0, months, NEVER)

    def business(self) -> Column:
        """How her business stands."""
        rows = self._places[Part.ENTERPRISE]
        return self.told(self.last(rows[self.rows["stage"][rows] > 0], "month", "since"), "stage")

    def _passed(self) -> Column:
        training = self._places[Part.TRAINING]
        failed = self.has(training, "result", *_NOT_PASSED)
        tested = np.setdiff1d(self.has(training, "stage", "tested"), failed, assume_unique=True)
        return np.concatenate([tested, self.has(training, "stage", "certified")])

    def steps(self) -> Column:
        """Each step's month. Who took a step has taken those before it: a woman who came to a course
        by herself counts as referred and accepted when she enrolled."""
        found = np.full((self.stock.size, len(STEPS)), NEVER, dtype=np.int64)
        training, referral = self._places[Part.TRAINING], self._places[Part.REFERRAL]
        found[:, TESTED] = self.first(self._passed())
        found[:, COMPLETED] = self.first(self.has(training, "stage", "completed"))
        found[:, ATTENDED] = self.first(self.has(training, "stage", "attended"))
        found[:, ENROLLED] = self.first(training)
        found[:, ACCEPTED] = self.first(self.has(referral, "stage", "accepted", "done"))
        found[:, REFERRED] = self.first(referral)
        for step in range(COMPLETED, REACHED, -1):
            found[:, step] = np.minimum(found[:, step], found[:, step + 1])
        opening = self.first(self._places[Part.OPENING])
        found[:, REACHED] = np.where(opening < NEVER, opening, self.first(np.arange(len(self.person))))
        found[:, EARNING] = self._earning(found[:, COMPLETED])
        return found

    def _earning(self, completed: Column) -> Column:
        """The first month with an income of her own, from the month in which she completed a course."""
        business = self.has(self._places[Part.ENTERPRISE], "stage", *_BUSINESS_EARNS)
        working = self.has(np.flatnonzero(self.rows["outcome"] > 0), "outcome", *_EARNS_BY)
        earns = np.concatenate([business, working])
        return self.first(earns[self.rows["month"][earns] >= completed[self.person[earns]]])

    def courses(self) -> tuple[Column, dict[str, Column]]:
        """Every (woman, course) once, with the month of each result."""
        training = self._places[Part.TRAINING]
        named = training[self.rows["course"][training] > 0]
        keys = self.person * _COURSES + self.rows["course"]
        each = np.unique(keys[named])
        passed = self._passed()
        done = np.concatenate([self.has(training, "stage", "completed"), passed])
        columns = {"course": each % _COURSES}
        for result, places in zip(RESULTS, (named, done, passed), strict=True):
            places = places[self.rows["course"][places] > 0]
            columns[result] = np.full(len(each), NEVER, dtype=np.int64)
            at = np.searchsorted(each, keys[places])
            np.minimum.at(columns[result], at, self.rows["month"][places])
        return each // _COURSES, columns

    def followed(self, completed: Column) -> tuple[Column, dict[str, Column]]:
        """What came of a course some months after: every (woman, months after) once, its last answer."""
        rows = self._places[Part.FOLLOWUP]
        found: list[tuple[Column, Column]] = []
        for number, after in enumerate(MONTHS_AFTER):
            last = self.last(self.has(rows, "after", after), "month", "since")
            women = np.flatnonzero((last >= 0) & (completed < NEVER))
            found.append((women, np.stack([last[women], np.full(len(women), number)])))
        women = np.concatenate([one for one, _rows in found])
        last, which = np.concatenate([both for _women, both in found], axis=1)
        columns = {name: self.told(last, name) for name in ("outcome", "income_band")}
        return women, {"after": which, "completed": completed[women], **columns}
