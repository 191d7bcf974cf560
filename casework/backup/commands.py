"""`flask backup`: make a copy, look at it, bring it back; and a copy of the secrets, kept apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from auth.secrets import Secrets
from casework.backup import making, restoring
from casework.backup.errors import NotPossible
from casework.backup.verifying import wrong
from casework.config import Config
from casework.core.db import db
from casework.instance import needs_instance

backup_commands = AppGroup("backup", help="Copies of the instance.")
FOLDER = click.Path(file_okay=False, path_type=Path)
COPY = click.Path(exists=True, dir_okay=False, path_type=Path)
SECRETS = click.option(
    "--secrets",
    "secrets",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder in which the secrets were kept (backup secrets).",
)


@contextmanager
def _said() -> Iterator[None]:
    try:
        yield
    except NotPossible as error:
        raise click.ClickException(str(error)) from None


def _config() -> Config:
    found: Config = current_app.extensions["sahayatri_config"]
    return found


@backup_commands.command("create")
@click.argument("folder", type=FOLDER)
@with_appcontext
@needs_instance
def create_command(folder: Path) -> None:
    """Copy the database into FOLDER, while people work. No pepper and no key is in it."""
    secrets: Secrets = current_app.extensions["sahayatri_secrets"]
    with _said():
        click.echo(making.create(_config(), secrets.fresh(), folder))


@backup_commands.command("secrets")
@click.argument("folder", type=FOLDER)
@with_appcontext
@needs_instance
def secrets_command(folder: Path) -> None:
    """Copy pepper, keys and the log of what ended into FOLDER: never where the copies of the database are."""
    with _said():
        names = making.copy_secrets(_config(), folder)
    click.echo("Copied: " + ", ".join(names))


@backup_commands.command("verify")
@click.argument("copy", type=COPY)
@SECRETS
@with_appcontext
def verify_command(copy: Path, secrets: Path | None) -> None:
    """Look whether COPY is whole. Opens nothing."""
    folders = [_config().instance, *([secrets] if secrets else [])]
    with _said():
        found = list(wrong(copy, folders, _config().instance))
    for line in found:
        click.echo(line)
    click.echo("The copy is not good." if found else "The copy is whole.")
    if found:
        raise SystemExit(1)


@backup_commands.command("restore")
@click.argument("copy", type=COPY)
@SECRETS
@click.option("--log-is-lost", is_flag=True, help="The log of what ended is lost for good. Audited.")
@with_appcontext
def restore_command(copy: Path, secrets: Path | None, log_is_lost: bool) -> None:
    """Put the database back from COPY, then end again what has ended since. Stop the instance before."""
    db.session.rollback()
    for engine in db.engines.values():
        engine.dispose()
    upgrade: Callable[[], None] = current_app.extensions["alembic"].upgrade
    with _said():
        ready = restoring.look(_config(), restoring.Wish(copy, secrets, log_is_lost))
        done = restoring.restore(_config(), ready, db.session, upgrade)
    click.echo(f"Put back. Ended again: {done.shares} shares, {done.files} files, {done.people} accounts.")
    if done.keys:
        click.echo(f"Of so many people the keys had ended as well: {done.keys}. They are let in anew.")
    if done.passed:
        click.echo(f"Files that had passed on and are with their former organisation again: {done.passed}.")
    click.echo("Run audit verify and doctor now, then serve. Everybody signs in anew; links are given anew.")
