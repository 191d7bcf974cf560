"""Who else reads a file, by the name that may stand on its pages."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.held import HeldRing
from auth.models import Purpose, Ring
from casework.core.i18n import _, language


def agreed_names(session: Session) -> dict[UUID, str]:
    """Ring -> the name of the organisation with which she agreed to something in a file of our own:
    she was asked by that name."""
    return {ring.id: ring.organisation.name(language()) for ring in session.scalars(select(Ring))}


def reader_names(session: Session, own: HeldRing) -> dict[UUID, str]:
    """Ring -> its organisation's name. A network knows whoever sent a woman by no name but the desk's,
    and that on the referral alone: what an organisation is called may tell what it helps with."""
    rings = session.scalars(select(Ring))
    if own.purpose is Purpose.TRAINING:
        return {ring.id: _("The desk that sent her") for ring in rings}
    return agreed_names(session)
