"""What stands under every table."""

from __future__ import annotations

from casework.core.digits import to_devanagari
from casework.core.i18n import _


def notes(lang: str, *, coarser: bool = False) -> list[str]:
    """The sentences under a table, in the reader's language; `coarser` is what donors read."""
    found = [
        _("Numbers are changed a little to protect people, usually by no more than 4."),
        _small(coarser=coarser),
        _("A dash: fewer than 20 in a selection, or in what it leaves out. “At least”: over nine in ten."),
        _("Some tables end on an earlier day than others, so the same women may be counted differently."),
        _("Totals and their parts are protected one by one, so they may differ by up to about 10."),
        _("Only women who agreed are counted. One who is known to two organisations counts twice."),
    ]
    return [to_devanagari(text) for text in found] if lang == "ne" else found


def _small(*, coarser: bool) -> str:
    if coarser:
        return _("For donors: no number below 11 is shown, and all others are rounded to the nearest 5.")
    return _("<6 is a small number or none; the true one is nearly always below 10.")
