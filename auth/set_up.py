"""The first hour of a real instance: the office, its administrator, a code against strangers."""

from __future__ import annotations

import hmac
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from auth.accounts import hire
from auth.joining import take_pair
from auth.keys import make_lock
from auth.models import OrganisationKind, User
from auth.organisations import Particulars, is_empty, make_organisation
from auth.roles import Role
from auth.secrets import Secrets
from casework.audit.chain import Actor, note
from casework.audit.models import Act
from casework.core.digits import only_digits

_FILE = "set-up-code"


def make_code(folder: Path) -> str:
    """The set-up code of an instance: eight digits in a file that only its owner reads. Asked
    again, it is the same, until the set-up is done."""
    path = folder / _FILE
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(f"{secrets.randbelow(10**8):08d}")
    return path.read_text()


def is_open(session: Session, folder: Path) -> bool:
    """Whether this instance waits for its set-up: a code was made and there is no organisation."""
    return (folder / _FILE).exists() and is_empty(session)


def code_fits(folder: Path, typed: str) -> bool:
    """Whether somebody has the code that stands on the console."""
    path = folder / _FILE
    if not path.exists():
        return False
    digits = only_digits(typed)
    return hmac.compare_digest(digits.encode(), path.read_text().encode())


def end_code(folder: Path) -> None:
    """The code has served; whoever finds it later can do nothing with it."""
    (folder / _FILE).unlink(missing_ok=True)


@dataclass(frozen=True, repr=False)
class FirstPerson:
    """The administrator of the office, as she writes herself in."""

    user_id: UUID
    login: str
    name_en: str
    name_ne: str
    passphrase: str = field(repr=False)


def set_up(
    session: Session, secrets: Secrets, told: Particulars, first: FirstPerson, *, office_id: UUID, cheap: bool
) -> User:
    """Make the office and its administrator. She holds no ring; a statistics officer founds the
    office's own."""
    office = make_organisation(
        session, None, organisation_id=office_id, kind=OrganisationKind.OFFICE, told=told
    )
    actor = Actor(office.id, first.user_id)
    user = hire(
        session,
        actor,
        office,
        user_id=first.user_id,
        login=first.login,
        name_en=first.name_en,
        name_ne=first.name_ne,
        roles=frozenset({Role.ADMINISTRATOR}),
    )
    _seed, public_key, lock = make_lock(secrets, user.id, first.passphrase, cheap=cheap)
    take_pair(secrets, user, public_key, lock)
    note(session, actor, Act.SET_UP)
    return user
