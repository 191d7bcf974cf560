"""Sharing a file in the tests of the vault, as consent would."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

from casework.core import clock
from casework.vault import grants
from casework.vault.compartments import Compartment
from casework.vault.folders import Grant
from casework.vault.keyring import keyring
from tests.support.people import World, acting

WHO_SHE_IS = (Compartment.IDENTITY, Compartment.CONTACT)


def give(
    world: World, case_id: UUID, *, to: str = "network", days: int = 30, consent: UUID | None = None
) -> UUID:
    """Sunita offers who the woman is to a partner; returns the grant's id."""
    with acting(world.sunita) as session:
        keyring(session).open_folders(session, [case_id])
        grant = grants.give(
            session,
            world.sunita.ring,
            folder_id=case_id,
            recipient=world.ring(to),
            compartments=WHO_SHE_IS,
            consent_id=consent or uuid4(),
            ends_on=clock.today() + timedelta(days=days),
        )
        return grant.id


def accept(world: World, grant_id: UUID) -> None:
    """Nani takes the share."""
    with acting(world.nani) as session:
        grants.accept(session, world.nani.ring, session.get_one(Grant, grant_id))
