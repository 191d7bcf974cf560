"""The flask command line: prepare an instance, verify the audit."""

from __future__ import annotations

import os
from collections.abc import Iterator

import click
from flask import Flask, current_app
from flask.cli import AppGroup
from sqlalchemy import select

from auth.models import User
from auth.organisations import is_empty
from auth.set_up import end_code, make_code
from casework.audit.chain import still_holds, verify, written_down
from casework.backup.pepper import pepper_commands
from casework.config import Config
from casework.core.db import db
from casework.doctor import doctor_command
from casework.instance import Kind, fix_kind, kind_of
from casework.sweep import sweep_command
from casework.vault.verify import changed_rows, missing_rows

instance_commands = AppGroup("instance", help="Make an instance ready to serve.")
audit_commands = AppGroup("audit", help="Check the chain of the audit.")


@instance_commands.command("prepare")
@click.option("--real", is_flag=True, help="Start a real instance; an empty one becomes a demo.")
def prepare(real: bool) -> None:
    """Bring the database up to date; make an empty instance a demo, or a real one."""
    config = current_app.extensions["sahayatri_config"]
    current_app.extensions["alembic"].upgrade()
    kind = kind_of(config)
    if kind is Kind.EMPTY:
        _begin(config, real)
    elif real and kind is Kind.DEMO:
        raise click.ClickException("This instance is a demo for ever. Name another folder.")
    if kind_of(config) is Kind.REAL and is_empty(db.session):
        click.echo(f"Set-up code, asked for on the first page: {make_code(config.instance)}")
    else:
        end_code(config.instance)


def _begin(config: Config, real: bool) -> None:
    # The makers of a demo are many, and a server that starts has no use for them.
    from casework.demo import unfinished
    from casework.demo.making import make

    try:
        if unfinished.clear(db.session, config.instance):
            click.echo("An unfinished demo was found here, and is made again from nothing.")
    except unfinished.NotEmpty:
        raise click.ClickException(
            "This database is in use already, by an instance in another folder."
        ) from None
    if not real:
        make(db.session, current_app.extensions["sahayatri_secrets"], config.instance, click.echo)
    fix_kind(config, Kind.REAL if real else Kind.DEMO)


@audit_commands.command("heads")
def audit_heads() -> None:
    """Print the head of each chain, to be written down where nobody of this machine can change it."""
    for line in written_down(db.session):
        click.echo(line)


@audit_commands.command("verify")
@click.option("--head", "heads", multiple=True, help="A line of `audit heads` that was written down earlier.")
def audit_verify(heads: tuple[str, ...]) -> None:
    """Walk every chain and compare every sealed row with its last save; name what does not hold."""
    faults = list(_faults(current_app.extensions["sahayatri_secrets"].audit_key, heads))
    for fault in faults:
        click.echo(fault)
    click.echo("The audit is broken." if faults else "The audit is whole.")
    if faults:
        raise SystemExit(1)


def _faults(key: bytes, heads: tuple[str, ...]) -> Iterator[str]:
    # Whoever joined has signed in, and that is noted.
    joined = select(User.organisation_id).where(User.public_key.is_not(None)).distinct()
    for found in verify(db.session, key, db.session.scalars(joined)):
        yield f"{found.organisation_id}: broken at entry {found.number}"
    for row in changed_rows(db.session):
        yield f"{row.sealed_as} {row.row_id}: not as it was last saved"
    for row_id in missing_rows(db.session):
        yield f"{row_id}: was saved and is gone, and nobody noted that it was deleted"
    for line in heads:
        try:
            holds = still_holds(db.session, key, line)
        except ValueError:
            raise click.BadParameter(f"not a line of `audit heads`: {line}") from None
        if not holds:
            yield f"{line}: was written down, and the chain does not hold it any more"


def register(app: Flask) -> None:
    """Hang the commands into `flask --app wsgi`."""
    if os.environ.get("FLASK_RUN_FROM_CLI") == "true":
        from casework.migrating import alembic

        alembic(app)
    app.cli.add_command(instance_commands)
    app.cli.add_command(audit_commands)
    app.cli.add_command(sweep_command)
    app.cli.add_command(doctor_command)
    app.cli.add_command(pepper_commands)
