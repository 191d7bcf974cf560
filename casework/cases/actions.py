"""Opening a file: a folder, its heads, its card, its case, in one act."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from auth.break_glass import require_verified
from auth.models import User
from casework.audit.chain import note
from casework.audit.models import Act
from casework.cases.counted import opening
from casework.cases.erasure.errors import AlreadyErased
from casework.cases.models import Assignment, Case
from casework.consent.counting import counted, send
from casework.consent.errors import AtRest
from casework.consent.queries import standing
from casework.core import clock
from casework.people.actions import Person, keep_card, make_heads, new_code
from casework.vault.acting import actor, own_ring, ring_of
from casework.vault.grants import make_folder
from casework.vault.tombstones import erased


def open_case(session: Session, user: User, *, case_id: UUID) -> tuple[Case, Person]:
    """Open a file with an id that the form brought, assigned to whoever opens it. The caller
    fills the heads and calls `save`."""
    require_verified(session, user.organisation_id)
    if erased(session, [case_id]):
        raise AlreadyErased
    ring = own_ring(session)
    code = new_code(session, ring)
    folder = make_folder(session, ring, folder_id=case_id)
    case = Case(
        id=folder.id,
        organisation_id=user.organisation_id,
        opened_on=clock.today(),
        assigned_to=user.id,
    )
    session.add(case)
    session.flush()
    session.add(Assignment(case_id=case.id, to_user=user.id, by_user=user.id, at=clock.now()))
    person = make_heads(session, ring, folder.id)
    person.record.code = code
    note(session, actor(session), Act.CREATED, folder_id=case.id)
    return case, person


def save(session: Session, case_id: UUID, person: Person) -> None:
    """Seal the heads together, keep the card true and, if she is counted, the numbers too.

    Raises AtRest where she no longer agrees that we write."""
    if standing(session, case_id).at_rest:
        raise AtRest
    _tell_opening(session, case_id, person)
    session.flush()
    keep_card(session, ring_of(session, case_id), case_id, person)


def _tell_opening(session: Session, case_id: UUID, person: Person) -> None:
    case = session.get_one(Case, case_id)
    if case.source_id is not None:
        return
    # At every save, changed or not: a message that only news called forth would itself be news.
    if counted(session, case_id):
        send(session, case_id, opening(case, person))
