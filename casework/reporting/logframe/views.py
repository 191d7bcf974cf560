"""The pages of the logframe. Everybody who reads the numbers reads them; a manager sets the targets."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from auth.policy import Permission, requires
from casework.core import clock
from casework.core.calendar import Period, PeriodKind, fiscal_year, fiscal_year_label
from casework.core.db import db
from casework.core.digits import to_devanagari
from casework.core.errors import EditedMeanwhile, NotVisible
from casework.core.i18n import _, language
from casework.reporting.categories import Dimension
from casework.reporting.labels import label
from casework.reporting.lattice import NotAtThisDetail
from casework.reporting.logframe.actions import set_target
from casework.reporting.logframe.forms import TargetForm
from casework.reporting.logframe.indicators import BY_CODE, INDICATORS, Indicator
from casework.reporting.logframe.queries import changes, newest, targets_of, years_with_targets
from casework.reporting.logframe.sheet import line, nodes, sheet
from casework.reporting.notes import notes
from casework.reporting.noting import note_tables
from casework.reporting.pages.frame import page_links
from casework.reporting.queries import Published, published
from casework.vault.acting import actor

blueprint = Blueprint("logframe", __name__)
AHEAD = 2
"""So many fiscal years after this one can have targets."""


@blueprint.get("/numbers/logframe")
@requires(Permission.TABLES)
def page() -> ResponseReturnValue:
    """All indicators of a fiscal year."""
    years = _years()
    year = _asked_year(years)
    found = _read(year)
    return render_template(
        "reporting/logframe/page.html",
        found=found,
        year=year,
        year_words=_words(year),
        years=[(_short(one), url_for("logframe.page", year=one), one == year) for one in years],
        parts=sheet(found, targets_of(db.session, year), year),
        notes=notes(language()),
        pages=page_links(),
    )


@blueprint.get("/numbers/logframe/<code>/<in_year>")
@requires(Permission.TABLES)
def indicator(code: str, in_year: str) -> ResponseReturnValue:
    """One indicator of a fiscal year: what it says, its target, and every change of that."""
    one, year = _found(code, in_year)
    row = newest(db.session, one, year)
    form = TargetForm(obj=row, data={"revision": row.number if row else 0})
    return _indicator_page(one, year, form)


@blueprint.post("/numbers/logframe/<code>/<in_year>")
@requires(Permission.TARGETS)
def save(code: str, in_year: str) -> ResponseReturnValue:
    """Set the target."""
    (one, year), form = _found(code, in_year), TargetForm()
    if one.is_share:
        form.of_hundred()
    if not form.validate_on_submit():
        return _indicator_page(one, year, form), 422
    try:
        set_target(db.session, current_user, one, year, revision=form.revision.data, **form.told())
    except EditedMeanwhile:
        row = newest(db.session, one, year)
        form.revision.data = row.number if row else 0
        form.form_errors.append(
            _(
                "Somebody else has changed this target meanwhile: see below. Save again to put yours in its"
                " place."
            )
        )
        return _indicator_page(one, year, form), 422
    flash(_("The target is saved."))
    return redirect(url_for("logframe.page", year=year), 303)


def _indicator_page(one: Indicator, year: int, form: TargetForm) -> str:
    if one.is_share:
        form.of_hundred()
    return render_template(
        "reporting/logframe/indicator.html",
        line=line(_read(year, [one]), one, newest(db.session, one, year), year),
        year=year,
        year_words=_words(year),
        form=form if current_user.may(Permission.TARGETS) else None,
        changes=changes(db.session, one, year),
    )


def _read(year: int, indicators: Iterable[Indicator] = INDICATORS) -> Published | None:
    """The tables of some indicators; each is noted."""
    asked = nodes(year, indicators)
    found = published(db.session, asked)
    if found is not None:
        note_tables(db.session, actor(db.session), asked, found.release.number)
    return found


def _years() -> range:
    """The fiscal years of the tables, those that have a target, and some to come."""
    known, now = published(db.session, ()), fiscal_year(clock.today())
    bounds = [now, now + AHEAD, *years_with_targets(db.session)]
    first = known.layout.years[0] if known else now
    return range(min(first, *bounds), max(bounds) + 1)


def _year(text: str, years: range) -> int | None:
    known = text.isascii() and text.isdigit() and len(text) == 4
    return int(text) if known and int(text) in years else None


def _asked_year(years: range) -> int:
    if not set(request.args) <= {"year"} or len(request.args.getlist("year")) > 1:
        raise NotAtThisDetail
    if "year" not in request.args:
        known = published(db.session, ())
        return known.layout.last_year if known else fiscal_year(clock.today())
    year = _year(request.args["year"], years)
    if year is None:
        raise NotAtThisDetail
    return year


def _found(code: str, in_year: str) -> tuple[Indicator, int]:
    year = _year(in_year, _years())
    if code not in BY_CODE or year is None:
        raise NotVisible
    return BY_CODE[code], year


def _words(year: int) -> str:
    return label(Dimension.YEAR, Period(PeriodKind.YEAR, year, 1).code, language())


def _short(year: int) -> str:
    words = fiscal_year_label(year)
    return to_devanagari(words) if language() == "ne" else words
