"""The organisations to which something can be sent: those whose keys two people have compared."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.errors import NotCompared
from auth.models import KeyKind, Purpose, Ring, TrustedKey
from casework.core.i18n import language
from casework.vault.acting import own_ring

Partners = dict[str, Ring]


def compared(session: Session, purpose: Purpose) -> Partners:
    """The rings of one purpose, by their id as a form has it. Raises NotCompared if there is none."""
    known = select(TrustedKey.subject_id).where(
        TrustedKey.ring_id == own_ring(session).id, TrustedKey.kind == KeyKind.RING
    )
    rings = session.scalars(select(Ring).where(Ring.purpose == purpose, Ring.id.in_(known)))
    found = {str(ring.id): ring for ring in rings}
    if not found:
        raise NotCompared
    return found


def choices(partners: Partners) -> list[tuple[str, str]]:
    """The same as a form offers them, by name."""
    named = [(key, ring.organisation.name(language())) for key, ring in partners.items()]
    return sorted(named, key=lambda pair: pair[1])
