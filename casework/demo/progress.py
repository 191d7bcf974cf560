"""How far it is, on one line of a terminal; on anything else a line now and then."""

from __future__ import annotations

import sys
from typing import TextIO

_WIDTH = 30
_LINES = 4
"""Into how many lines the way is cut where nothing can be written over."""


class Progress:
    """A bar on standard error, so that what is printed for keeps stays by itself."""

    def __init__(self, title: str, stream: TextIO | None = None) -> None:
        self._title = title
        self._stream = stream or sys.stderr
        self._drawn = -1

    def __call__(self, done: int, total: int) -> None:
        """Show that so much of the whole is done."""
        live = self._stream.isatty()
        part = done * (_WIDTH if live else _LINES) // max(1, total)
        if part == self._drawn:
            return
        self._drawn = part
        percent = done * 100 // max(1, total)
        if live:
            bar = "█" * part + "·" * (_WIDTH - part)
            self._stream.write(f"\r{self._title} {bar} {percent:3} %" + ("\n" if done >= total else ""))
        else:
            self._stream.write(f"{self._title}: {percent} %\n")
        self._stream.flush()
