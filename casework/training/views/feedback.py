"""What was just done, and with whom: by the spoken code, since a flash travels in a cookie."""

from __future__ import annotations

from flask import flash

from casework.cases.known import card_of
from casework.core.db import db
from casework.core.i18n import _, _l, _n
from casework.training.enrolment import Enrolment, EnrolmentState

_SAVED = {
    "completion": _l("That she completed the course is saved. Code %(code)s."),
    "test": _l("Her skill test is saved. Code %(code)s."),
    "leaving": _l("That she left early is saved. Code %(code)s."),
    "name": _l("Her name for the certificate is saved. Code %(code)s."),
    "asked_after": _l("That you asked after her is saved. Code %(code)s."),
}


def tell_place(row: Enrolment) -> None:
    """Say whether she has a place, or waits for one."""
    code = card_of(db.session, row.folder_id).code
    if row.state is EnrolmentState.WAITING:
        flash(_("No place is free: she is on the waiting list. Code %(code)s.", code=code))
    else:
        flash(_("She has a place in the cohort. Code %(code)s.", code=code))


def tell_saved(kind: str, row: Enrolment) -> None:
    """Say what was written down."""
    code = card_of(db.session, row.folder_id).code
    flash(str(_SAVED[kind]) % {"code": code})


def tell_in_vain(answers: int) -> None:
    """Say that some answers were not kept, since nothing may be written of these women any more."""
    flash(
        _n(
            "%(num)s answer was not kept: her file is closed or at rest.",
            "%(num)s answers were not kept: their files are closed or at rest.",
            answers,
        ),
        "problem",
    )
