"""What makes a run of the tests quick without changing what they find."""

from __future__ import annotations

import functools
import gc
from types import CodeType
from typing import Any

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Engine, event

from crypto import password


def make_fast() -> None:
    """For the whole run; call it once, before anything of the product begins."""
    # With so much loaded, looking for what can be thrown away takes a twentieth of the time.
    gc.set_threshold(100_000, 50, 100)
    # The same words, salt and price give the same key, and people sign in thousands of times.
    password._key = functools.cache(password._key)
    # Each app would compile each template anew.
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": _Compiled()}
    import casework.core.db  # noqa: F401 -- its own settings of SQLite come first

    event.listen(Engine, "connect", _without_waiting_for_the_disk)


class _Compiled(BytecodeCache):
    """In memory alone: a template is compiled once for all apps that read templates in the same way."""

    def __init__(self) -> None:
        self.kept: dict[tuple[object, ...], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.kept.get(_of(bucket))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code:
            self.kept[_of(bucket)] = bucket.code


def _of(bucket: Bucket) -> tuple[object, ...]:
    """What a compiled template comes from: its place, its words, and how the app reads templates."""
    reads = bucket.environment
    ways = reads.trim_blocks, reads.lstrip_blocks, *sorted(reads.extensions), *sorted(reads.filters)
    return bucket.key, bucket.checksum, *ways


def _without_waiting_for_the_disk(connection: Any, _record: Any) -> None:
    """Nothing here has to survive a power cut: what a killed process wrote is there without it."""
    if type(connection).__module__.startswith("sqlite3"):
        connection.execute("PRAGMA synchronous=OFF")
