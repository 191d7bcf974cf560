"""Published tables as files. They read published cells, need no key, and are noted one by one."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from auth.policy import Permission, requires
from casework.core import clock
from casework.core.db import db
from casework.core.downloads import download
from casework.core.i18n import LANGUAGES, language, use_language
from casework.instance import this_is_demo
from casework.reporting.asking import answer
from casework.reporting.due import latest
from casework.reporting.lattice import NotAtThisDetail
from casework.reporting.noting import Door, door, note_questions
from casework.reporting.out.asked import taken
from casework.reporting.out.formats import Format, file_of
from casework.reporting.out.report import ASKED
from casework.reporting.out.report import report as donor_report
from casework.reporting.pages.frame import page_links
from casework.vault.acting import actor

blueprint = Blueprint("exports", __name__)


@blueprint.get("/numbers/export/<form>")
@requires(Permission.TABLES)
@door(Door.FILE)
def file(form: str) -> ResponseReturnValue:
    """A table as a file, under a name that says nothing."""
    wanted = Format.named(form)
    asked, audience = taken(request.args)
    found = answer(db.session, asked)
    if found is None:
        raise NotAtThisDetail
    note_questions(db.session, actor(db.session), [asked], found.found.release.number, Door.FILE)
    made = file_of(found, wanted, language(), audience=audience, demo=this_is_demo())
    return download(made.content, made.name, made.media)


@blueprint.get("/numbers/files")
@requires(Permission.TABLES)
def files() -> ResponseReturnValue:
    """What can be taken away, and how."""
    return render_template(
        "reporting/out/files.html",
        release=latest(db.session),
        may_make=current_user.may(Permission.TOKENS),
        pages=page_links(),
    )


@blueprint.get("/numbers/report/<lang>")
@requires(Permission.TABLES)
@door(Door.FILE)
def report(lang: str) -> ResponseReturnValue:
    """The report for donors, in a language."""
    if lang not in LANGUAGES or request.args:
        raise NotAtThisDetail
    found = [answer(db.session, asked) for asked in ASKED]
    answers = [one for one in found if one is not None]
    if len(answers) < len(ASKED):
        raise NotAtThisDetail
    # Setting a page needs a library that takes long to load: only who prints waits for it.
    from casework.reporting.out.report_pdf import pdf_of

    number = answers[0].found.release.number
    note_questions(db.session, actor(db.session), ASKED, number, Door.FILE)
    with use_language(lang):
        content = pdf_of(donor_report(answers, clock.today(), demo=this_is_demo()))
    name = f"{'demo-' if this_is_demo() else ''}report-{number}-{lang}.pdf"
    return download(content, name, "application/pdf")
