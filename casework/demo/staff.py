"""The organisations of the demo and who works there, each by the way that a real one goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import permutations
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth import break_glass, rings
from auth.accounts import hire
from auth.break_glass_models import BreakGlass
from auth.held import HeldRing
from auth.invitations import find, make_link
from auth.joining import use_link
from auth.keys import open_seed
from auth.models import InvitationKind, Organisation, OrganisationKind, Ring, User
from auth.organisations import Particulars, make_organisation
from auth.passphrases import suggest
from auth.ring_opening import open_rings, remember
from auth.roles import LABELS, RING_HOLDERS, STEWARDS, Role
from auth.secrets import Secrets
from auth.set_up import FirstPerson, set_up
from auth.trust import pin_ring
from casework.audit.chain import KEY, Actor, note
from casework.audit.models import Act
from casework.core import datafiles
from casework.core.db import begin_write, commit, new_id
from casework.core.i18n import use_language
from casework.demo import phones

OFFICE = "office"


@dataclass(repr=False)
class Somebody:
    """Somebody who works in the demo."""

    id: UUID
    login: str
    organisation: str
    roles: frozenset[Role]
    name_en: str
    name_ne: str
    passphrase: str
    rings: list[HeldRing] = field(default_factory=list)

    @property
    def title(self) -> str:
        """What she is, and where."""
        with use_language("en"):
            roles = " and ".join(str(LABELS[role]) for role in sorted(self.roles, reverse=True))
        return f"{roles.capitalize()}, {_organisations()[self.organisation]['name_en']}"


@dataclass(repr=False)
class Staff:
    """Everybody, by sign-in name, and the organisations by their key."""

    people: dict[str, Somebody]
    organisations: dict[str, UUID]

    def of(self, organisation: str, role: Role) -> list[Somebody]:
        """Everybody of an organisation who has a role."""
        return [p for p in self.people.values() if p.organisation == organisation and role in p.roles]

    def __iter__(self) -> Iterator[Somebody]:
        return iter(self.people.values())


def _organisations() -> dict[str, dict[str, str]]:
    return {row["key"]: row for row in datafiles.rows("demo/organisations.csv")}


def _people() -> dict[str, Somebody]:
    return {
        row["login"]: Somebody(
            id=new_id(),
            login=row["login"],
            organisation=row["organisation"],
            roles=frozenset(Role(role) for role in row["roles"].split()),
            name_en=row["name_en"],
            name_ne=row["name_ne"],
            passphrase=suggest(),
        )
        for row in datafiles.rows("demo/staff.csv")
    }


def new_organisations() -> dict[str, UUID]:
    """The ids of the organisations that are going to be made, by their key."""
    return {key: new_id() for key in _organisations()}


def found(session: Session, secrets: Secrets, organisations: dict[str, UUID], *, cheap: bool) -> Staff:
    """Make everybody: the office first, then the others, their rings, and the keys compared."""
    staff = Staff(_people(), organisations)
    begin_write(session)
    session.info[KEY] = secrets.audit_key
    first = _set_up(session, secrets, staff, cheap)
    for key, row in _organisations().items():
        if key != OFFICE:
            _make(session, staff, Actor(staff.organisations[OFFICE], first.id), row)
    for person in staff:
        if person is not first:
            _hire(session, staff, person, first)
    for person in sorted(staff, key=lambda p: not p.roles & STEWARDS):
        if person is not first:
            _join(session, secrets, staff, person, cheap)
    _compare(session, staff)
    commit(session)
    return staff


def _particulars(row: dict[str, str]) -> Particulars:
    names = {name: row[name] for name in ("name_en", "name_ne", "desk_en", "desk_ne", "paper_name")}
    return Particulars(**names, paper_phone=phones.OFFICE)


def _set_up(session: Session, secrets: Secrets, staff: Staff, cheap: bool) -> Somebody:
    first = staff.of(OFFICE, Role.ADMINISTRATOR)[0]
    told = FirstPerson(first.id, first.login, first.name_en, first.name_ne, first.passphrase)
    office = staff.organisations[OFFICE]
    set_up(session, secrets, _particulars(_organisations()[OFFICE]), told, office_id=office, cheap=cheap)
    return first


def _make(session: Session, staff: Staff, by: Actor, row: dict[str, str]) -> None:
    make_organisation(
        session,
        by,
        organisation_id=staff.organisations[row["key"]],
        kind=OrganisationKind(row["kind"]),
        told=_particulars(row),
    )


def _hire(session: Session, staff: Staff, person: Somebody, first: Somebody) -> None:
    """The office invites an organisation's administrator, who invites everybody else."""
    organisation_id = staff.organisations[person.organisation]
    head = staff.of(person.organisation, Role.ADMINISTRATOR)[0]
    actor = Actor(staff.organisations[OFFICE], first.id)
    if person is not head:
        actor = Actor(organisation_id, head.id)
    hire(
        session,
        actor,
        session.get_one(Organisation, organisation_id),
        user_id=person.id,
        login=person.login,
        name_en=person.name_en,
        name_ne=person.name_ne,
        roles=person.roles,
    )


def _join(session: Session, secrets: Secrets, staff: Staff, person: Somebody, cheap: bool) -> None:
    """Use the link; found the ring or be admitted to it; compare its numbers."""
    user = session.get_one(User, person.id)
    row, _user = find(session, make_link(session, user, InvitationKind.JOIN, by=None), to_use=True)
    joined = use_link(session, secrets, row, user, person.passphrase, cheap=cheap)
    session.flush()
    if joined.sheets:
        _verify(session, user)
        person.rings = joined.rings
    elif person.roles & RING_HOLDERS:
        _admit(session, secrets, staff, user)
        person.rings = _open(session, secrets, user, person.passphrase)


def _verify(session: Session, user: User) -> None:
    """Type the check digits back, as from the two sheets. The demo prints none: nobody needs to
    open its rings again."""
    sheets = session.get_one(BreakGlass, user.organisation_id)
    break_glass.verify(sheets, sheets.check_a, sheets.check_b)


def _admit(session: Session, secrets: Secrets, staff: Staff, user: User) -> None:
    steward = next(p for p in staff if p.rings and p.rings[0].organisation_id == user.organisation_id)
    rings.admit(session, secrets, steward.rings[0], user, by=steward.id)
    note(session, Actor(user.organisation_id, steward.id), Act.ADMITTED, subject_id=user.id)
    session.flush()


def _open(session: Session, secrets: Secrets, user: User, passphrase: str) -> list[HeldRing]:
    """What her first sign-in does: open the ring with her passphrase, and remember its numbers."""
    seed = open_seed(secrets, user, passphrase)
    held = open_rings(session, secrets, user, seed)
    for ring in held:
        remember(user, seed, ring)
    return held


def _compare(session: Session, staff: Staff) -> None:
    """Every organisation compares every other one's numbers and keeps its key."""
    stewards = {p.organisation: p for p in staff if p.rings and p.roles & STEWARDS}
    for ours, theirs in permutations(stewards.values(), 2):
        ring = session.scalars(select(Ring).where(Ring.id == theirs.rings[0].id)).one()
        pin_ring(session, ours.rings[0], ring, by=ours.id)
        organisation_id = ours.rings[0].organisation_id
        note(session, Actor(organisation_id, ours.id), Act.KEY_TRUSTED, subject_id=ring.id)
