"""What ended since a copy was made ends again, before anybody is answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from auth.models import Invitation, Organisation, Ring, SignIn, User, ring_of_everybody
from auth.rings import remove
from auth.small_rings import take_all
from auth.token_models import ApiToken
from casework.audit.chain import Actor, note
from casework.audit.models import Act
from casework.backup.people_again import end_codes, end_pairs, out_of_rings
from casework.cases.erasure.wiping import wipe
from casework.cases.models import Case
from casework.core import clock
from casework.referrals.actions.replaying import end_again
from casework.referrals.passing.queries import came_back
from casework.vault.ended import Ids, Kind
from casework.vault.folders import Folder, Grant, RestrictedFolder

_AT_ONCE = 500


@dataclass(frozen=True)
class Replayed:
    """How much of what had ended was in the copy."""

    shares: int
    files: int
    people: int
    keys: int
    """People whose keys had ended: other work, or a key pair that somebody else may have had."""
    passed: int
    """Files that had passed to another organisation and are with their former one again. There are no keys
    of the other one in the copy: to take them from the former as well would leave her without a file."""


def replay(
    session: Session, ended: Ids, few: Mapping[UUID, UUID] | None = None, *, without_log: bool = False
) -> Replayed:
    """End again what had ended, hide again what was left to a `few`, each with its small ring, and say in
    every chain that the database was put back. Nobody is signed in any more, and no link or token that was
    given is good."""
    done = Replayed(
        sum(_shares(session, some) for some in _parts(ended[Kind.SHARE])),
        sum(_files(session, some) for some in _parts(ended[Kind.ERASED])),
        sum(_people(session, some) for some in _parts(ended[Kind.LEFT])),
        out_of_rings(session, ended[Kind.OUT]) + end_pairs(session, ended[Kind.PAIR]),
        sum(came_back(session, some) for some in _parts(ended[Kind.PASSED])),
    )
    end_codes(session, ended[Kind.CODE])
    for folder_id, ring_id in (few or {}).items():
        _hide(session, folder_id, ring_id)
    session.execute(delete(SignIn))
    # One that was used since would be good a second time.
    session.execute(delete(Invitation))
    # Nor does a copy know which tokens were ended since.
    session.execute(delete(ApiToken))
    act = Act.RESTORED_WITHOUT_LOG if without_log else Act.RESTORED
    for organisation_id in session.scalars(select(Organisation.id).order_by(Organisation.id)):
        note(session, Actor(organisation_id, None), act)
    return done


def _parts(ids: Iterable[UUID]) -> Iterator[list[UUID]]:
    left = iter(sorted(ids))
    while part := list(islice(left, _AT_ONCE)):
        yield part


def _shares(session: Session, ids: list[UUID]) -> int:
    query = select(Grant.id).where(Grant.id.in_(ids), Grant.sender_ring_id.is_not(None))
    found = list(session.scalars(query))
    end_again(session, ids)
    return len(found)


def _files(session: Session, ids: list[UUID]) -> int:
    query = select(Folder.id, Ring.organisation_id).join(Ring, Ring.id == Folder.ring_id)
    found = session.execute(query.where(Folder.id.in_(ids)).order_by(Folder.id)).all()
    for folder_id, organisation_id in found:
        _erase(session, folder_id, organisation_id)
    return len(found)


def _erase(session: Session, folder_id: UUID, organisation_id: UUID) -> None:
    shares = select(Grant.id).where(Grant.folder_id == folder_id, Grant.sender_ring_id.is_not(None))
    end_again(session, session.scalars(shares).all())
    note(session, Actor(organisation_id, None), Act.DELETED, folder_id=folder_id)
    session.flush()
    session.expunge_all()
    if session.get(Case, folder_id) is not None:
        wipe(session, folder_id)
    else:
        session.execute(delete(Folder).where(Folder.id == folder_id))


def _hide(session: Session, folder_id: UUID, ring_id: UUID) -> None:
    """A file that stood under everybody's keys when the copy was made. Nobody here can seal it anew; but
    it is shown to nobody besides those who had it, and they leave it to a few again."""
    query = select(Ring.organisation_id).join(Folder, Folder.ring_id == Ring.id)
    owner = session.scalar(query.where(Folder.id == folder_id))
    if owner is not None:
        session.merge(RestrictedFolder(folder_id=folder_id, organisation_id=owner, ring_id=ring_id))


def _people(session: Session, ids: list[UUID]) -> int:
    """Whoever had left does not work here again because of a copy."""
    query = select(User).where(User.id.in_(ids), User.left_at.is_(None)).order_by(User.id)
    found = list(session.scalars(query))
    for user in found:
        user.left_at = clock.now()
        take_all(session, Actor(user.organisation_id, None), user, anyway=True)
        ring = session.scalar(ring_of_everybody(user.organisation_id))
        if ring is not None:
            remove(session, ring.id, user.id)
        note(session, Actor(user.organisation_id, None), Act.REMOVED, subject_id=user.id)
    session.flush()
    return len(found)
