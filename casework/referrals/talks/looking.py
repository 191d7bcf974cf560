"""Reading what a network wrote about a talk."""

from __future__ import annotations

import hmac
from uuid import UUID

from sqlalchemy.orm import Session

from auth.models import User
from auth.secrets import labelled
from casework.audit.chain import KEY
from casework.audit.models import Act
from casework.audit.readings import note_reading
from casework.cases.looking import look_at_letter
from casework.referrals.talks.models import Talk
from casework.vault.acting import actor


def look_at_talk(session: Session, user: User, talk: Talk) -> None:
    """Note that she reads it. Whoever took it on has left that line: to note each later look as well
    would tell, beside the file that she opens next, where that woman came from."""
    if talk.taken_by != user.id:
        look_at_letter(session, talk.id)


def look_at_number(session: Session, talk_id: UUID) -> None:
    """Note that she is shown the number of a talk: whoever took it on opens a file soon after. The
    network knows the id of its talk: what is noted is a code for it, under a key that is not in the
    database, so that nobody finds in a copy when which woman was called."""
    key = labelled(session.info[KEY], "the number of a talk")
    code = UUID(bytes=hmac.digest(key, talk_id.bytes, "sha256")[:16])
    note_reading(session, actor(session), Act.SHOWN_NUMBER, subject_id=code)
