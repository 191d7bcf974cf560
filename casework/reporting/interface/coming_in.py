"""How a program comes in: with its token alone, whoever is signed in where it runs."""

from __future__ import annotations

from collections.abc import Collection

from flask import request

from auth import tokens
from auth.policy import Permission
from auth.unlocked import secrets
from casework.audit.models import Act
from casework.audit.readings import note_reading
from casework.core.db import db
from casework.core.errors import NotAllowed
from casework.vault.acting import actor, stand_for


def admit(permissions: Collection[Permission]) -> None:
    """Let the request of a program stand for whoever made its token, without any key of hers; that it asks
    is noted under her name. Raises NoToken, TooMany or NotAllowed."""
    session = db.session
    header = request.headers.get("Authorization", "")
    token = tokens.opened(session, secrets(), header, address=request.remote_addr or "")
    stand_for(session, token.user)
    tokens.not_too_often(session, token)
    note_reading(session, actor(session), Act.TOKEN_USED, subject_id=token.id)
    if not any(token.user.may(one) for one in permissions):
        raise NotAllowed
