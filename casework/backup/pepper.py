"""`flask pepper rotate`: once a month, so that older copies of the database close behind their pepper."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext
from sqlalchemy import select
from sqlalchemy.orm import Session

from auth import pepper
from auth.models import Organisation, OrganisationKind
from auth.secrets import Secrets
from casework.audit.chain import KEY, Actor, note
from casework.audit.models import Act
from casework.backup import unfinished
from casework.config import Config
from casework.core.db import commit, db
from casework.instance import needs_instance

pepper_commands = AppGroup("pepper", help="The outer lock of every passphrase.")
AFTER = (
    "Make a backup and a copy of the secrets now. Once they are verified, destroy the older copies of the"
    " secrets: from then on older backups open for nobody."
)


@pepper_commands.command("rotate")
@with_appcontext
@needs_instance
def rotate_command() -> None:
    """Put everything under a new pepper and destroy the old one. Nobody is interrupted."""
    config: Config = current_app.extensions["sahayatri_config"]
    if unfinished.begun(config.instance):
        raise click.ClickException("A restore is not finished here. Run it again first.")
    click.echo(f"Moved: {rotate(db.session, current_app.extensions['sahayatri_secrets'])}. {AFTER}")


def rotate(session: Session, secrets: Secrets) -> int:
    """Renew the pepper, or end what an earlier run began. Returns how many locks were moved."""
    assert secrets.folder is not None  # noqa: S101  (an instance has a folder)
    session.info[KEY] = secrets.audit_key
    peppers = pepper.begin(secrets.folder)
    moved = pepper.move(session, peppers)
    office = session.scalar(select(Organisation.id).where(Organisation.kind == OrganisationKind.OFFICE))
    if office is not None:
        note(session, Actor(office, None), Act.PEPPER_RENEWED)
    commit(session)
    pepper.end(secrets.folder, peppers)
    return moved
