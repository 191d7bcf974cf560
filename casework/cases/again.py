"""Telling the numbers everything again, from the files: for a ring whose key was not yet compared, for an
office that lost its snapshot, or to be sure. What the office has already changes nothing there.

    flask --app wsgi facts rebuild --login sunita

Files are told in parts, each in a transaction of its own; broken off, it is simply begun again.
"""

from __future__ import annotations

from uuid import UUID

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.errors import WrongPassphrase
from auth.keys import open_seed
from auth.models import User
from auth.policy import Permission
from auth.ring_opening import open_rings
from casework.cases.models import Case
from casework.cases.queries import hidden_from
from casework.consent.counting import tell_again
from casework.core.db import begin_write, commit, db
from casework.instance import needs_instance
from casework.people.models import Record
from casework.people.shown import load_sheets
from casework.vault.acting import acting_as
from casework.vault.keyring import keyring

AT_ONCE = 100

facts_commands = AppGroup("facts", help="What the programme office counts.")


def files_of(session: Session, user: User) -> list[UUID]:
    """All files of her organisation that are there for her, in an order that stays."""
    query = select(Case.id).where(Case.organisation_id == user.organisation_id)
    return list(session.scalars(query.where(Case.id.not_in(hidden_from(user))).order_by(Case.id)))


def tell_part(session: Session, case_ids: list[UUID]) -> int:
    """Send everything that some files say of women who are counted. Those that her keys do not open are
    passed over. Returns how many were told."""
    cases = list(session.scalars(select(Case).where(Case.id.in_(case_ids)).order_by(Case.id)))
    load_sheets(session, cases)
    ring = keyring(session)
    opened = [case for case in cases if ring.can_open(case.id, Record.__compartment__)]
    for case in opened:
        tell_again(session, case.id)
    return len(opened)


@facts_commands.command("rebuild")
@click.option("--login", prompt=True, help="Who does it: somebody with the keys of her organisation's files.")
@click.password_option("--passphrase", confirmation_prompt=False, help="Hers; better typed when asked.")
@needs_instance
def rebuild(login: str, passphrase: str) -> None:
    """Tell the numbers everything again, from the files."""
    secrets = current_app.extensions["sahayatri_secrets"].fresh()
    user = db.session.scalar(select(User).where(User.login == login))
    if user is None or not user.is_active or not user.may(Permission.STEWARD):
        raise click.ClickException("Nobody of this name looks after the keys of files.")
    try:
        rings = open_rings(db.session, secrets, user, open_seed(secrets, user, passphrase))
    except WrongPassphrase:
        raise click.ClickException("The passphrase does not open her keys.") from None
    ids = files_of(db.session, user)
    for start in range(0, len(ids), AT_ONCE):
        db.session.rollback()
        begin_write(db.session)
        with acting_as(db.session, secrets, user, rings):
            tell_part(db.session, ids[start : start + AT_ONCE])
            commit(db.session)
        click.echo(f"{min(start + AT_ONCE, len(ids))} of {len(ids)}")
