"""What makes a run of the tests quick without changing what they find."""

from __future__ import annotations

import functools
import gc
from typing import Any

from sqlalchemy import Engine, event

from crypto import password


def make_fast() -> None:
    """For the whole run; call it once, before anything of the product begins."""
    # With so much loaded, looking for what can be thrown away takes a twentieth of the time.
    gc.set_threshold(100_000, 50, 100)
    # The same words, salt and price give the same key, and people sign in thousands of times.
    password._key = functools.cache(password._key)
    import casework.core.db  # noqa: F401 -- its own settings of SQLite come first

    event.listen(Engine, "connect", _without_waiting_for_the_disk)


def _without_waiting_for_the_disk(connection: Any, _record: Any) -> None:
    """Nothing here has to survive a power cut: what a killed process wrote is there without it."""
    if type(connection).__module__.startswith("sqlite3"):
        connection.execute("PRAGMA synchronous=OFF")
