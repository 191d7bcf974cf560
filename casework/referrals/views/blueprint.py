"""The blueprint of all referral pages, and the command that ends what has lapsed."""

from __future__ import annotations

import click
from flask import Blueprint, current_app

from casework.audit.chain import KEY
from casework.core.db import begin_write, commit, db
from casework.referrals.actions.ending import end_lapsed

blueprint = Blueprint("referrals", __name__, cli_group="referrals")


@blueprint.cli.command("lapse")
def lapse() -> None:
    """End offers that nobody answered in 14 days and shares past their end. For every night."""
    session = db.session
    begin_write(session)
    session.info[KEY] = current_app.extensions["sahayatri_secrets"].audit_key
    ended = end_lapsed(session)
    commit(session)
    click.echo(f"{ended} ended.")
