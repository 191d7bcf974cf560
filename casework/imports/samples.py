"""The invented files that come with the product: the only ones that the demo takes."""

from __future__ import annotations

from functools import cache

from casework.core import datafiles
from casework.core.errors import Refused
from casework.core.i18n import _l
from casework.imports.tables import Table, of_csv
from casework.instance import this_is_demo

FOLDER = "samples"
FIRST = "htcds_sample.csv"


class NotTheSample(Refused):
    """A real list has no place in a demo, whose passphrases are printed."""

    message = _l("This is a demo with invented data. It takes the sample file only, never a real list.")
    status = 422


def sample() -> bytes:
    """The file to try with."""
    return (datafiles.DATA / FOLDER / FIRST).read_bytes()


def only_samples(table: Table | None) -> None:
    """In a demo, refuse any table but those of the samples. Raises NotTheSample."""
    if this_is_demo() and table not in _samples():
        raise NotTheSample


@cache
def _samples() -> tuple[Table, ...]:
    return tuple(of_csv(path.read_bytes()) for path in sorted((datafiles.DATA / FOLDER).glob("htcds_*.csv")))
