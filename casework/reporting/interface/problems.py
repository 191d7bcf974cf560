"""What a program is told when it gets nothing (RFC 9457). Words of ours alone: nothing of what was asked."""

from __future__ import annotations

import json
from dataclasses import dataclass

from flask import Response, request
from flask_babel.speaklater import LazyString

from casework.core.errors import Refused
from casework.core.i18n import _l, use_language

MEDIA = "application/problem+json"
PATH = "/api/"
EXPLAINED = "/numbers/api"
"""The page on which each kind of problem is explained."""


@dataclass(frozen=True)
class Problem:
    """A kind of problem: its status, its name within an address, and what it says."""

    status: int
    name: str
    title: LazyString


NO_TOKEN = Problem(401, "no-token", _l("A token is needed that is still good."))
NOT_ALLOWED = Problem(403, "not-allowed", _l("This is not open to programs."))
NOT_FOUND = Problem(404, "not-found", _l("There is no such table or address."))
NO_RELEASE = Problem(404, "no-release", _l("Nothing has been published yet."))
NO_METHOD = Problem(405, "no-method", _l("Numbers can be read and nothing else: use GET."))
TOO_MANY = Problem(429, "too-many", _l("Too many requests. Please wait a minute."))
BROKEN = Problem(500, "broken", _l("Something went wrong on our side. Please try again later."))
BUSY = Problem(503, "busy", _l("The system is busy for a moment. Please try again."))
BAD = Problem(400, "bad-request", _l("This request could not be read."))

ALL = (NO_TOKEN, NOT_ALLOWED, NOT_FOUND, NO_RELEASE, NO_METHOD, TOO_MANY, BAD, BROKEN, BUSY)
_BY_STATUS = {one.status: one for one in ALL if one is not NO_RELEASE} | {409: BUSY}
_HEADERS = {
    NO_TOKEN.name: ("WWW-Authenticate", 'Bearer realm="numbers"'),
    NO_METHOD.name: ("Allow", "GET"),
    TOO_MANY.name: ("Retry-After", "60"),
    BUSY.name: ("Retry-After", "1"),
}


class Unanswered(Refused):
    """A program gets nothing, and is told why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.title)
        self.problem, self.status = problem, problem.status


def asked_by_program() -> bool:
    """Whether the answer is for a program, which reads no page."""
    return request.path.startswith(PATH)


def of_status(status: int) -> Problem:
    """The problem of a status; of one that is none of ours, that we cannot read the request."""
    return _BY_STATUS.get(status, BROKEN if status >= 500 else BAD)


def of(error: Refused) -> Problem:
    """The problem of a refusal."""
    return error.problem if isinstance(error, Unanswered) else of_status(error.status)


def answer(problem: Problem) -> Response:
    """A problem as an answer."""
    with use_language("en"):
        title = str(problem.title)
    told = {"type": f"{EXPLAINED}#{problem.name}", "title": title, "status": problem.status}
    response = Response(json.dumps(told), status=problem.status, mimetype=MEDIA)
    response.headers["Cache-Control"] = "no-store"
    if problem.name in _HEADERS:
        name, value = _HEADERS[problem.name]
        response.headers[name] = value
    return response
