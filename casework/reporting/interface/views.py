"""The addresses that programs ask. Each reads published cells alone; a token is asked for at each."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from auth.policy import Permission, by_token, requires
from casework.core.db import db
from casework.instance import this_is_demo
from casework.reporting.asking import answer
from casework.reporting.interface import answers
from casework.reporting.interface.description import description
from casework.reporting.interface.problems import NO_RELEASE, NOT_FOUND, PATH, Unanswered
from casework.reporting.noting import Door, door, note_questions
from casework.reporting.out.asked import taken
from casework.reporting.queries import Published, published
from casework.vault.acting import actor

blueprint = Blueprint("interface", __name__, url_prefix=f"{PATH}v1")


@blueprint.get("/table")
@requires(Permission.TABLES)
@by_token
@door(Door.API)
def table() -> ResponseReturnValue:
    """One table, asked for in words."""
    asked, audience = taken(request.args)
    _released()
    found = answer(db.session, asked)
    if found is None:
        raise Unanswered(NO_RELEASE)
    note_questions(db.session, actor(db.session), [asked], found.found.release.number, Door.API)
    return _answered(answers.table(found, audience, demo=this_is_demo()))


@blueprint.get("/tables")
@requires(Permission.TABLES)
@by_token
@door(Door.API)
def tables() -> ResponseReturnValue:
    """Every table that there is."""
    return _answered(answers.tables(_released(), demo=this_is_demo()))


@blueprint.get("/dimensions")
@requires(Permission.TABLES)
@by_token
@door(Door.API)
def dimensions() -> ResponseReturnValue:
    """By what tables are cut, and the codes of each."""
    return _answered(answers.dimensions(_released(), demo=this_is_demo()))


@blueprint.get("/releases")
@requires(Permission.TABLES)
@by_token
@door(Door.API)
def releases() -> ResponseReturnValue:
    """The latest release, and which years no release changes any more."""
    return _answered(answers.releases(_released(), demo=this_is_demo()))


@blueprint.get("/openapi.json")
@requires(Permission.TABLES)
@by_token
@door(Door.API)
def openapi() -> ResponseReturnValue:
    """What all of this is, for programs (OpenAPI 3.1)."""
    return _answered(description())


def _released() -> Published:
    """The latest release. Raises Unanswered before there is one, and for words where none belong."""
    if request.args and request.endpoint != "interface.table":
        raise Unanswered(NOT_FOUND)
    found = published(db.session, ())
    if found is None:
        raise Unanswered(NO_RELEASE)
    return found


def _answered(told: dict[str, Any]) -> Response:
    """An answer that a program may keep until it asks again, and that is the same to the byte between two
    releases."""
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    response = Response(body, mimetype="application/json")
    response.headers["Cache-Control"] = "private, no-cache"
    number = told["release"]["number"] if "release" in told else 0
    response.set_etag(f"{number}-{hashlib.sha256(body.encode()).hexdigest()[:24]}")
    response.make_conditional(request)
    return response
