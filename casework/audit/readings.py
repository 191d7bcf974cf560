"""What was only read. It stays noted when the request that showed it is undone: it was read all the same."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from sqlalchemy.orm import Session

from casework.audit.chain import Actor, Noted, note, noted, return_to
from casework.audit.models import Act

READINGS = frozenset(
    {
        Act.OPENED,
        Act.SHOWN_NUMBER,
        Act.SEARCHED,
        Act.EXPORTED,
        Act.TABLE_READ,
        Act.TOKEN_USED,
    }
)
"""Acts that change nothing. Opening with a reason is none: undone, there was no such opening."""


def note_reading(
    session: Session,
    actor: Actor,
    act: Act,
    *,
    folder_id: UUID | None = None,
    subject_id: UUID | None = None,
) -> None:
    """Note that something is read, once in a request however often it is loaded."""
    for one in noted(session).acts:
        if (one.actor, one.act, one.folder_id, one.subject_id) == (actor, act, folder_id, subject_id):
            return
    note(session, actor, act, folder_id=folder_id, subject_id=subject_id)


def readings(session: Session) -> Noted:
    """Of what is noted so far the readings alone."""
    return Noted(tuple(one for one in noted(session).acts if one.act in READINGS), {})


def nothing_shown(session: Session) -> None:
    """The answer only leads on to another page: a file that was loaded on the way was not looked at."""
    so_far = noted(session)
    acts = tuple(one for one in so_far.acts if one.act is not Act.OPENED)
    return_to(session, replace(so_far, acts=acts))
