"""The people of the tests: two partner organisations, a network and the programme office, each with
its ring, its break-glass sheets and its keys compared.

A test of pages or data takes the fixture `world` (import it into the room's conftest). Then
`with acting(world.asha) as session:` acts with her keys and commits, and `client_as(world.asha)` is
her browser, signed in through the sign-in page.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from uuid import UUID, uuid5

import pytest
from flask import Flask, has_app_context
from sqlalchemy import select
from sqlalchemy.orm import Session

from auth import break_glass, keys, rings
from auth.break_glass import Sheets
from auth.break_glass_models import BreakGlass
from auth.held import HeldRing
from auth.models import Organisation, OrganisationKind, Ring, User, UserRole, ring_of_everybody
from auth.ring_opening import open_rings, remember
from auth.roles import RING_HOLDERS, Role
from auth.secrets import Secrets
from auth.trust import pin_ring
from casework.app import create_app
from casework.audit.chain import KEY, forget
from casework.core import clock
from casework.core.db import Base, begin_write, commit, db
from casework.vault.acting import acting_as
from tests.support.browser import Browser
from tests.support.instances import Instance
from tests.support.page import Page

PASSPHRASE = "seven quiet goats on the hill"
_IDS = UUID("6ba7b812-9dad-4000-8000-00c04fd430c8")

ORGANISATIONS = {
    "a": (OrganisationKind.PARTNER, "Indreni", "इन्द्रेणी", "North desk", "उत्तर डेस्क"),
    "b": (OrganisationKind.PARTNER, "Chautari", "चौतारी", "South desk", "दक्षिण डेस्क"),
    "network": (OrganisationKind.NETWORK, "Sangini network", "सङ्गिनी सञ्जाल", "", ""),
    "office": (OrganisationKind.OFFICE, "Programme office", "कार्यक्रम कार्यालय", "", ""),
}
PEOPLE = {
    "asha": ("a", "आशा", Role.CASEWORKER),
    "sunita": ("a", "सुनिता", Role.SUPERVISOR),
    "anu": ("a", "अनु", Role.ADMINISTRATOR),
    "bina": ("b", "बिना", Role.CASEWORKER),
    "gita": ("b", "गीता", Role.SUPERVISOR),
    "benu": ("b", "बेनु", Role.ADMINISTRATOR),
    "nani": ("network", "नानी", Role.COORDINATOR),
    "nira": ("network", "निरा", Role.ADMINISTRATOR),
    "ojaswi": ("office", "ओजस्वी", Role.OFFICER),
    "maya": ("office", "माया", Role.MANAGER),
    "uma": ("office", "उमा", Role.AUDITOR),
    "adina": ("office", "आदिना", Role.ADMINISTRATOR),
}
FOUNDERS = {"a": "sunita", "b": "gita", "network": "nani", "office": "ojaswi"}
COMPARED = (("a", "network"), ("b", "network"), ("a", "office"), ("b", "office"), ("network", "office"))
"""Pairs of organisations whose rings know each other's keys, both ways."""

# A lock is slow on purpose; the same person under the same pepper keeps hers for the whole run.
_locks: dict[tuple[bytes, UUID], tuple[bytes, bytes, bytes]] = {}
# The worlds of instances that are copied, by the pepper, which a copy keeps.
_settled: dict[bytes, World] = {}


@dataclass(repr=False)
class Someone:
    """Somebody who works here, with what only she knows."""

    world: World
    login: str
    id: UUID
    organisation_id: UUID
    seed: bytes
    passphrase: str = PASSPHRASE

    @property
    def user(self) -> User:
        """Her row, in the session of the moment."""
        return db.session.get_one(User, self.id)

    def rings(self) -> list[HeldRing]:
        """The rings that she can open."""
        return open_rings(db.session, self.world.secrets, self.user, self.seed)

    @property
    def ring(self) -> HeldRing:
        """The ring that everybody has in her organisation."""
        own = (held for held in self.rings() if held.organisation_id == self.organisation_id)
        return next(held for held in own if not held.restricted)


@dataclass(repr=False)
class World:
    """Everybody, by name: `world.asha`."""

    app: Flask
    ids: dict[str, UUID] = field(default_factory=dict)
    sheets: dict[str, Sheets] = field(default_factory=dict)
    people: dict[str, Someone] = field(default_factory=dict)

    @property
    def secrets(self) -> Secrets:
        """The secrets of the instance."""
        found = self.app.extensions["sahayatri_secrets"]
        assert isinstance(found, Secrets)
        return found.fresh()

    def moved_to(self, app: Flask) -> World:
        """The same people in a copy of their instance."""
        world = World(app, dict(self.ids), dict(self.sheets))
        world.people = {login: replace(one, world=world) for login, one in self.people.items()}
        return world

    def __getattr__(self, name: str) -> Someone:
        """Somebody by her sign-in name."""
        people: dict[str, Someone] = self.__dict__.get("people", {})
        if name not in people:
            raise AttributeError(name)
        return people[name]

    def organisation(self, key: str) -> Organisation:
        """One of "a", "b", "network", "office"."""
        return db.session.get_one(Organisation, self.ids[key])

    def ring(self, key: str) -> Ring:
        """The ring that everybody has in an organisation, as its public row."""
        return db.session.scalars(ring_of_everybody(self.ids[key])).one()


@contextmanager
def acting(someone: Someone) -> Iterator[Session]:
    """Act with somebody's keys in a writing transaction that commits at the end; what a failing
    block did is undone."""
    with ExitStack() as stack:
        if not has_app_context():
            stack.enter_context(someone.world.app.app_context())
        session = db.session
        session.rollback()
        begin_write(session)
        stack.enter_context(acting_as(session, someone.world.secrets, someone.user, someone.rings()))
        try:
            yield session
            commit(session)
        except BaseException:
            forget(session)
            session.rollback()
            raise


def client_as(someone: Someone, lang: str = "en") -> Browser:
    """Her browser, signed in through the sign-in page."""
    browser = Browser(someone.world.app, lang)
    browser.allow("Shift")  # what stands on the key, in any language
    sign_in(browser, someone)
    return browser


def sign_in(browser: Browser, someone: Someone, passphrase: str | None = None) -> None:
    """Sign in through the sign-in page, which is tested elsewhere: only its token is read here."""
    browser.page = Page("/sign-in", browser.client.get("/sign-in"))
    sent = {"login": someone.login, "passphrase": passphrase or someone.passphrase}
    browser.post("/sign-in", sent, status=303, follow=False)


def settle(instance: Instance) -> None:
    """Make the world in an empty instance that is to be copied; `build` finds it in the copies."""
    app = create_app(instance.config)
    with app.app_context():
        world = build(app)
        _settled[world.secrets.pepper] = world
    with app.app_context():
        db.engine.dispose()


def build(app: Flask) -> World:
    """The world in the app's context: made in an empty database, or found in a copy of a settled one."""
    world = World(app)
    settled = _settled.get(world.secrets.pepper)
    if settled is not None and db.session.scalar(select(Organisation.id).limit(1)):
        db.session.rollback()
        return settled.moved_to(app)
    return _make(world)


def _make(world: World) -> World:
    Base.metadata.create_all(db.engine)
    session = db.session
    begin_write(session)
    session.info[KEY] = world.secrets.audit_key
    for key in ORGANISATIONS:
        make_organisation(world, key)
    for login, (key, name_ne, role) in PEOPLE.items():
        hire(world, login, key, role, name_ne=name_ne)
    for key in ORGANISATIONS:
        found_ring(world, key)
    commit(session)
    for one, other in COMPARED:
        compare(world, one, other)
        compare(world, other, one)
    session.rollback()
    return world


def make_organisation(world: World, key: str) -> Organisation:
    """One of ORGANISATIONS."""
    kind, name_en, name_ne, desk_en, desk_ne = ORGANISATIONS[key]
    made = Organisation(
        id=uuid5(_IDS, key),
        kind=kind,
        name_en=name_en,
        name_ne=name_ne,
        desk_en=desk_en,
        desk_ne=desk_ne,
        paper_name="सहयात्री",
        paper_phone="01-0000000",
        founded_on=clock.today(),
    )
    db.session.add(made)
    db.session.flush()
    world.ids[key] = made.id
    return made


def hire(world: World, login: str, key: str, *roles: Role, name_ne: str = "") -> Someone:
    """Somebody with a passphrase and a key pair, who belongs to no ring yet."""
    user_id = uuid5(_IDS, f"person {login}")
    seed, public_key, lock = _lock(world.secrets, user_id)
    user = User(
        id=user_id,
        organisation_id=world.ids[key],
        login=login,
        name_en=login.title(),
        name_ne=name_ne,
        created_at=clock.now(),
        public_key=public_key,
        lock=lock,
        pepper_version=world.secrets.pepper_version,
    )
    user.role_rows = [UserRole(user_id=user_id, role=role) for role in roles]
    db.session.add(user)
    db.session.flush()
    world.people[login] = Someone(world, login, user_id, world.ids[key], seed)
    return world.people[login]


def _lock(secrets: Secrets, user_id: UUID) -> tuple[bytes, bytes, bytes]:
    known = _locks.get((secrets.pepper, user_id))
    if known is None:
        known = keys.make_lock(secrets, user_id, PASSPHRASE, cheap=True)
        _locks[secrets.pepper, user_id] = known
    return known


def found_ring(world: World, key: str) -> HeldRing:
    """Break-glass sheets, verified; the ring; everybody of the organisation who belongs to it."""
    session, secrets = db.session, world.secrets
    founder = world.people[FOUNDERS[key]]
    world.sheets[key] = break_glass.make(session, world.organisation(key))
    session.flush()
    row = session.get_one(BreakGlass, world.ids[key])
    break_glass.verify(row, row.check_a, row.check_b)
    held = rings.found(session, secrets, founder.user, founder.seed)
    session.flush()
    for other in world.people.values():
        if other.organisation_id == held.organisation_id and other is not founder:
            _admit(session, held, other, founder)
    return held


def _admit(session: Session, held: HeldRing, someone: Someone, steward: Someone) -> None:
    if someone.user.roles & RING_HOLDERS:
        rings.admit(session, someone.world.secrets, held, someone.user, by=steward.id)
        remember(someone.user, someone.seed, held)


def compare(world: World, ours: str, theirs: str) -> None:
    """A steward compares a partner's numbers and keeps its key."""
    with acting(world.people[FOUNDERS[ours]]) as session:
        steward = world.people[FOUNDERS[ours]]
        pin_ring(session, steward.ring, world.ring(theirs), by=steward.id)


@pytest.fixture
def world(app: Flask) -> World:
    """Everybody, in an instance of this test's own."""
    with app.app_context():
        return build(app)
