"""The nightly sweep. It has no keys: it deletes what has ended, and nothing else."""

from __future__ import annotations

from datetime import timedelta

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from auth.models import Draft, Invitation, SignIn, Throttle
from auth.session import LONGEST
from casework.audit.chain import KEY
from casework.cases.deferred import delete_over
from casework.core import clock
from casework.core.db import begin_write, commit, db
from casework.instance import needs_instance
from casework.referrals.actions.ending import end_lapsed
from casework.referrals.passing.ending import end_lapsed as end_lapsed_passings
from casework.referrals.talks.answering import end_lapsed as end_lapsed_talks
from casework.referrals.talks.ending import end_with
from casework.referrals.talks.models import TalkState
from casework.vault.ended import resolve
from casework.vault.folders import Grant
from casework.vault.locks import end_without_key

KEPT = timedelta(hours=24)
"""How long an ended session says whose typing it was."""


def sweep(session: Session) -> dict[str, int]:
    """End what lapsed; delete ended shares, files whose time to think is over, old sessions, drafts,
    links and tries. Returns how many of each."""
    return {
        "lapsed referrals": end_lapsed(session),
        "lapsed talks": end_lapsed_talks(session),
        "lapsed offers of files": end_lapsed_passings(session),
        "shares": _ended_shares(session),
        "waiting files": delete_over(session),
        "sessions": _old_sessions(session),
    }


def _ended_shares(session: Session) -> int:
    over = list(session.scalars(select(Grant.id).where(Grant.ends_on < clock.today())))
    end_without_key(session, over)
    end_with(session, over, TalkState.LAPSED)
    return len(over)


def _old_sessions(session: Session) -> int:
    past = clock.now() - KEPT
    session.execute(delete(Draft).where(Draft.made_at < past))
    session.execute(delete(Throttle).where(Throttle.last_at < past))
    session.execute(delete(Invitation).where(Invitation.ends_at < past - timedelta(days=30)))
    ended = session.execute(
        delete(SignIn).where((SignIn.ended_at < past) | (SignIn.created_at < past - LONGEST))
    )
    return int(getattr(ended, "rowcount", 0))


@click.command("sweep")
@with_appcontext
@needs_instance
def sweep_command() -> None:
    """Delete what has ended: run it once a night."""
    resolve(db.session)
    begin_write(db.session)
    db.session.info[KEY] = current_app.extensions["sahayatri_secrets"].audit_key
    done = sweep(db.session)
    commit(db.session)
    for what, number in done.items():
        click.echo(f"{what}: {number}")
