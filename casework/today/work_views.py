"""The organisation's own work: a page, and the same as a file."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from auth.policy import Permission, requires
from casework.audit.models import Act
from casework.audit.readings import note_reading
from casework.cases.staff import staff_of
from casework.core.csv_answer import csv_answer
from casework.core.db import db
from casework.today.blueprint import blueprint
from casework.today.work import Work, work_of
from casework.today.work_tables import Table, in_words, tables
from casework.vault.acting import actor


@blueprint.get("/work")
@requires(Permission.ASSIGN, Permission.TRAINING)
def work() -> ResponseReturnValue:
    """How the organisation's files stand, with whom, and what happened lately."""
    found, shown = _counted()
    return render_template("today/work.html", work=found, tables=shown)


@blueprint.get("/work.csv")
@requires(Permission.ASSIGN, Permission.TRAINING)
def work_file() -> ResponseReturnValue:
    """The same as a file. That it was taken is noted."""
    _found, shown = _counted()
    note_reading(db.session, actor(db.session), Act.EXPORTED)
    rows: list[list[str]] = []
    for table in shown:
        rows += [[table.title], table.heads]
        rows += [[line.label, *map(in_words, line.cells)] for line in table.lines]
        rows.append([])
    return csv_answer(rows, "work")


def _counted() -> tuple[Work, list[Table]]:
    staff = staff_of(db.session, current_user.organisation_id)
    found = work_of(db.session, current_user, staff)
    return found, tables(found, staff, network=current_user.may(Permission.REFERRALS_RECEIVE))
