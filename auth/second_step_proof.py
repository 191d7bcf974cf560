"""Whether what somebody gives in the second step is hers, and has not been used before."""

from __future__ import annotations

import hashlib
import hmac
from uuid import UUID

import pyotp
from sqlalchemy import select
from sqlalchemy.orm import Session
from webauthn import verify_authentication_response
from webauthn.helpers import base64url_to_bytes, parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException

from auth.models import User
from auth.second_step import Factors, code_hash
from auth.second_step_errors import WrongCode
from auth.second_step_models import FactorUse
from casework.core import clock
from casework.core.digits import to_ascii

_SECONDS = 30
_AROUND = (0, -1, 1)
"""Phones' clocks go wrong: the digits before and after count as well, each of them once."""


def prove_by_digits(session: Session, user_id: UUID, factors: Factors, typed: str) -> None:
    """Six digits of her phone or ten of her printed page. Raises WrongCode."""
    digits = _tidy(typed)
    if len(digits) == 6:
        prove_by_phone(session, user_id, factors.phone, digits)
    else:
        _prove_by_page(session, user_id, factors, digits)


def _tidy(typed: str) -> str:
    """The digits of either script, without what stands between them."""
    return "".join(sign for sign in to_ascii(typed) if sign.isascii() and sign.isdigit())


def prove_by_phone(session: Session, user_id: UUID, secret: str, typed: str) -> None:
    """Six digits of the phone that holds a secret. Raises WrongCode."""
    step = _step_of(secret, _tidy(typed))
    if step is None or not _is_next(session, user_id, f"phone|{secret}", step):
        raise WrongCode


def _step_of(secret: str, digits: str) -> int | None:
    now = int(clock.now().timestamp()) // _SECONDS
    phone = pyotp.TOTP(secret)
    found = [now + off for off in _AROUND if hmac.compare_digest(phone.generate_otp(now + off), digits)]
    return found[0] if secret and found else None


def _prove_by_page(session: Session, user_id: UUID, factors: Factors, digits: str) -> None:
    told = code_hash(user_id, digits)
    fits = [one for one in factors.codes if hmac.compare_digest(one, told)]
    if not fits or not _is_next(session, user_id, f"code|{told}", 1):
        raise WrongCode


def codes_left(session: Session, user_id: UUID, factors: Factors) -> int:
    """How many codes of her printed page were not used yet."""
    used = (session.get(FactorUse, (user_id, _mark(f"code|{one}"))) for one in factors.codes)
    return sum(row is None for row in used)


def prove_by_key(
    session: Session,
    user_id: UUID,
    factors: Factors,
    answer: str,
    *,
    challenge: bytes,
    origin: str,
    host: str,
) -> None:
    """What a security key has signed, as the browser gives it. Raises WrongCode."""
    try:
        credential = parse_authentication_credential_json(answer)
        key = next(one for one in factors.keys if one.id == credential.id and one.host == host)
        row = session.get(FactorUse, (user_id, _mark(f"key|{key.id}")))
        done = verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=host,
            expected_origin=origin,
            credential_public_key=base64url_to_bytes(key.public_key),
            credential_current_sign_count=row.number if row else 0,
        )
    except (WebAuthnException, StopIteration, ValueError):
        raise WrongCode from None
    _keep(session, row, user_id, f"key|{key.id}", done.new_sign_count)


def start_counting(session: Session, user_id: UUID, key_id: str, number: int) -> None:
    """Keep where the counter of a new security key stands."""
    _keep(session, None, user_id, f"key|{key_id}", number)


def _is_next(session: Session, user_id: UUID, what: str, number: int) -> bool:
    """Whether this comes after what was used last; from now on it was. Two at once wait for each other."""
    session.execute(select(User.id).where(User.id == user_id).with_for_update())
    row = session.get(FactorUse, (user_id, _mark(what)), populate_existing=True)
    if row is not None and number <= row.number:
        return False
    _keep(session, row, user_id, what, number)
    return True


def _keep(session: Session, row: FactorUse | None, user_id: UUID, what: str, number: int) -> None:
    if row is None:
        session.add(FactorUse(user_id=user_id, mark=_mark(what), number=number))
    else:
        row.number = number


def _mark(what: str) -> bytes:
    return hashlib.sha256(what.encode()).digest()
