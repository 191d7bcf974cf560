"""Making a copy of the database, and one of the secrets: the two never lie together."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import inspect, text
from sqlalchemy.orm import Session

from auth.secrets import KEYS, PEPPER, Secrets, put_in_place, read_peppers
from casework.audit.chain import written_down
from casework.backup import unfinished
from casework.backup.archive import Manifest, code_of, measure, write
from casework.backup.audited import faults
from casework.backup.engines import Engine, engine_of
from casework.backup.errors import NotPossible
from casework.config import Config
from casework.core import clock
from casework.instance import kind_of
from casework.vault.ended import NAME as LOG

INSTANCE = "instance.json"
LAST = "last-backup"
"""When a copy was last made: a file of the instance, for the doctor."""


def create(config: Config, secrets: Secrets, target: Path) -> Path:
    """Copy the database into a folder, while people work. The name of the file says when, and not of
    what. Returns its path; raises NotPossible."""
    if unfinished.begun(config.instance):
        raise NotPossible("A restore is not finished here. Run it again first.")
    engine = engine_of(config)
    if engine.is_empty(config):
        raise NotPossible("There is nothing to copy yet.")
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    now = clock.now()
    path = target / f"backup-{now:%Y%m%dT%H%M%SZ}.tar"
    with TemporaryDirectory(dir=target, prefix=".backup-") as work:
        database = Path(work) / "database"
        with engine.copied(config, database) as session:
            schema, heads = _told(session)
            server, holds = engine.version(session), _holds(engine, session, secrets.audit_key)
        size, digest = measure(database)
        manifest = Manifest(
            made_at=now.isoformat(timespec="seconds"),
            engine=engine.NAME,
            server=server,
            kind=kind_of(config).value,
            schema=schema,
            size=size,
            digest=digest,
            peppers={str(version): code_of(pepper) for version, pepper in secrets.peppers.items()},
            heads=heads,
            holds=holds,
        )
        write(path, database, manifest.sealed(secrets.audit_key))
    put_in_place(config.instance / LAST, now.isoformat(timespec="seconds").encode())
    return path


def _told(session: Session) -> tuple[str, tuple[str, ...]]:
    """The version of the tables, and the heads of the audit."""
    if not inspect(session.connection()).has_table("alembic_version"):
        raise NotPossible("This database was not made by the application.")
    schema = str(session.scalar(text("SELECT version_num FROM alembic_version")))
    return schema, tuple(written_down(session))


def _holds(engine: Engine, session: Session, audit_key: bytes) -> bool | None:
    """Whether the audit is whole, where nobody can look into the copy later."""
    if engine.LOOKED_INTO_LATER:
        return None
    return next(faults(session, audit_key), None) is None


def copy_secrets(config: Config, target: Path) -> list[str]:
    """Copy pepper, keys and the log of what ended into a folder, over an earlier copy. Returns their
    names; raises NotPossible where the database lies."""
    if target.resolve() == config.instance.resolve():
        raise NotPossible("Name another folder, on another machine or a stick that is kept apart.")
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    log = config.instance / LOG
    if not log.exists():
        # Nothing has ended yet: whoever brings this copy back has to see that, and not a lost log.
        put_in_place(log, b"")
    names = [name for name in (PEPPER, KEYS, INSTANCE, LOG) if (config.instance / name).exists()]
    for name in names:
        put_in_place(target / name, (config.instance / name).read_bytes())
    read_peppers(target)
    return names
