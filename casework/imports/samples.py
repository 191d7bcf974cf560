"""The invented files that come with the product: the only ones that the demo takes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from casework.core import datafiles
from casework.core.errors import Refused
from casework.core.i18n import _l
from casework.imports.retry import Failed
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


def corrected(failed: Iterable[Failed]) -> bytes | None:
    """In a demo, the failed lines of a sample as somebody has corrected them; else None."""
    heads = {one.headings for one in failed}
    if this_is_demo():
        for path in _paths("*_corrected"):
            if heads == {of_csv(path.read_bytes()).headings}:
                return path.read_bytes()
    return None


def only_samples(table: Table | None) -> None:
    """In a demo, refuse any table but those of the samples. Raises NotTheSample."""
    if this_is_demo() and table not in _samples():
        raise NotTheSample


@cache
def _samples() -> tuple[Table, ...]:
    return tuple(of_csv(path.read_bytes()) for path in _paths("*"))


def _paths(name: str) -> list[Path]:
    return sorted((datafiles.DATA / FOLDER).glob(f"htcds_{name}.csv"))
