"""Copying the demo and bringing it back, against copying the same bytes to the disk."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Result, against
from casework.app import create_app
from casework.backup import making
from casework.backup.archive import write
from casework.backup.in_sqlite import path_of
from casework.backup.restoring import Wish, look, restore
from casework.backup.verifying import wrong
from casework.config import Config
from casework.core.db import db
from tests.support.instances import Instance

TURNS = 5


def results() -> Iterator[Result]:
    """The copy is written twice (as a database, then into its file) and hashed; verifying it walks its whole
    audit; bringing it back reads it twice, writes it once, and replays what ended."""
    with tempfile.TemporaryDirectory() as folder:
        demo = Instance(Path(folder) / "instance")
        demo.prepare(real=False)
        (demo.folder / "ended.log").touch()
        app = create_app(Config(instance=demo.folder))
        with app.app_context():
            config, secrets = app.extensions["sahayatri_config"], app.extensions["sahayatri_secrets"]
            copy = making.create(config, secrets, Path(folder) / "copies")
            size = f"{copy.stat().st_size / 1e6:.0f} MB"
            plain = Path(folder) / "plain"
            yield against(
                f"copy the demo ({size}), against copying the bytes",
                lambda: making.create(config, secrets, Path(folder) / "copies"),
                lambda: _plainly(path_of(config), plain),
                turns=TURNS,
            )
            yield against(
                "of that, putting a database into its file",
                lambda: write(Path(folder) / "some.tar", plain, b"{}"),
                lambda: _plainly(path_of(config), plain),
                turns=TURNS,
            )
            yield against(
                "verify the copy, against copying the bytes",
                lambda: list(wrong(copy, [config.instance], config.instance)),
                lambda: _plainly(path_of(config), plain),
                turns=2,
            )
            yield against(
                "bring it back, against copying the bytes",
                lambda: _bring_back(config, copy),
                lambda: _plainly(path_of(config), plain),
                turns=TURNS,
            )
            db.engine.dispose()


def _bring_back(config: Config, copy: Path) -> None:
    db.session.rollback()
    db.engine.dispose()
    restore(config, look(config, Wish(copy)), db.session, lambda: None)


def _plainly(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
    with target.open("rb") as file:
        os.fsync(file.fileno())
