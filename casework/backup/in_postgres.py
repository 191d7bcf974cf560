"""Copying and putting back a database that PostgreSQL serves, with its own programs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine, create_engine, inspect, make_url, text
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from casework.backup.archive import Manifest, take_out
from casework.backup.errors import NotPossible
from casework.config import Config

NAME = "postgresql"
LOOKED_INTO_LATER = False
"""A copy is a dump: its audit is walked while it is made, at the same moment."""

_OTHERS = (
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)
_EMPTY = """DO $$ DECLARE one record; BEGIN
FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
EXECUTE 'DROP TABLE public.' || quote_ident(one.tablename) || ' CASCADE'; END LOOP;
FOR one IN SELECT oid::regprocedure AS name FROM pg_proc WHERE pronamespace = 'public'::regnamespace
AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e') LOOP
EXECUTE 'DROP ROUTINE ' || one.name || ' CASCADE'; END LOOP; END $$"""
"""The schema itself may belong to somebody else, and so may what an extension has put into it."""


@contextmanager
def copied(config: Config, target: Path) -> Iterator[Session]:
    """Copy the database as it is at one moment, whoever writes meanwhile, and look at it as it was then.
    The file is complete when the block ends."""
    engine = _engine(config).execution_options(isolation_level="REPEATABLE READ")
    with engine.connect() as connection:
        moment = connection.scalar(text("SELECT pg_export_snapshot()"))
        # What belongs to the instance lies in one schema; rights and owners are the machine's own.
        _run(
            config,
            *("pg_dump", "--format=custom", "--compress=0", "--schema=public", "--no-owner"),
            *("--no-privileges", f"--snapshot={moment}", f"--file={target}"),
        )
        with Session(connection) as session:
            yield session


def version(session: Session) -> str:
    """The server's own version."""
    return str(session.scalar(text("SHOW server_version")))


def faults(database: Path) -> list[str]:
    """What the engine's own program finds wrong with the file: it reads all of it."""
    done = subprocess.run(
        [program("pg_restore"), "--file=/dev/null", str(database)],
        capture_output=True,
    )
    return ["The database in this copy cannot be read."] if done.returncode else []


def is_used(config: Config) -> bool:
    """Whether anybody else is connected to the database."""
    with _engine(config).connect() as connection:
        return bool(connection.scalar(text(_OTHERS)))


def is_empty(config: Config) -> bool:
    """Whether nobody has worked with this database."""
    engine = _engine(config)
    if not inspect(engine).has_table("organisation"):
        return True
    with engine.connect() as connection:
        return not connection.scalar(text("SELECT count(*) FROM organisation"))


def place(config: Config, copy: Path, manifest: Manifest) -> None:
    """Put the database of a copy in the place of what is there, in one transaction."""
    with TemporaryDirectory(dir=config.instance, prefix=".copy-") as work:
        database, script = Path(work) / "database", Path(work) / "script"
        take_out(copy, manifest, database)
        _run(config, "pg_restore", "--schema=public", "--no-owner", f"--file={script}", str(database))
        _run(
            config,
            *("psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"),
            *(f"--command={_EMPTY}", f"--file={script}"),
        )


def program(name: str) -> str:
    """Where one of PostgreSQL's programs is. Raises NotPossible."""
    named = os.environ.get("PG_BIN")
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_number, reverse=True)
    for folder in ([Path(named)] if named else []) + installed:
        if (folder / name).exists():
            return str(folder / name)
    found = shutil.which(name)
    if found is None:
        raise NotPossible(
            f"{name} is not on this machine. Install postgresql-client, of the server's version or newer,"
            " or name the folder of its programs in PG_BIN."
        )
    return found


def _number(folder: Path) -> int:
    return int((re.findall(r"\d+", str(folder)) or ["0"])[-1])


def _engine(config: Config) -> Engine:
    return create_engine(config.url, hide_parameters=True, poolclass=NullPool)


def _run(config: Config, name: str, *arguments: str) -> None:
    done = subprocess.run([program(name), *arguments], env=_environment(config), capture_output=True)
    if done.returncode:
        # What it said may quote a row.
        raise NotPossible(f"{name} ended with {done.returncode}. Is it as new as the server?")


def _environment(config: Config) -> dict[str, str]:
    """The connection as the programs read it: never as an argument, which every process can see."""
    url = make_url(config.url)
    host = url.query.get("host", url.host)
    told = {
        "PGHOST": ",".join(host) if isinstance(host, tuple) else host,
        "PGPORT": str(url.port) if url.port else None,
        "PGUSER": url.username,
        "PGPASSWORD": url.password,
        "PGDATABASE": url.database,
        "PGSSLMODE": url.query.get("sslmode"),
    }
    return {**os.environ, **{name: str(value) for name, value in told.items() if value}}
