"""Steps of a plan, as the tests of this room need them."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

from casework.cases.planning import add_action
from casework.cases.queries import find
from casework.core import clock
from casework.vault.keyring import keyring
from tests.support.people import World, acting


def step(world: World, case_id: UUID, words: str, *, days: int) -> None:
    """A step of Asha's in a file of hers, due so many days from today."""
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [case_id])
        case = find(session, world.asha.user, case_id)
        due_on = clock.today() + timedelta(days=days)
        add_action(
            session,
            world.asha.user,
            case,
            action_id=uuid4(),
            words=words,
            due_on=due_on,
            by_user=world.asha.id,
        )
