"""Taking a share that a partner offers, under the locks that a withdrawal takes as well."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.held import HeldRing
from casework.core import clock
from casework.vault.folders import Grant
from casework.vault.grants import accept
from casework.vault.messages import NotAsSent
from crypto.envelope import CannotOpen


def take_share(session: Session, ring: HeldRing, grant_id: UUID, folder_id: UUID, consent_id: UUID) -> Grant:
    """Accept the share with an id, if it is the one that the signed message named. Call with the
    folder held (FOR SHARE). Raises NotAsSent if it was forged, moved, changed or is gone."""
    query = select(Grant).where(Grant.id == grant_id).with_for_update()
    grant = session.scalar(query.execution_options(populate_existing=True))
    expected = (ring.id, folder_id, consent_id)
    if grant is None or (grant.ring_id, grant.folder_id, grant.consent_id) != expected:
        raise NotAsSent
    if not grant.is_share or grant.over(clock.today()):
        raise NotAsSent
    try:
        accept(session, ring, grant)
    except CannotOpen:
        raise NotAsSent from None
    return grant
