"""Bringing a copy back: nobody is answered until all of it is done, and whoever dies on the way is
followed by whoever runs it again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from auth.secrets import KEYS, PEPPER, Secrets, put_in_place, read_peppers, write_peppers
from casework.audit.chain import KEY
from casework.backup import unfinished
from casework.backup.archive import Listed, read_list, take_out
from casework.backup.engines import Engine, engine_of
from casework.backup.errors import NotPossible
from casework.backup.replaying import Replayed, replay
from casework.backup.verifying import NOT_OURS, keys_for, missing_peppers
from casework.config import Config
from casework.core.db import begin_write, commit
from casework.instance import Kind, fix_kind, kind_of
from casework.vault import ended

LOG = ended.NAME


@dataclass(frozen=True)
class Wish:
    """What to bring back, with which secrets, and whether it was said that the log is lost."""

    copy: Path
    secrets: Path | None = None
    log_is_lost: bool = False


@dataclass(frozen=True)
class Ready:
    """A wish that can be done: nothing was changed yet."""

    wish: Wish
    listed: Listed
    keys: Secrets
    engine: Engine


def look(config: Config, wish: Wish) -> Ready:
    """Whether a copy can be brought back here. Raises NotPossible, which says what to do."""
    engine, listed = engine_of(config), read_list(wish.copy)
    if listed.manifest.engine != engine.NAME:
        raise NotPossible(f"This copy is of {listed.manifest.engine}; this instance is on {engine.NAME}.")
    folders = [config.instance, *([wish.secrets] if wish.secrets else [])]
    keys = keys_for(listed, folders)
    if keys is None:
        raise NotPossible(
            f"{NOT_OURS} Name the copy of the secrets that belongs to it: --secrets FOLDER (backup secrets)."
        )
    _check_place(config, engine, listed)
    known = [pepper for folder in folders for pepper in _peppers(folder)]
    if missing_peppers(listed, known):
        raise NotPossible(
            "This copy is closed: its pepper was renewed and destroyed since. Take a newer copy, or name"
            " the copy of the secrets that was made with it: --secrets FOLDER."
        )
    if not wish.log_is_lost and not _logs(config, wish):
        raise NotPossible(
            f"The log of what ended ({LOG}) is not here. Without it, shares that were taken back and files"
            " that were erased since would come back. Put it into the instance folder, or name the copy of"
            " the secrets. If it is lost for good, say so with --log-is-lost: it is written into the audit,"
            " and each organisation has to go through its withdrawals and erasures by hand."
        )
    take_out(wish.copy, listed.manifest, None)
    return Ready(wish, listed, keys, engine)


def _check_place(config: Config, engine: Engine, listed: Listed) -> None:
    if unfinished.begun(config.instance):
        return
    kind = kind_of(config)
    if kind is Kind.EMPTY and not engine.is_empty(config):
        raise NotPossible("This database is in use already, by an instance in another folder.")
    if kind not in (Kind.EMPTY, Kind(listed.manifest.kind)):
        raise NotPossible("An instance is demo or real for ever: this copy is of the other kind.")


def _logs(config: Config, wish: Wish) -> list[Path]:
    folders = [config.instance, *([wish.secrets] if wish.secrets else [])]
    return [folder / LOG for folder in folders if (folder / LOG).exists()]


def _peppers(folder: Path) -> list[bytes]:
    return list(read_peppers(folder).values()) if (folder / PEPPER).exists() else []


def restore(config: Config, ready: Ready, session: Session, upgrade: Callable[[], None]) -> Replayed:
    """Bring it back. `upgrade` brings the tables up to date. Raises NotPossible where the instance is
    being served: then nothing was changed."""
    again = unfinished.begun(config.instance)
    # Whoever runs it a second time finds a log, which the first run has begun anew.
    lost = bool(again and again["without_log"]) or not _logs(config, ready.wish)
    unfinished.begin(config.instance, {"copy": ready.listed.manifest.digest, "without_log": lost})
    if ready.engine.is_used(config):
        if not again:
            unfinished.end(config.instance)
        raise NotPossible("The instance is being served, or another command is at work. Stop it first.")
    _take_secrets(config, ready)
    ready.engine.place(config, ready.wish.copy, ready.listed.manifest)
    upgrade()
    done = _replay(config, ready, session, without_log=lost)
    fix_kind(config, Kind(ready.listed.manifest.kind))
    unfinished.end(config.instance)
    return done


def _take_secrets(config: Config, ready: Ready) -> None:
    folder, given = config.instance, ready.wish.secrets
    if given is None:
        return
    if ready.keys.folder == given:
        # The instance was empty: the secrets that it had made for itself open nothing.
        write_peppers(folder, read_peppers(given))
        put_in_place(folder / KEYS, (given / KEYS).read_bytes())
    else:
        write_peppers(folder, {**read_peppers(given), **read_peppers(folder)})
    _take_log(folder / LOG, given / LOG)


def _take_log(log: Path, given: Path) -> None:
    """What stands in either of two logs has ended."""
    if not given.exists():
        return
    own = log.read_bytes().split(b"\n") if log.exists() else []
    known = set(own)
    more = [line for line in given.read_bytes().split(b"\n") if line not in known]
    put_in_place(log, b"\n".join([*own, *more]))


def _replay(config: Config, ready: Ready, session: Session, *, without_log: bool) -> Replayed:
    log = config.instance / LOG
    begin_write(session)
    session.info[KEY] = ready.keys.audit_key
    done = replay(session, ended.read(log), ended.read_few(log), without_log=without_log)
    commit(session)
    if not log.exists():
        put_in_place(log, b"")
    return done
