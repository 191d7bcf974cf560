"""The ring that counts."""

from __future__ import annotations

from sqlalchemy.orm import Session

from auth.held import HeldRing
from auth.models import Purpose
from casework.reporting.errors import NoReportingRing
from casework.vault.acting import own_ring


def reporting_ring(session: Session) -> HeldRing:
    """The acting person's ring, if it is the one that counts. Raises NoReportingRing."""
    ring = own_ring(session)
    if ring.purpose is not Purpose.REPORTING:
        raise NoReportingRing
    return ring
