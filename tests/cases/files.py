"""Files for the tests of this room and those above it."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from casework.cases.actions import open_case, save
from casework.consent.actions import record
from casework.consent.conversation import Conversation
from casework.consent.purposes import Purpose, State
from casework.core import clock
from tests.support.people import Someone, acting

YES = {Purpose.KEEP: State.GIVEN, Purpose.CALL: State.GIVEN, Purpose.MESSAGE: State.GIVEN}


def open_file(someone: Someone, name: str, *, said: Any = None, **told: Any) -> UUID:
    """A file with consent, opened by somebody. `told` are fields as `contact__phone="..."`, `said` what she
    answered to each purpose."""
    with acting(someone) as session:
        case, person = open_case(session, someone.user, case_id=uuid4())
        person.identity.name = name
        for field, value in told.items():
            head, _sep, attribute = field.partition("__")
            setattr(getattr(person, head), attribute, value)
        record(session, someone.user, case.id, said or YES, Conversation(given_on=clock.today()))
        save(session, case.id, person)
        return case.id
