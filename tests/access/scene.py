"""The objects that the paths of the matrix name, and who asks for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from auth import tokens
from auth.recovery import keep_code
from casework.consent.queries import records
from casework.core import clock
from casework.core.calendar import fiscal_year
from casework.core.db import new_id
from casework.imports.models import State
from casework.referrals.actions.answering import accept, decline
from casework.referrals.actions.offering import Said, Wish, offer
from casework.referrals.actions.phones import propose_phone
from casework.referrals.models import Referral
from casework.reporting.actions import publish
from casework.training.models import Cohort
from casework.vault.compartments import Compartment
from casework.vault.keyring import keyring
from casework.vault.locks import change_some_due
from tests.access import partner_side as partner
from tests.access.partner_side import NAME, SENT_NAME, Ids
from tests.access.people import COLUMNS, empty_organisation, everybody, invited
from tests.auth.second import give_phone
from tests.support.browser import Browser
from tests.support.people import Someone, World, acting, sign_in
from tests.support.trainees import class_on, cohort, place, woman

PARTS = (Compartment.IDENTITY, Compartment.CONTACT, Compartment.LIVELIHOOD)
RECOVERY_CODE = "0123456789ABCDEFGHJKMNPQR0"
FOUNDED = timedelta(days=130)
RELEASED = timedelta(days=45)


@dataclass
class Scene:
    """Everybody's browser, and the id of every object by the name that the paths give it."""

    world: World
    ids: Ids
    browsers: dict[str, Browser] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, dict[Any, Any]] = field(default_factory=dict)

    def client(self, column: str) -> FlaskClient:
        """Her browser, with the cookies that she signed in with."""
        client = self.browsers[column].client
        client._cookies = dict(self.cookies[column])
        return client

    def someone(self, column: str) -> Someone | None:
        """Who stands in a column; nobody where she is signed out."""
        return self.world.people.get(COLUMNS[column])


def set_up(app: Flask) -> Scene:
    """The whole scene, with everybody signed in."""
    now = clock.now()
    with clock.at(now - FOUNDED):
        world = everybody(app)
    with clock.at(now - RELEASED), acting(world.ojaswi) as session:
        publish(session, world.ojaswi.user)
    ids = {**_partner(world), **_network(world), **_accounts(world)}
    ids["style"], ids["year"] = "css/sahayatri.css", str(fiscal_year(clock.today()))
    ids["api_token"] = _token(world)
    scene = Scene(world, ids)
    for column in COLUMNS:
        _enter(scene, column)
    _ways_in(world)
    _new_locks(world)
    return scene


def _new_locks(world: World) -> None:
    """What was declined has had its new lock: else each next request would make it, again and again."""
    for someone in (world.asha, world.bina, world.nani):
        with acting(someone) as session:
            change_some_due(session, 20)


def _token(world: World) -> str:
    """A token for a program, made by the manager."""
    token_id = new_id()
    with acting(world.maya) as session:
        tokens.make(session, world.maya.user, token_id, "चार्ट", RELEASED)
    return str(token_id)


def _ways_in(world: World) -> None:
    """The owner has a phone for the second step, and a caseworker elsewhere a recovery code."""
    give_phone(world.asha)
    with acting(world.bina) as session:
        bina = world.bina
        keep_code(session, world.secrets, bina.user, bina.seed, RECOVERY_CODE, cheap=True)


def _enter(scene: Scene, column: str) -> None:
    browser = Browser(scene.world.app, "en")
    someone = scene.someone(column)
    if someone is None:
        browser.visit("/sign-in")
    else:
        sign_in(browser, someone)
        browser.visit("/account")
    scene.browsers[column], scene.tokens[column] = browser, browser.token()
    scene.cookies[column] = dict(browser.client._cookies or {})


def _partner(world: World) -> Ids:
    asha, sunita = world.asha, world.sunita
    file = partner.file(asha, NAME)
    ids = {"file": str(file), **partner.rows(asha, file), **partner.plans(asha, file)}
    ids |= partner.paper(asha, file)
    ids["closed"] = partner.closed(asha)
    ids["to_erase"] = partner.to_erase(asha)
    for state in (State.CHECKED, State.RUNNING, State.DONE):
        ids[state.value] = partner.imported(sunita, state)
    return {**ids, **_referrals(world), **_passing(world), **_few(world)}


def _few(world: World) -> Ids:
    """A file that the owner alone reads, and keys that she has with a colleague."""
    from tests.cases.few import found, leave

    apart = partner.file(world.asha, "हिमानी")
    made = {"few": leave(world.asha, apart), "pair": found(world.asha, world.asmita)}
    return {name: str(one) for name, one in {**made, "apart": apart, "second": world.asmita.id}.items()}


def _passing(world: World) -> Ids:
    """A file that one partner offers to the other."""
    from tests.referrals.passing_on import acquaint
    from tests.referrals.passing_on import offer as offer_file

    acquaint(world)
    return {"passing": str(offer_file(world.asha, partner.file(world.asha, "पूर्णिमा")))}


def _referrals(world: World) -> Ids:
    asha, nani = world.asha, world.nani
    sent = partner.file(asha, SENT_NAME)
    offered, taken = refer(asha, partner.file(asha, "ठूलीमाया")), refer(asha, sent)
    answered = refer(asha, partner.file(asha, "साइँली"))
    with acting(nani) as session:
        came = accept(session, nani.user, session.get_one(Referral, taken))
        propose_phone(session, nani.user, session.get_one(Referral, taken), "9800000777")
        decline(session, nani.user, session.get_one(Referral, answered), "no_place")
    with acting(asha) as session:
        keyring(session).open_folders(session, [sent])
        shared = next(row.id for row in records(session, sent) if row.recipient is not None)
    found = {"sent": sent, "came": came, "shared": shared}
    found |= {"offered": offered, "taken": taken, "answered": answered}
    return {name: str(one) for name, one in found.items()}


def refer(someone: Someone, case_id: UUID) -> UUID:
    """A referral to the network; gives its id."""
    from uuid import uuid4

    from casework.cases.models import Case
    from tests.referrals.files import talk

    ends_on = clock.today() + timedelta(days=365)
    with acting(someone) as session:
        keyring(session).open_folders(session, [case_id])
        wanted = Wish(someone.world.ring("network"), "tailoring", PARTS, ends_on)
        said = Said(tell_back=True, count_there=True, conversation=talk())
        case = session.get_one(Case, case_id)
        return offer(session, someone.user, case, wanted, said, referral_id=uuid4()).id


def _network(world: World) -> Ids:
    nani = world.nani
    theirs = partner.file(nani, "लक्ष्मी")
    ids = {f"their_{name}": one for name, one in partner.rows(nani, theirs).items()}
    group = cohort(nani, places=1)
    found = {"theirs": theirs, "cohort": group, "newcomer": woman(nani, "सरिता")}
    found |= {"enrolment": place(nani, group, theirs), "class": class_on(nani, group)}
    full = cohort(nani, places=1)
    found["waits"] = _waits(nani, full)
    with acting(nani) as session:
        found["course"] = session.scalars(select(Cohort.course_id).where(Cohort.id == group)).one()
    return {**ids, **{name: str(one) for name, one in found.items()}, **_talks(world)}


def _talks(world: World) -> Ids:
    """A talk that was asked for, and one that a caseworker has taken on."""
    from tests.referrals.talking import ask as ask_for_talk
    from tests.referrals.talking import take

    asker = partner.file(world.nani, "गौमाया")
    asked = ask_for_talk(world.nani, asker)
    talked = ask_for_talk(world.nani, partner.file(world.nani, "रेशमा"))
    take(world.asha, talked)
    return {"asker": str(asker), "asked": str(asked), "talked": str(talked)}


def _waits(nani: Someone, full: UUID) -> UUID:
    """Somebody who waits for a place that has become free."""
    from casework.training.enrolment import Enrolment
    from casework.training.outcomes import leave

    first = place(nani, full, woman(nani, "कमला"))
    waits = place(nani, full, woman(nani, "विमला"))
    with acting(nani) as session:
        row = session.get_one(Enrolment, first)
        keyring(session).open_folders(session, [row.folder_id, row.cohort_id])
        leave(session, nani.user, row, revision=row.revision, on=clock.today(), reason="")
    return waits


def _accounts(world: World) -> Ids:
    with world.app.app_context():
        other_ring = str(world.ring("b").id)
    return {
        "person": str(world.asha.id),
        "administrator": str(world.anu.id),
        "waiting": str(world.wanda.id),
        "gone": str(world.gyani.id),
        "other_ring": other_ring,
        "organisation": str(world.ids["b"]),
        "empty": empty_organisation(world),
        "token": invited(world),
    }
