"""Published tables as files. They read published cells, need no key, and are noted one by one."""

from __future__ import annotations

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from auth.policy import Permission, requires
from casework.core.db import db
from casework.core.i18n import language
from casework.instance import this_is_demo
from casework.reporting.asking import answer
from casework.reporting.lattice import NotAtThisDetail
from casework.reporting.noting import Door, door, note_questions
from casework.reporting.out.asked import taken
from casework.reporting.out.formats import File, Format, file_of
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
    return handed_out(file_of(found, wanted, language(), audience=audience, demo=this_is_demo()))


def handed_out(one: File) -> Response:
    """A file as an answer."""
    answered = Response(one.content, mimetype=one.media)
    answered.headers["Content-Disposition"] = f"attachment; filename={one.name}"
    return answered
