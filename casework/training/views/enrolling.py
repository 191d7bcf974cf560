"""Giving a woman a place: from her file, or from the cohort by her name."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from auth.policy import Permission, requires
from casework.cases.awake import find_awake
from casework.cases.known import card_of
from casework.cases.lists import Listed
from casework.cases.models import Case
from casework.cases.search import search
from casework.cases.wishes import wished
from casework.core import clock
from casework.core.codes import codelist
from casework.core.db import db
from casework.core.i18n import _, _n, calendar, language
from casework.core.i18n_pages import ReaderText
from casework.people.shown import shown
from casework.training.actions import enrol
from casework.training.forms import EnrolForm, NameForm
from casework.training.queries import CohortLine, cohort_lines, details_of, find_cohort
from casework.training.views.blueprint import blueprint
from casework.training.views.feedback import tell_place


@blueprint.get("/cohorts/<uuid:cohort_id>/enrol")
@requires(Permission.TRAINING)
def look_for(cohort_id: UUID) -> ResponseReturnValue:
    """Whom to enrol: found by a part of her name."""
    return _look_for(cohort_id, NameForm(), None)


@blueprint.post("/cohorts/<uuid:cohort_id>/enrol")
@requires(Permission.TRAINING)
def found(cohort_id: UUID) -> ResponseReturnValue:
    """The files that a name may mean. A search is a POST: no name stands in an address."""
    form = NameForm()
    if not form.validate_on_submit():
        return _look_for(cohort_id, form, None), 422
    hits = search(db.session, current_user, form.name.data)
    return _look_for(cohort_id, form, [one for one in hits if one.name and one.case.closed_on is None])


def _look_for(cohort_id: UUID, form: NameForm, hits: list[Listed] | None) -> str:
    cohort = find_cohort(db.session, current_user, cohort_id)
    details = details_of(db.session, cohort.id)
    return render_template("training/look_for.html", cohort=cohort, details=details, form=form, hits=hits)


@blueprint.get("/files/<uuid:case_id>/enrol")
@requires(Permission.TRAINING)
def enrol_page(case_id: UUID) -> ResponseReturnValue:
    """Which cohort, and her name for the certificate."""
    form = EnrolForm(data={"cohort": request.args.get("cohort")})
    return _enrol_page(case_id, form)


def _enrol_page(case_id: UUID, form: EnrolForm) -> str:
    case = find_awake(db.session, current_user, case_id)
    lines = cohort_lines(db.session, current_user, open_only=True)
    card_of(db.session, case.id)
    wanted = _wanted(case)
    fitting = _fitting(lines, wanted)
    chosen = bool(fitting) and _has_place(fitting[0]) and not form.is_submitted() and not form.cohort.data
    if chosen:
        form.cohort.data = str(fitting[0].cohort.id)
    _offer(form, [*fitting, *(line for line in lines if line not in fitting)])
    values = {"lines": lines, "wanted": wanted, "fits": bool(fitting), "chosen": chosen}
    return render_template("training/enrol.html", case=case, form=form, **values)


def _wanted(case: Case) -> list[str]:
    """The trades that she wants: the course of her referral first, then what stands in her file."""
    livelihood = shown(db.session, case).livelihood
    told = livelihood.trades_wanted if livelihood is not None and livelihood.readable else ()
    trades = dict.fromkeys([*wished(db.session, case), *told])
    return [one for one in trades if codelist("trades").has(one)]


def _fitting(lines: list[CohortLine], wanted: list[str]) -> list[CohortLine]:
    """The cohorts of what she wants, best first: what she named first, a free place, not begun, soon."""

    def order(line: CohortLine) -> tuple[int, bool, bool, date]:
        first_day = line.details.first_day or date.max
        return wanted.index(line.course.trade), not _has_place(line), _begun(line), first_day

    return sorted((line for line in lines if line.course.trade in wanted), key=order)


def _offer(form: EnrolForm, lines: list[CohortLine]) -> None:
    """Our cohorts, each with its place, its first day and what is free."""
    text = ReaderText(language, calendar)
    form.cohort.source = [(str(line.cohort.id), line.details.title) for line in lines]
    form.cohort.hints = {
        str(line.cohort.id): " · ".join(
            (
                text.palika(line.details.palika),
                text.date(line.details.first_day),
                *([_("begun already")] if _begun(line) else []),
                text.digits(_places(line)),
            )
        )
        for line in lines
    }


def _begun(line: CohortLine) -> bool:
    return line.details.first_day is not None and line.details.first_day < clock.today()


def _has_place(line: CohortLine) -> bool:
    return bool(line.free) and not line.waiting


def _places(line: CohortLine) -> str:
    if not _has_place(line):
        return _("No place is free: she would wait.")
    return _n("%(num)s place is free.", "%(num)s places are free.", line.free)


@blueprint.post("/files/<uuid:case_id>/enrol")
@requires(Permission.TRAINING)
def enrol_now(case_id: UUID) -> ResponseReturnValue:
    """A place, or the next line of the waiting list."""
    case = find_awake(db.session, current_user, case_id)
    lines = cohort_lines(db.session, current_user, open_only=True)
    form = EnrolForm()
    _offer(form, lines)
    if not form.validate_on_submit():
        return _enrol_page(case_id, form), 422
    row = enrol(
        db.session,
        current_user,
        form.new_id.data,
        cohort_id=UUID(form.cohort.data),
        case=case,
        name=form.name.data,
    )
    tell_place(row)
    return redirect(url_for("training.cohort", cohort_id=row.cohort_id), 303)
