"""Ending a process with kill -9 at each step of what it does, and looking at what it leaves behind.

    for died in killed_at_each_step(instance, app, act):
        ...  # the database and the folder are as the dead process left them

Steps are every statement that writes to the database, every commit (just before it), and every file that
is opened for writing, renamed or deleted. An open transaction leaves nothing, whichever of its statements
was the last: so a first process lives through everything and tells its steps, and others die at those
around which something of theirs would stay: each commit and each file, and the step that follows one. The
last is a process that dies when all is done.
Before each round everything is put back as it was.
"""

from __future__ import annotations

import gc
import itertools
import os
import shutil
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Engine, event

from casework.core.db import db
from tests.support import restoring
from tests.support.instances import Instance

BEFORE = "before_the_kill"
"""The schema in which PostgreSQL keeps the rows of the beginning."""

READS = ("SELECT", "BEGIN", "PRAGMA", "SAVEPOINT", "SHOW", "SET")
STATEMENT, KEPT_BY = "sk"
"""A statement, which its transaction keeps or not, and what stays: a commit, a file."""
FILE_STEPS = frozenset({"os.rename", "os.remove", "os.truncate", "os.mkdir", "os.rmdir"})


@dataclass(frozen=True)
class Died:
    """Which step it did not live to take; `done`: it had finished everything."""

    step: int
    done: bool


def killed_at_each_step(instance: Instance, app: Flask, act: Callable[[], object]) -> Iterator[Died]:
    """Run `act` in a process that is killed at its first step that leaves something, then at its second, and
    so on to the end."""
    _rest(app)
    with tempfile.TemporaryDirectory() as kept:
        folder = Path(kept) / "instance"
        shutil.copytree(instance.folder, folder)
        if instance.database_url:
            restoring.keep(instance, BEFORE)
        try:
            taken = _steps_of(app, act)
            last = len(taken) + 1
            for step in [*_telling(taken), last]:
                _rest(app)
                _put_back(instance, folder)
                assert _run(app, act, step) is (step == last), f"it took other steps than before: {step}"
                yield Died(step, step == last)
        finally:
            _rest(app)
            if instance.database_url:
                restoring.forget(instance, BEFORE)


def _rest(app: Flask) -> None:
    """Nothing of this process is connected while another one dies."""
    with app.app_context():
        db.session.rollback()
        for engine in db.engines.values():
            engine.dispose()


def _put_back(instance: Instance, folder: Path) -> None:
    shutil.rmtree(instance.folder)
    shutil.copytree(folder, instance.folder)
    if instance.database_url:
        restoring.restore(instance, BEFORE)


def _steps_of(app: Flask, act: Callable[[], object]) -> str:
    """What each step of it is: a letter for each."""
    with tempfile.NamedTemporaryFile() as told:
        assert _run(app, act, told=told.fileno())
        return Path(told.name).read_text()


def _telling(taken: str) -> list[int]:
    """The numbers of the first step, of those that leave something, and of those that follow one."""
    pairs = enumerate(itertools.pairwise(KEPT_BY + taken), start=1)
    return [step for step, pair in pairs if KEPT_BY in pair]


def _run(app: Flask, act: Callable[[], object], step: int = 0, told: int = -1) -> bool:
    """Whether it did everything before it died. `step` 0: it does not die, and writes what its steps are
    into the open file `told`."""
    pid = os.fork()
    if pid == 0:
        _live_until(act, step, told)
    _, status = os.waitpid(pid, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return False
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0:
        return True
    raise AssertionError(f"the act failed before step {step}: status {status}")


def _live_until(act: Callable[[], object], step: int, told: int) -> None:
    """In the new process: act, and die at a step. Never returns."""
    try:
        gc.disable()  # a worker of the tests is large: not this process's to look through
        _count(step, told)
        act()
        os._exit(0)
    finally:
        traceback.print_exc()
        os._exit(1)


def _count(last: int, told: int) -> None:
    taken = 0

    def take(kind: str) -> None:
        nonlocal taken
        taken += 1
        if taken == last:
            os.kill(os.getpid(), signal.SIGKILL)
        if told >= 0:
            os.write(told, kind.encode())

    def take_statement(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.lstrip().upper().startswith(READS):
            take(STATEMENT)

    def take_file(name: str, arguments: tuple[Any, ...]) -> None:
        if name in FILE_STEPS or (name == "open" and _writes(arguments)):
            take(KEPT_BY)

    event.listen(Engine, "before_cursor_execute", take_statement)
    event.listen(Engine, "commit", lambda _connection: take(KEPT_BY))
    sys.addaudithook(take_file)


def _writes(arguments: tuple[Any, ...]) -> bool:
    """Whether an `open` event opens a file of the test for writing."""
    path, mode, flags = arguments
    by_mode = isinstance(mode, str) and any(letter in mode for letter in "wax+")
    by_flag = isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
    return (by_mode or by_flag) and not str(path).startswith(("/dev", "/proc"))
