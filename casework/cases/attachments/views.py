"""Documents and pictures of a file: a new one, one to look at, its content, and letting it go."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session

from auth.models import User
from auth.policy import Permission, requires, writes_late
from casework.audit.models import Act
from casework.audit.readings import note_reading
from casework.cases.attachments.actions import attach, let_go
from casework.cases.attachments.belonging import hold_about
from casework.cases.attachments.forms import AttachForm, LetGoForm
from casework.cases.attachments.models import MOST, What
from casework.cases.attachments.queries import Shown, content_of, listed, one_of, open_to_read
from casework.cases.attachments.sample import MEDIA, sample
from casework.cases.models import Case
from casework.cases.panels import Panel, panel
from casework.cases.staff import staff_of
from casework.cases.writing import hold_open
from casework.core.db import begin_write, db
from casework.core.downloads import download
from casework.core.errors import NotVisible
from casework.core.i18n import _
from casework.core.uploads import takes_up_to
from casework.instance import this_is_demo
from casework.vault.acting import actor

BESIDE = 256 * 1024
"""What the other fields of the form and the lines around a file take."""

ALONE = "default-src 'none'; sandbox"
"""A picture is shown inside a page of ours. Opened by itself it may do nothing at all."""

blueprint = Blueprint("attachments", __name__, url_prefix="/files/<uuid:case_id>/papers")


@panel(60)
def of_file(session: Session, _user: User, case: Case) -> Panel:
    """The list on a file's page."""
    return Panel("attachments/panel.html", {"papers": listed(session, case)})


@blueprint.get("/new")
@requires(Permission.FILES_WRITE)
def new(case_id: UUID) -> ResponseReturnValue:
    """What can be kept, said before anything is sent."""
    case = open_to_read(db.session, current_user, case_id)
    hold_open(db.session, case)
    hold_about(db.session, case, _about())
    what = request.args.get("what", "")
    return _new(case, AttachForm(data={"what": what} if what in set(What) else None))


def _new(case: Case, form: AttachForm) -> str:
    return render_template("attachments/new.html", case=case, form=form, most=MOST)


@blueprint.post("/new")
@requires(Permission.FILES_WRITE)
@takes_up_to(MOST + BESIDE)
@writes_late
def keep(case_id: UUID) -> ResponseReturnValue:
    """Keep it sealed. A picture is drawn anew before the transaction begins to write, on which all wait."""
    hold_open(db.session, open_to_read(db.session, current_user, case_id))
    form = AttachForm()
    valid = form.validate()
    if not valid and _asks_for_json():
        return jsonify(mistakes=[str(one) for found in form.errors.values() for one in found]), 422
    if not valid:
        return _new(open_to_read(db.session, current_user, case_id), form), 422
    begin_write(db.session)
    _attach(open_to_read(db.session, current_user, case_id), form)
    flash(_("It is kept, sealed like the rest of her file."))
    there = url_for("attachments.page", case_id=case_id, paper_id=form.new_id.data)
    return jsonify(there=there) if _asks_for_json() else redirect(there, 303)


def _attach(case: Case, form: AttachForm) -> None:
    assert form.file.kind is not None  # noqa: S101  a valid form has one
    attach(
        db.session,
        current_user,
        case,
        attachment_id=form.new_id.data,
        what=What(form.what.data),
        name=form.name.data,
        kind=form.file.kind,
        content=form.file.content,
        about=_about(),
    )


def _about() -> UUID | None:
    """What in her file it belongs to, as the link to the form said."""
    return request.args.get("about", type=UUID)


@blueprint.get("/sample.png")
@requires(Permission.FILES_WRITE)
def sample_picture(case_id: UUID) -> ResponseReturnValue:
    """In a demo the invented picture to try with."""
    open_to_read(db.session, current_user, case_id)
    if not this_is_demo():
        raise NotVisible
    return download(sample(), "sample.png", MEDIA)


def _asks_for_json() -> bool:
    return request.accept_mimetypes.best == "application/json"


@blueprint.get("/<uuid:paper_id>")
@requires(Permission.FILES_READ)
def page(case_id: UUID, paper_id: UUID) -> ResponseReturnValue:
    """One of them: a picture is shown, everything else can be taken."""
    case = open_to_read(db.session, current_user, case_id)
    return _page(case, one_of(db.session, case, paper_id), LetGoForm())


def _page(case: Case, shown: Shown, form: LetGoForm) -> str:
    staff = staff_of(db.session, case.organisation_id)
    return render_template("attachments/page.html", case=case, shown=shown, form=form, staff=staff)


@blueprint.get("/<uuid:paper_id>/picture")
@requires(Permission.FILES_READ)
def picture(case_id: UUID, paper_id: UUID) -> ResponseReturnValue:
    """A picture, for the page that shows it. Nothing but what we have drawn ourselves."""
    case = open_to_read(db.session, current_user, case_id)
    shown = one_of(db.session, case, paper_id)
    if not shown.kind.picture:
        raise NotVisible
    return _content(case, shown, "inline")


@blueprint.get("/<uuid:paper_id>/file")
@requires(Permission.FILES_READ)
def file(case_id: UUID, paper_id: UUID) -> ResponseReturnValue:
    """The content, under a name that says nothing. From then on it lies on that computer: noted."""
    case = open_to_read(db.session, current_user, case_id)
    shown = one_of(db.session, case, paper_id)
    note_reading(db.session, actor(db.session), Act.EXPORTED, folder_id=case.id, subject_id=paper_id)
    return _content(case, shown, "attachment")


def _content(case: Case, shown: Shown, how: str) -> Response:
    content, kind = content_of(db.session, case, shown), shown.kind
    answer = download(content, f"paper.{kind.ending}", kind.media, how=how)
    answer.headers["Content-Security-Policy"] = ALONE
    return answer


@blueprint.post("/<uuid:paper_id>")
@requires(Permission.FILES_WRITE)
def away(case_id: UUID, paper_id: UUID) -> ResponseReturnValue:
    """Delete it, with its key."""
    case = open_to_read(db.session, current_user, case_id)
    shown, form = one_of(db.session, case, paper_id), LetGoForm()
    if not form.validate():
        return _page(case, shown, form), 422
    let_go(db.session, case, paper_id)
    flash(_("It is deleted."))
    return redirect(url_for("casefile.page", case_id=case.id), 303)
