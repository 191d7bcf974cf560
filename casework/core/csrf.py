"""The token that shows a form was sent from one of our own pages, in this sign-in.

It is an HMAC over whatever the application names as binding (the sign-in, or for somebody
signed out a random cookie), so it dies with the sign-in and needs no storage.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from markupsafe import Markup
from wtforms.csrf.core import CSRF
from wtforms.validators import ValidationError

from casework.core.i18n import _l

FIELD_NAME = "csrf_token"
_LABEL = b"sahayatri/1/form token\0"

_sources: dict[str, Callable[[], bytes]] = {}


def set_secret(secret: bytes | Callable[[], bytes]) -> None:
    """Name the secret of this instance: 32 bytes, or a function that gives them."""
    _sources["secret"] = secret if callable(secret) else lambda: secret


def set_csrf_binding(binding: Callable[[], bytes]) -> None:
    """Name the function that tells which sign-in (or signed-out visit) a page belongs to."""
    _sources["binding"] = binding


def csrf_token() -> str:
    """The token for forms on the page that is being made. Raises KeyError before set-up."""
    digest = hmac.new(_sources["secret"](), _LABEL + _sources["binding"](), sha256).digest()
    return urlsafe_b64encode(digest).decode("ascii").rstrip("=")


def csrf_valid(token: str | None) -> bool:
    """Whether a token that came back belongs to this sign-in; compared in constant time."""
    return hmac.compare_digest(csrf_token().encode(), (token or "").encode("utf-8", "replace"))


def csrf_field() -> Markup:
    """The hidden input for small forms that need no form class: a switch, a sign-out."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD_NAME, csrf_token())


class SignInCsrf(CSRF):  # type: ignore[misc]  # WTForms has no types
    """Ties WTForms to the token above."""

    def generate_csrf_token(self, csrf_token_field: Any) -> str:
        return csrf_token()

    def validate_csrf_token(self, form: Any, field: Any) -> None:
        if not csrf_valid(field.data):
            raise ValidationError(
                _l("This page stood open for a long time. Please look it over and send it again.")
            )
