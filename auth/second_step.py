"""What a person has beside her passphrase: her phone's digits, security keys, a printed page of codes.

It lies under the pepper and not under her own seed: a new passphrase, which is a new seed, must not take it
away, or whoever makes the link for one could sign in with it. Each change has its act in the audit, and the
two are counted against each other at every sign-in: an older or emptied row is refused, loudly.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass, replace
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from auth.holding import hold_account
from auth.models import User
from auth.roles import SECOND_STEP
from auth.second_step_errors import FactorsChanged
from auth.secrets import Secrets
from casework.audit.chain import Actor, note
from casework.audit.models import Act, Entry
from crypto import context, envelope

ACTS = (Act.FACTOR_SET, Act.FACTOR_REMOVED, Act.FACTOR_RESET)
MOST_KEYS = 5
CODES = 10
_PAD = 4096
_CODE_DIGITS = 10


@dataclass(frozen=True, repr=False)
class Passkey:
    """A security key, or a device with one: the public half, and the host that it was made for."""

    id: str
    public_key: str
    name: str
    host: str


@dataclass(frozen=True, repr=False)
class Factors:
    """All that she has for the second step. `anew`: why a colleague took it away, until she sets one."""

    phone: str = ""
    keys: tuple[Passkey, ...] = ()
    codes: tuple[str, ...] = ()
    anew: str = ""

    @property
    def any(self) -> bool:
        """Whether a sign-in asks for one. Codes alone do not: they stand in for what was lost."""
        return bool(self.phone or self.keys)


def read(session: Session, secrets: Secrets, user: User) -> Factors:
    """What she has. Raises FactorsChanged."""
    if _changes(session, user) != user.factors_version:
        raise FactorsChanged
    if user.factors is None:
        if user.factors_version:
            raise FactorsChanged
        return Factors()
    for version, pepper in sorted(secrets.peppers.items(), reverse=True):
        bound = context.factors(user=user.id, version=user.factors_version, pepper_version=version)
        try:
            told = json.loads(envelope.unpad(envelope.unseal(pepper, bound, user.factors)))
        except envelope.CannotOpen:
            continue
        keys = tuple(Passkey(**one) for one in told["keys"])
        return Factors(told["phone"], keys, tuple(told["codes"]), told["anew"])
    raise FactorsChanged


def read_to_change(session: Session, secrets: Secrets, user: User) -> Factors:
    """The same for whoever is about to write it: of two who change it at once one waits for the other, or
    the acts in the audit would be more than the versions. Raises FactorsChanged."""
    hold_account(session, user)
    return read(session, secrets, user)


def told_of(session: Session, secrets: Secrets, user: User) -> tuple[bool, str]:
    """Whether she has one, and why a colleague took it away, as her colleagues are told. What is not as it
    was set counts as one: only taking it away helps her then."""
    try:
        factors = read(session, secrets, user)
    except FactorsChanged:
        return True, ""
    return factors.any, factors.anew


def _changes(session: Session, user: User) -> int:
    query = select(func.count()).where(
        Entry.organisation_id == user.organisation_id, Entry.subject_id == user.id, Entry.act.in_(ACTS)
    )
    return session.scalar(query) or 0


def write(session: Session, secrets: Secrets, user: User, factors: Factors, act: Act, *, by: UUID) -> None:
    """Keep what she has from now on, and write down that it was changed."""
    # By the acts, not by the number that stands there: after somebody touched it they would never agree.
    user.factors_version = _changes(session, user) + 1
    bound = context.factors(user=user.id, version=user.factors_version, pepper_version=secrets.pepper_version)
    plain = envelope.pad(json.dumps(asdict(factors)).encode(), _PAD)
    user.factors = envelope.seal(secrets.pepper, bound, plain)
    # In the chain of her own organisation, also where the office acts: its members are told.
    note(session, Actor(user.organisation_id, by), act, subject_id=user.id)


def is_required(user: User, factors: Factors, *, by_role: bool) -> bool:
    """Whether she has to set one up before anything else. `by_role`: this instance asks its stewards,
    managers and administrators for it."""
    return not factors.any and (bool(factors.anew) or (by_role and bool(user.roles & SECOND_STEP)))


def missing(session: Session, *organisation_ids: UUID) -> int:
    """How many whose work needs a second step have none; of all organisations, if none is named. Told
    without the pepper: from whether anything was set up, and whether a colleague took it away since."""
    working = select(User).where(User.left_at.is_(None), User.lock.is_not(None))
    if organisation_ids:
        working = working.where(User.organisation_id.in_(organisation_ids))
    newest = select(Entry.act).where(Entry.subject_id == User.id, Entry.act.in_(ACTS))
    last = newest.order_by(Entry.number.desc()).limit(1).correlate(User).scalar_subquery()
    without = working.where(User.factors.is_(None) | (last == Act.FACTOR_RESET))
    return sum(bool(user.roles & SECOND_STEP) for user in session.scalars(without))


def new_codes(factors: Factors, user_id: UUID) -> tuple[Factors, list[str]]:
    """Ten codes for a printed page; earlier ones end."""
    codes = [_new_code() for _number in range(CODES)]
    return replace(factors, codes=tuple(code_hash(user_id, code) for code in codes)), codes


def _new_code() -> str:
    return f"{int.from_bytes(os.urandom(8), 'big') % 10**_CODE_DIGITS:0{_CODE_DIGITS}d}"


def code_hash(user_id: UUID, code: str) -> str:
    """What is kept of a code, inside the sealed row."""
    return hashlib.sha256(user_id.bytes + code.encode()).hexdigest()


def without_key(factors: Factors, key_id: str) -> Factors:
    """One security key less."""
    return _tidy(replace(factors, keys=tuple(one for one in factors.keys if one.id != key_id)))


def without_phone(factors: Factors) -> Factors:
    """Without the phone's digits."""
    return _tidy(replace(factors, phone=""))


def _tidy(factors: Factors) -> Factors:
    # Codes go with the last of what they stand in for.
    return factors if factors.any else replace(factors, codes=())
