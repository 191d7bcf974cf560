"""What the tests of the vault stand on."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from casework.cases.actions import open_case, save
from tests.support.people import World, acting, world

__all__ = ["woman", "world"]


@pytest.fixture
def woman(world: World) -> UUID:
    """A file of Indreni's, opened by its caseworker, with something told in every part."""
    case_id = uuid4()
    with acting(world.asha) as session:
        _case, person = open_case(session, world.asha.user, case_id=case_id)
        person.identity.name = "लक्ष्मी तामाङ"
        person.contact.phone = "9800000001"
        person.livelihood.skills = "सिलाइ"
        assert person.harm is not None
        person.harm.note = "उहाँले आफैं भन्नुभएको कुरा"
        save(session, case_id, person)
    return case_id
