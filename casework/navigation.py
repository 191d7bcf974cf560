"""The main pages of each person: what she may open, in the order of her day."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, current_app, g, request, url_for
from flask_babel.speaklater import LazyString

from auth.policy import Permission
from auth.session import Step
from casework.core.i18n import _l
from casework.instance import this_is_demo


@dataclass(frozen=True)
class Place:
    """One main page: where it is and who has it."""

    endpoint: str
    label: LazyString
    permission: Permission
    rooms: tuple[str, ...] = ()


P = Permission
OF_A_FILE = (
    "attachments",
    "consent",
    "opening",
    "imports",
    "enterprise",
    "followup",
    "erasure",
    "few",
    "retention",
)

PLACES = (
    Place("today.day", _l("My day"), P.DAY),
    Place("cases.files", _l("Files"), P.FILES_READ, ("cases", "casefile", *OF_A_FILE)),
    Place("referrals.sent", _l("Referrals"), P.REFER, ("referrals",)),
    Place("referrals.inbox", _l("Referrals"), P.REFERRALS_RECEIVE, ("referrals",)),
    Place("training.cohorts", _l("Training"), P.TRAINING, ("training",)),
    Place("today.work", _l("Our work"), P.ASSIGN),
    Place("today.work", _l("Our work"), P.TRAINING),
    Place(
        "reporting.dashboard",
        _l("Numbers"),
        P.TABLES,
        ("reporting.how", "numbers", "exports", "tokens", "logframe"),
    ),
    Place("reporting.releases", _l("Releases"), P.RELEASE),
    Place("auth.people", _l("Staff"), P.ACCOUNTS, ("doctor",)),
    Place("auth.stewardship", _l("Keys"), P.STEWARD, ("logbook",)),
    Place("auth.chain", _l("Sign-ins and keys"), P.PROGRAMME_AUDIT),
    Place("watching.tables", _l("Tables asked for"), P.PROGRAMME_AUDIT),
)


@dataclass(frozen=True)
class Link:
    """A main page as the frame draws it."""

    url: str
    label: LazyString
    current: bool
    badge: int = 0


def links() -> list[Link]:
    """The main pages of the person who is signed in."""
    live = g.get("live")
    if live is None or live.step is Step.REQUIRED:
        return []
    here = request.endpoint or ""
    return [
        Link(url_for(p.endpoint), p.label, _is_current(p, here))
        for p in PLACES
        if live.user.may(p.permission) and p.endpoint in current_app.view_functions
    ]


def _is_current(place: Place, here: str) -> bool:
    """Its own page, one below it, or a page of a room that it leads to and no other main page is in."""
    below = here.startswith("auth.") and request.path.startswith(url_for(place.endpoint) + "/")
    return here == place.endpoint or below or not {here, here.split(".")[0]}.isdisjoint(place.rooms)


def here() -> str:
    """Where a switch of language leads back to: this page, if it can be visited by its address."""
    rule = request.url_rule
    answered = request.method == "GET" or (rule is not None and "GET" in (rule.methods or ()))
    return request.path if answered else "/"


def init_navigation(app: Flask) -> None:
    """Give templates the main pages and what the frame needs."""

    @app.context_processor
    def frame() -> dict[str, object]:
        live = g.get("live")
        site = live.user.organisation.exit_url if live else ""
        return {"nav": links(), "demo": this_is_demo(), "quick_exit_site": site, "here": here()}
