"""Setting up a second step, changing it, and taking it from a colleague who has lost hers."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass, replace

import pyotp
from sqlalchemy.orm import Session
from webauthn import generate_registration_options, verify_registration_response
from webauthn.helpers import bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialCreationOptions,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from auth import second_step
from auth.holding import hold_account
from auth.models import User
from auth.rings import end_sessions
from auth.roles import SECOND_STEP
from auth.second_step import MOST_KEYS, Factors, Passkey
from auth.second_step_errors import WrongCode
from auth.second_step_help import require_another_to_reset
from auth.second_step_proof import prove_by_phone, start_counting
from auth.secrets import Secrets
from auth.session import Live, Step
from casework.audit.models import Act
from casework.core.errors import NotAllowed, NotVisible

ISSUER = "Sahayatri"


@dataclass(frozen=True)
class Place:
    """Where the browser thinks it is: security keys sign it, and fit nowhere else."""

    host: str
    origin: str

    @property
    def takes_keys(self) -> bool:
        """Browsers make security keys for names alone, not for bare addresses."""
        return not self.host.replace(".", "").isdigit() and ":" not in self.host


def phone_secret(secrets: Secrets, live: Live) -> str:
    """The secret that a phone would learn in this session; nothing is kept until it has shown that it did.
    After each change it is another."""
    return base64.b32encode(_drawn(secrets, live, "phone")[:20]).decode()


def _drawn(secrets: Secrets, live: Live, what: str) -> bytes:
    told = f"second step|{what}|{live.user.factors_version}|".encode() + live.row.id
    return hmac.digest(secrets.form_key, told, hashlib.sha256)


def phone_address(live: Live, secret: str) -> str:
    """What the phone's camera reads."""
    return pyotp.TOTP(secret).provisioning_uri(name=live.user.login, issuer_name=ISSUER)


def add_phone(session: Session, secrets: Secrets, live: Live, digits: str) -> None:
    """Take her phone, in the place of an earlier one. Raises WrongCode."""
    user = live.user
    factors = second_step.read_to_change(session, secrets, user)
    secret = phone_secret(secrets, live)
    prove_by_phone(session, user.id, secret, digits)
    _set(session, secrets, live, replace(factors, phone=secret, anew=""))


def key_options(
    secrets: Secrets, live: Live, factors: Factors, place: Place
) -> PublicKeyCredentialCreationOptions:
    """What the browser is asked to make. It need not list the account on the key: a found one tells less."""
    return generate_registration_options(
        rp_id=place.host,
        rp_name=ISSUER,
        user_name=live.user.login,
        user_id=live.user.id.bytes,
        challenge=_drawn(secrets, live, "key"),
        exclude_credentials=[PublicKeyCredentialDescriptor(_raw(one.id)) for one in factors.keys],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.DISCOURAGED,
            user_verification=UserVerificationRequirement.PREFERRED,
        ),
    )


def _raw(key_id: str) -> bytes:
    return base64.urlsafe_b64decode(key_id + "=" * (-len(key_id) % 4))


def add_key(session: Session, secrets: Secrets, live: Live, answer: str, name: str, place: Place) -> None:
    """Take a security key. Raises WrongCode."""
    factors = second_step.read_to_change(session, secrets, live.user)
    if len(factors.keys) >= MOST_KEYS or not place.takes_keys:
        raise NotAllowed
    try:
        made = verify_registration_response(
            credential=answer,
            expected_challenge=_drawn(secrets, live, "key"),
            expected_rp_id=place.host,
            expected_origin=place.origin,
        )
    except (WebAuthnException, ValueError):
        raise WrongCode from None
    public_key = bytes_to_base64url(made.credential_public_key)
    key = Passkey(bytes_to_base64url(made.credential_id), public_key, name, place.host)
    start_counting(session, live.user.id, key.id, made.sign_count)
    _set(session, secrets, live, replace(factors, keys=(*factors.keys, key), anew=""))


def make_codes(session: Session, secrets: Secrets, live: Live) -> list[str]:
    """Ten codes for a printed page, for whoever has a phone or a key; earlier ones end."""
    factors = second_step.read_to_change(session, secrets, live.user)
    if not factors.any:
        raise NotAllowed
    factors, codes = second_step.new_codes(factors, live.user.id)
    _set(session, secrets, live, factors)
    return codes


def _set(session: Session, secrets: Secrets, live: Live, factors: Factors) -> None:
    second_step.write(session, secrets, live.user, factors, Act.FACTOR_SET, by=live.user.id)
    live.step = Step.TAKEN


def name_of(key: Passkey) -> str:
    """What a page calls a key in its addresses."""
    return hashlib.sha256(key.id.encode()).hexdigest()[:16]


def without(user: User, factors: Factors, which: str, *, by_role: bool) -> Factors:
    """What is left when one goes. Raises NotVisible if it is not there, NotAllowed if she needs it."""
    if which == "phone" and factors.phone:
        left = second_step.without_phone(factors)
    else:
        gone = next((one for one in factors.keys if name_of(one) == which), None)
        if gone is None:
            raise NotVisible
        left = second_step.without_key(factors, gone.id)
    if needs_last(user, factors, by_role=by_role):
        raise NotAllowed
    return left


def needs_last(user: User, factors: Factors, *, by_role: bool) -> bool:
    """Whether she has one phone or key, and her work cannot be done without: she may only change it."""
    return by_role and bool(user.roles & SECOND_STEP) and bool(factors.phone) + len(factors.keys) == 1


def remove(session: Session, secrets: Secrets, live: Live, which: str, *, by_role: bool) -> None:
    """Do without a phone or a key from now on. Raises NotVisible or NotAllowed."""
    factors = second_step.read_to_change(session, secrets, live.user)
    left = without(live.user, factors, which, by_role=by_role)
    second_step.write(session, secrets, live.user, left, Act.FACTOR_REMOVED, by=live.user.id)


def reset(session: Session, secrets: Secrets, user: User, reason: str, *, by: User) -> None:
    """Take away what a colleague has lost; at her next sign-in she sets up another. Her sessions end: who has
    her phone may be signed in on it. Raises NotVisible if there is nothing, SecondPersonResets if the same
    person would take her passphrase's place as well."""
    hold_account(session, user)
    has_one, _why = second_step.told_of(session, secrets, user)
    if user.id == by.id or not has_one:
        raise NotVisible
    require_another_to_reset(session, user, by=by)
    second_step.write(session, secrets, user, Factors(anew=reason), Act.FACTOR_RESET, by=by.id)
    end_sessions(session, [user.id])
