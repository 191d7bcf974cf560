"""Each woman's way, as far as tables see it, worked out from the rows of the stock."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from casework.facts.parts import Part
from casework.reporting.categories import RESULTS, STEPS
from casework.reporting.lattice import Layer
from casework.reporting.merging import PARTS
from casework.reporting.months import NEVER
from casework.reporting.stock import Column, Stock

REACHED, REFERRED, ACCEPTED, ENROLLED, COMPLETED, TESTED, EARNING = range(len(STEPS))
_EARNS_BY = ("own_business", "job")
_BUSINESS_EARNS = ("running", "growing")
_NOT_PASSED = ("not_passed", "not_taken")
_COURSES = 256


@dataclass(frozen=True)
class Ways:
    """One entry a woman: her district (0 unknown), the month of each step (NEVER if not taken), what
    she does now (0 unknown); and one entry for each course of hers, with the month of each result."""

    district: Column
    steps: Column
    now: Column
    course_person: Column
    course: Column
    course_months: Column

    @property
    def present(self) -> Column:
        """Who is counted at all."""
        return np.asarray(self.steps[:, REACHED] < NEVER)

    def prints(self, layer: Layer) -> Column:
        """A 64-bit number for each woman that changes when anything changes which the layer's tables
        see of her."""
        columns = [self.district, self.steps[:, REACHED]]
        if layer is Layer.SENSITIVE:
            columns += [self.steps[:, step] for step in range(1, len(STEPS))] + [self.now, self._courses()]
        total = np.zeros(len(self.district), dtype=np.uint64)
        for column in columns:
            total = _mix(total ^ column.astype(np.uint64))
        return np.where(self.present, total, np.uint64(0))

    def _courses(self) -> Column:
        each = self.course.astype(np.uint64)
        for at in range(len(RESULTS)):
            each = _mix(each ^ self.course_months[:, at].astype(np.uint64))
        total = np.zeros(len(self.district), dtype=np.uint64)
        np.add.at(total, self.course_person, each)
        return total


def _mix(x: Column) -> Column:
    """Spread the bits of 64-bit words. Source: the finaliser of SplitMix64."""
    x = x + np.uint64(0x9E3779B97F4A7C15)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(x ^ (x >> np.uint64(31)))


def ways(stock: Stock, rows: Column, end: int) -> Ways:
    """The ways that some rows tell, as far as they lie in months up to `end`."""
    chosen = rows & (stock.rows["month"] > 0) & (stock.rows["month"] <= end)
    kept = {name: column[chosen] for name, column in stock.rows.items()}
    reader = _Reader(stock, kept)
    person, course, months = reader.courses()
    return Ways(reader.district(), reader.steps(), reader.now(), person, course, months)


class _Reader:
    """Reads columns of the chosen rows."""

    def __init__(self, stock: Stock, rows: dict[str, Column]) -> None:
        self.stock, self.rows = stock, rows
        self.person = rows["person"].astype(np.int64)

    def of(self, part: Part) -> Column:
        return np.asarray(self.rows["part"] == PARTS.index(part) + 1)

    def has(self, name: str, *words: str) -> Column:
        return np.isin(self.rows[name], [self.stock.known(name, word) for word in words])

    def first(self, wanted: Column) -> Column:
        """Each woman's earliest month among some rows."""
        months = np.full(self.stock.size, NEVER, dtype=np.int64)
        np.minimum.at(months, self.person[wanted], self.rows["month"][wanted])
        return months

    def _last_of(self, wanted: Column, value: str, *order: str) -> Column:
        """Each woman's value in the last of some rows, in an order."""
        places = np.flatnonzero(wanted)
        columns = [self.rows[name][places] for name in reversed(order)]
        places = places[np.lexsort((*columns, self.person[places]))]
        found = np.zeros(self.stock.size, dtype=np.int64)
        found[self.person[places]] = self.rows[value][places]  # the last assignment stays
        return found

    def district(self) -> Column:
        """Where she was first reached."""
        opening = self.of(Part.OPENING)
        first = self.first(opening)[self.person] == self.rows["month"]
        return self._last_of(opening & first, "district", "organisation", "since")

    def now(self) -> Column:
        return self._last_of(self.rows["outcome"] > 0, "outcome", "month", "since")

    def _passed(self) -> Column:
        tested = self.has("stage", "tested") & ~self.has("result", *_NOT_PASSED)
        return self.of(Part.TRAINING) & (tested | self.has("stage", "certified"))

    def steps(self) -> Column:
        """Each step's month. Who took a step has taken those before it: a woman who came to a course
        by herself counts as referred and accepted when she enrolled."""
        found = np.full((self.stock.size, len(STEPS)), NEVER, dtype=np.int64)
        training, referral = self.of(Part.TRAINING), self.of(Part.REFERRAL)
        found[:, TESTED] = self.first(self._passed())
        found[:, COMPLETED] = self.first(training & self.has("stage", "completed"))
        found[:, ENROLLED] = self.first(training)
        found[:, ACCEPTED] = self.first(referral & self.has("stage", "accepted", "done"))
        found[:, REFERRED] = self.first(referral)
        for step in range(COMPLETED, REACHED, -1):
            found[:, step] = np.minimum(found[:, step], found[:, step + 1])
        opening = self.first(self.of(Part.OPENING))
        found[:, REACHED] = np.where(opening < NEVER, opening, self.first(np.ones_like(training)))
        found[:, EARNING] = self._earning(found[:, COMPLETED])
        return found

    def _earning(self, completed: Column) -> Column:
        """The first month with an income of her own, from the month in which she completed a course."""
        business = self.of(Part.ENTERPRISE) & self.has("stage", *_BUSINESS_EARNS)
        earns = business | self.has("outcome", *_EARNS_BY)
        return self.first(earns & (self.rows["month"] >= completed[self.person]))

    def courses(self) -> tuple[Column, Column, Column]:
        """Every (woman, course) once, with the month of each result."""
        training = self.of(Part.TRAINING) & (self.rows["course"] > 0)
        keys = self.person * _COURSES + self.rows["course"]
        each, place = np.unique(keys[training], return_inverse=True)
        months = np.full((len(each), len(RESULTS)), NEVER, dtype=np.int64)
        passed = self._passed()
        done = self.has("stage", "completed") | passed
        for at, wanted in enumerate((training, done, passed)):
            these = wanted[training]
            np.minimum.at(months[:, at], place[these], self.rows["month"][training][these])
        return each // _COURSES, each % _COURSES, months
