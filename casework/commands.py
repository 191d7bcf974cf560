"""The flask command line: prepare an instance, verify the audit."""

from __future__ import annotations

import os

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from auth.organisations import is_empty
from auth.set_up import end_code, make_code
from casework.audit.chain import written_down
from casework.backup import unfinished
from casework.backup.audited import NoHead, faults
from casework.backup.commands import backup_commands
from casework.backup.pepper import pepper_commands
from casework.cases.again import facts_commands
from casework.config import Config
from casework.core.db import db
from casework.doctor import doctor_command
from casework.instance import Kind, fix_kind, kind_of, needs_instance
from casework.sweep import sweep_command

instance_commands = AppGroup("instance", help="Make an instance ready to serve.")
audit_commands = AppGroup("audit", help="Check the chain of the audit.")


@instance_commands.command("prepare")
@click.option("--real", is_flag=True, help="Start a real instance; an empty one becomes a demo.")
def prepare(real: bool) -> None:
    """Bring the database up to date; make an empty instance a demo, or a real one."""
    config = current_app.extensions["sahayatri_config"]
    if unfinished.begun(config.instance):
        raise click.ClickException("A restore is not finished here. Run it again: backup restore.")
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
@needs_instance
def audit_heads() -> None:
    """Print the head of each chain, to be written down where nobody of this machine can change it."""
    for line in written_down(db.session):
        click.echo(line)


@audit_commands.command("verify")
@click.option("--head", "heads", multiple=True, help="A line of `audit heads` that was written down earlier.")
@needs_instance
def audit_verify(heads: tuple[str, ...]) -> None:
    """Walk every chain and compare every sealed row with its last save; name what does not hold."""
    try:
        found = list(faults(db.session, current_app.extensions["sahayatri_secrets"].audit_key, heads))
    except NoHead as error:
        raise click.BadParameter(f"not a line of `audit heads`: {error}") from None
    for fault in found:
        click.echo(fault)
    click.echo("The audit is broken." if found else "The audit is whole.")
    if found:
        raise SystemExit(1)


def register(app: Flask) -> None:
    """Hang the commands into `flask --app wsgi`."""
    if os.environ.get("FLASK_RUN_FROM_CLI") == "true":
        from casework.migrating import alembic

        alembic(app)
    app.cli.add_command(instance_commands)
    app.cli.add_command(audit_commands)
    app.cli.add_command(sweep_command)
    app.cli.add_command(facts_commands)
    app.cli.add_command(doctor_command)
    app.cli.add_command(pepper_commands)
    app.cli.add_command(backup_commands)
