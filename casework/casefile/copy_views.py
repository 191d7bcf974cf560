"""A copy of her file for her: asked for in private, made in memory, noted."""

from __future__ import annotations

from uuid import UUID, uuid4

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from auth.policy import Permission, requires
from casework.audit.chain import note
from casework.audit.models import Act
from casework.casefile.copy_forms import TO_WHOM, CopyForm
from casework.casefile.copy_pdf import pdf_of
from casework.casefile.copying import AT_FIRST, SECTIONS, copy_of
from casework.casefile.opened import Opened, opened
from casework.casefile.views import blueprint
from casework.cases.planning import add_note
from casework.consent.queries import standing
from casework.core.db import db
from casework.core.downloads import download
from casework.core.i18n import _, language, use_language
from casework.vault.acting import actor


@blueprint.get("/files/<uuid:case_id>/copy")
@requires(Permission.FILES_WRITE)
def copy(case_id: UUID) -> ResponseReturnValue:
    """What paper can do at home, said before there is any."""
    file = opened(db.session, current_user, case_id)
    only = request.args.get("only")
    chosen = (only,) if only in dict(SECTIONS) else AT_FIRST
    return _page(file, CopyForm(data={"sections": chosen, "lang": language()}))


def _page(file: Opened, form: CopyForm) -> str:
    return render_template("casefile/copy.html", case=file.case, form=form)


@blueprint.post("/files/<uuid:case_id>/copy")
@requires(Permission.FILES_WRITE)
def make_copy(case_id: UUID) -> ResponseReturnValue:
    """Make it. It is written to no disk of ours, and its name says nothing."""
    file, form = opened(db.session, current_user, case_id), CopyForm()
    if not form.validate():
        return _page(file, form), 422
    with use_language(form.lang.data):
        made = pdf_of(copy_of(db.session, current_user, file, form.sections.data), form.lang.data)
    _remember(file, form.to_whom.data)
    return download(made, "paper.pdf", "application/pdf")


def _remember(file: Opened, to_whom: str) -> None:
    """In the log that it was made; in her file also for whom, as long as it is written in."""
    note(db.session, actor(db.session), Act.PRINTED, folder_id=file.case.id)
    stands = standing(db.session, file.case.id)
    if file.case.closed_on is None and not stands.at_rest and not stands.deferred:
        words = _("A copy of the file was made. %(to_whom)s", to_whom=TO_WHOM[to_whom])
        add_note(db.session, current_user, file.case, note_id=uuid4(), words=words)
