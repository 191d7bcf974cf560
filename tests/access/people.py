"""Who asks in the matrix of access: one person for each of its columns."""

from __future__ import annotations

from flask import Flask

from auth import break_glass, invitations, rings
from auth.accounts import hire as invite
from auth.break_glass_models import BreakGlass
from auth.models import InvitationKind, OrganisationKind
from auth.organisations import Particulars, make_organisation
from auth.ring_opening import remember
from auth.roles import Role
from casework.audit.chain import Actor
from casework.core import clock
from casework.core.db import new_id
from tests.support.people import World, acting, build, hire

COLUMNS = {
    "owner": "asha",
    "colleague": "asmita",
    "supervisor": "sunita",
    "administrator": "anu",
    "other_caseworker": "bina",
    "other_supervisor": "gita",
    "coordinator": "nani",
    "other_coordinator": "kala",
    "network_administrator": "nira",
    "officer": "ojaswi",
    "manager": "maya",
    "auditor": "uma",
    "office_administrator": "adina",
    "signed_out": "",
}
"""Column of the matrix -> sign-in name. The files are the owner's, the cohorts the coordinator's."""


def everybody(app: Flask) -> World:
    """The people of all tests, a colleague of the owner, somebody who waits for keys, and a second
    network."""
    with app.app_context():
        world = build(app)
    with acting(world.sunita) as session:
        asmita = hire(world, "asmita", "a", Role.CASEWORKER, name_ne="अस्मिता")
        hire(world, "wanda", "a", Role.CASEWORKER, name_ne="वन्दना")
        gone = hire(world, "gyani", "a", Role.CASEWORKER, name_ne="ज्ञानी").user
        gone.left_at, gone.public_key = clock.now(), None
        rings.admit(session, world.secrets, world.sunita.ring, asmita.user, by=world.sunita.id)
        remember(asmita.user, asmita.seed, world.sunita.ring)
    _second_network(world)
    return world


def _second_network(world: World) -> None:
    with acting(world.adina) as session:
        told = Particulars("Sahara network", "सहारा सञ्जाल")
        made = make_organisation(
            session, None, organisation_id=new_id(), kind=OrganisationKind.NETWORK, told=told
        )
        world.ids["second"] = made.id
        kala = hire(world, "kala", "second", Role.COORDINATOR, name_ne="कला")
        break_glass.make(session, made)
        session.flush()
        row = session.get_one(BreakGlass, made.id)
        break_glass.verify(row, row.check_a, row.check_b)
        rings.found(session, world.secrets, kala.user, kala.seed)


def invited(world: World) -> str:
    """Somebody whom the administrator of the first partner invited; gives the token of her link."""
    with acting(world.anu) as session:
        user = invite(
            session,
            Actor(world.ids["a"], world.anu.id),
            world.organisation("a"),
            user_id=new_id(),
            login="newcomer",
            name_en="Newcomer",
            name_ne="नयाँ",
            roles=frozenset({Role.CASEWORKER}),
        )
        return invitations.make_link(session, user, InvitationKind.JOIN, by=world.anu.id)


def empty_organisation(world: World) -> str:
    """An organisation that was made and has nobody yet."""
    with acting(world.adina) as session:
        told = Particulars("Shikhar", "शिखर")
        kind = OrganisationKind.PARTNER
        return str(make_organisation(session, None, organisation_id=new_id(), kind=kind, told=told).id)
