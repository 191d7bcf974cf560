"""The flask command line: prepare an instance, verify the audit."""

from __future__ import annotations

import os

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from auth.organisations import is_empty
from auth.set_up import end_code, make_code
from casework.audit.chain import verify
from casework.config import Config
from casework.core.db import db
from casework.instance import Kind, fix_kind, kind_of
from casework.sweep import sweep_command
from casework.vault.verify import changed_rows

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


@audit_commands.command("verify")
def audit_verify() -> None:
    """Walk every chain and compare every sealed row with its last save; name what does not hold."""
    key = current_app.extensions["sahayatri_secrets"].audit_key
    breaks = list(verify(db.session, key))
    for found in breaks:
        click.echo(f"{found.organisation_id}: broken at entry {found.number}")
    changed = list(changed_rows(db.session))
    for row in changed:
        click.echo(f"{row.sealed_as} {row.row_id}: not as it was last saved")
    click.echo("The audit is whole." if not breaks and not changed else "The audit is broken.")
    if breaks or changed:
        raise SystemExit(1)


def register(app: Flask) -> None:
    """Hang the commands into `flask --app wsgi`."""
    if os.environ.get("FLASK_RUN_FROM_CLI") == "true":
        from casework.migrating import alembic

        alembic(app)
    app.cli.add_command(instance_commands)
    app.cli.add_command(audit_commands)
    app.cli.add_command(sweep_command)
