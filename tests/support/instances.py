"""Instances to test on: made once by the product's own command, then copied for each test."""

from __future__ import annotations

import dataclasses
import os
import shutil
import subprocess
import sys
import uuid
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from casework.config import Config

ROOT = Path(__file__).resolve().parents[2]


@dataclasses.dataclass(frozen=True)
class Instance:
    """A folder with keys, and the database it belongs to ("": SQLite, inside the folder)."""

    folder: Path
    database_url: str = ""

    @property
    def config(self) -> Config:
        """What `create_app` takes, on plain HTTP."""
        return dataclasses.replace(
            Config.from_environment(),
            instance=self.folder,
            database_url=self.database_url,
            secure_cookies=False,
            cheap_passphrases=True,
            second_step=False,
        )

    @property
    def environment(self) -> dict[str, str]:
        """The same for a process of its own."""
        inherited = {key: value for key, value in os.environ.items() if not key.startswith("SAHAYATRI_")}
        own = {"SAHAYATRI_INSTANCE": str(self.folder)}
        if self.database_url:
            own["SAHAYATRI_DATABASE_URL"] = self.database_url
        return {**inherited, **own}

    def flask(self, *arguments: str) -> str:
        """Run a command of the product on this instance and give what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "flask", "--app", "wsgi", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise AssertionError(f"flask {' '.join(arguments)}\n{done.stdout}{done.stderr}")
        return done.stdout

    def prepare(self, *, real: bool) -> str:
        """Migrate and fill an empty instance: a real one, or the demo."""
        self.folder.mkdir(parents=True, exist_ok=True)
        return self.flask("instance", "prepare", *(["--real"] if real else []))


def copy(template: Instance, folder: Path, admin_url: str | None = None) -> Instance:
    """The template again, with a database of its own."""
    shutil.copytree(template.folder, folder, dirs_exist_ok=True)
    if not template.database_url:
        return Instance(folder)
    assert admin_url is not None
    return Instance(folder, create_database(admin_url, template=make_url(template.database_url).database))


def create_database(admin_url: str, template: str | None = None) -> str:
    """A new database on the test server; gives its URL."""
    name = "t" + uuid.uuid4().hex[:16]
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    with psycopg.connect(admin_url, autocommit=True) as connection:
        connection.execute(statement.format(sql.Identifier(name), sql.Identifier(template or "template0")))
    return make_url(admin_url).set(database=name).render_as_string(hide_password=False)


def drop_database(admin_url: str, url: str) -> None:
    """Drop a database of a test, connections of processes that were killed included."""
    name = make_url(url).database
    assert name is not None
    with psycopg.connect(admin_url, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
