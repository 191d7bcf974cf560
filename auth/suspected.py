"""Somebody may know her passphrase, or has her laptop: another key pair, and the old one opens nothing new.

Where another steward has the keys she waits for them again, as on her first day, and the keys of the
organisation are changed. Where nobody could let her in she keeps them, under the new pair, and the next
epoch begins in the same request.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth import rings, small_rings, throttle, tokens
from auth.errors import StillClosed, WrongPassphrase
from auth.held import HeldRing
from auth.holding import hold_account
from auth.invitations import end_links
from auth.joining import take_pair
from auth.keys import make_lock, open_seed
from auth.models import Membership, Ring, User
from auth.ring_opening import remember
from auth.second_person import others_with_keys
from auth.second_step_errors import NobodyElse
from auth.secrets import Secrets
from auth.session import Live, is_over
from casework.audit.chain import Actor, note
from casework.audit.models import Act
from casework.core.db import begin_write

Pair = tuple[bytes, bytes, bytes]


def keeps_keys(session: Session, user: User) -> bool:
    """Whether she has keys of the organisation that nobody else could give her again."""
    return any(_keeps(session, user, one) for one in _memberships(session, user) if not one.restricted)


def renew(
    session: Session, secrets: Secrets, live: Live, old: str, new: str, *, address: str, cheap: bool = False
) -> None:
    """Give her another key pair under a new passphrase; all her sessions end, this one too. Raises
    WrongPassphrase, TooMany, KeyChanged or NobodyElse. The slow work comes before the transaction begins
    to write, and is as long when the passphrase was wrong."""
    user = live.user
    throttle.check(session, secrets, user.login, address)
    before, pair = user.lock, _pair(secrets, user, old, new, cheap)
    begin_write(session)
    hold_account(session, user)
    if user.lock != before or not user.is_active or is_over(live.row):
        raise WrongPassphrase
    throttle.succeeded(session, secrets, user.login, address)
    _take(session, secrets, live, pair)
    rings.end_sessions(session, [user.id])


def _pair(secrets: Secrets, user: User, old: str, new: str, cheap: bool) -> Pair:
    made = make_lock(secrets, user.id, new, cheap=cheap)
    open_seed(secrets, user, old)
    return made


def _take(session: Session, secrets: Secrets, live: Live, pair: Pair) -> None:
    user, (seed, public_key, lock) = live.user, pair
    hers = _memberships(session, user)
    keeps = {ring.id for ring in hers if _keeps(session, user, ring)}
    take_pair(secrets, user, public_key, lock)
    end_links(session, user.id)
    actor = Actor(user.organisation_id, user.id)
    tokens.end_all(session, actor, user)
    if not hers:
        note(session, actor, Act.PASSPHRASE_CHANGED)
        return
    note(session, actor, Act.KEY_SUSPECTED, subject_id=user.id)
    for ring in hers:
        if ring.id in keeps:
            _keep_keys(session, secrets, live, seed, ring)
        else:
            rings.remove(session, ring.id, user.id)
            if ring.restricted:
                note(session, actor, Act.SMALL_RING_LEFT, folder_id=ring.id, subject_id=user.id)


def _keep_keys(session: Session, secrets: Secrets, live: Live, seed: bytes, ring: Ring) -> None:
    user, held = live.user, _held(live, ring)
    rings.admit(session, secrets, held, user, by=user.id)
    session.flush()
    if ring.restricted:
        everybody = next((one for one in live.rings if not one.restricted), held)
        fresh = small_rings.begin_epoch(session, secrets, everybody, held, user, keep=None)
    else:
        fresh = rings.begin_epoch(session, secrets, held)
        note(session, Actor(user.organisation_id, user.id), Act.EPOCH_BEGUN, subject_id=ring.id)
    remember(user, seed, fresh)


def _held(live: Live, ring: Ring) -> HeldRing:
    found = next((held for held in live.rings if held.id == ring.id), None)
    if found is None:
        raise StillClosed if ring.restricted else NobodyElse
    return found


def _keeps(session: Session, user: User, ring: Ring) -> bool:
    if ring.restricted:
        return small_rings.members(session, ring.id) == {user.id}
    return not others_with_keys(session, user)


def _memberships(session: Session, user: User) -> list[Ring]:
    query = select(Ring).join(Membership, Membership.ring_id == Ring.id)
    # The small ones first: their epochs look at the keys of everybody, as they are.
    return list(
        session.scalars(query.where(Membership.user_id == user.id).order_by(Ring.restricted.desc(), Ring.id))
    )
