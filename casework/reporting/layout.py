"""The frame of a release's tables: which years, which districts, until when. No count is in it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import Self

from casework.reporting.months import fiscal_year_of, quarter_end


@dataclass(frozen=True)
class Layout:
    """What decides the rows and columns of every table of a release. Ends are running months."""

    first_year: int
    period_end: int
    quarter_end: int
    small: bool = True
    districts: tuple[int, ...] = ()
    decided_for: int = 0
    organisations: tuple[str, ...] = ()

    @property
    def last_year(self) -> int:
        """The fiscal year in which the data ends."""
        return fiscal_year_of(self.period_end)

    @property
    def years(self) -> range:
        """The fiscal years of the tables; what lies before them is `earlier`."""
        return range(min(self.first_year, self.last_year), self.last_year + 1)

    @property
    def is_decided(self) -> bool:
        """Whether this fiscal year's districts and size are settled: once a year."""
        return self.decided_for == self.last_year

    def until(self, month: int) -> Self:
        """The same frame for data that ends with a month."""
        return replace(self, period_end=month, quarter_end=quarter_end(month))

    def text(self) -> str:
        """As it is kept beside the release."""
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def parse(cls, text: str) -> Self:
        """From what `text` wrote."""
        kept = json.loads(text)
        lists = {name: tuple(kept.get(name, ())) for name in ("districts", "organisations")}
        return cls(**{**kept, **lists})
