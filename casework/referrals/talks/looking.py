"""Reading what a network wrote about a talk."""

from __future__ import annotations

from sqlalchemy.orm import Session

from auth.models import User
from casework.cases.looking import look_at_letter
from casework.referrals.talks.models import Talk


def look_at_talk(session: Session, user: User, talk: Talk) -> None:
    """Note that she reads it. Whoever took it on has left that line: to note each later look as well
    would tell, beside the file that she opens next, where that woman came from."""
    if talk.taken_by != user.id:
        look_at_letter(session, talk.id)
