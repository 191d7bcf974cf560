"""Which files this process opens for writing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_watching: list[set[str]] = []


def _notice(event: str, arguments: tuple[object, ...]) -> None:
    if not _watching:
        return
    if event == "open":
        path, mode, flags = arguments
        writes = (isinstance(flags, int) and flags & 0b11) or (
            isinstance(mode, str) and set(mode) & set("wax+")
        )
        if writes and isinstance(path, str | bytes | Path):
            _watching[-1].add(str(path))
    elif event in ("os.rename", "os.link", "os.symlink", "tempfile.mkstemp", "tempfile.mkdtemp"):
        _watching[-1].add(f"{event} {arguments[0]}")
    elif event in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"):
        _watching[-1].add(event)


@contextmanager
def watched() -> Iterator[set[str]]:
    """Every file that this process opens for writing in the block. SQLite opens its own, which are
    looked at afterwards."""
    if _notice not in _hooked:
        _hooked.append(_notice)
        sys.addaudithook(_notice)
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    _watching.append(set())
    try:
        yield _watching[-1]
    finally:
        _watching.pop()
        sys.dont_write_bytecode = before


_hooked: list[object] = []
