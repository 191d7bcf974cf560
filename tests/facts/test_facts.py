"""What a fact may say, and who can read it."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest
from sqlalchemy import delete, select

from auth.models import TrustedKey
from casework.facts.messages import delete_unmerged, forget, new_pseudonym, put
from casework.facts.models import FactMessage
from casework.facts.parts import Part, age_band, check_codes, month_of
from casework.reporting.release.inbox import open_inbox
from crypto.sealedbox import seal_signed
from tests.support.people import World, acting

pytestmark = pytest.mark.both_engines

CODES = {"month": "2082-05", "district": "304", "sex": "female"}


def _put(world: World, codes: dict[str, Any] | None = None, part: Part = Part.OPENING) -> uuid.UUID | None:
    with acting(world.asha) as session:
        return put(
            session,
            world.asha.ring,
            pseudonym=new_pseudonym(),
            source=uuid.uuid4(),
            part=part,
            number=1,
            codes=CODES if codes is None else codes,
        )


@pytest.mark.parametrize(
    "codes",
    [
        {"month": "2082-13"},
        {"month": "2082-05-12"},
        {"month": "2082-5"},
        {"month": "२०८२-०५"},
        {"month": date(2025, 8, 1)},
        {"district": "Dhading"},
        {"district": 304},
        {"district": "30401"},
        {"sex": "female "},
        {"destination": "she went by way of Delhi"},
        {"note": "anything"},
        {"name": None},
    ],
)
def test_a_fact_carries_codes_and_nothing_else(codes: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        check_codes(Part.OPENING, codes)


def test_the_refusal_does_not_repeat_what_was_typed() -> None:
    with pytest.raises(TypeError) as refused:
        check_codes(Part.OPENING, {"destination": "Laxmi Tamang"})
    assert "Laxmi" not in str(refused.value)


def test_a_day_becomes_a_month_and_an_age_a_band() -> None:
    assert month_of(date(2025, 11, 1)) == "2082-07"
    assert [age_band(years) for years in (17, 18, 24, 25, 44, 45, 80)] == [
        "under_18",
        "18_24",
        "18_24",
        "25_34",
        "35_44",
        "45_plus",
        "45_plus",
    ]


def test_all_messages_have_one_size(world: World) -> None:
    _put(world)
    _put(world, {"month": "2082-05", "stage": "enrolled", "course": "food_processing"}, Part.TRAINING)
    with acting(world.asha) as session:
        forget(session, world.asha.ring, new_pseudonym())
    with acting(world.asha) as session:
        assert len({len(one.blob) for one in session.scalars(select(FactMessage))}) == 1


def test_without_a_compared_key_of_the_office_nothing_is_sent(world: World) -> None:
    with acting(world.asha) as session:
        session.execute(delete(TrustedKey).where(TrustedKey.subject_id == world.ring("office").id))
    assert _put(world) is None
    with acting(world.asha) as session:
        assert list(session.scalars(select(FactMessage))) == []


def test_the_office_reads_what_a_partner_signed(world: World) -> None:
    sent = _put(world)
    with acting(world.ojaswi) as session:
        arrived = open_inbox(session, world.ojaswi.ring)
        assert arrived.opened == [sent]
        assert arrived.puts[0].codes == CODES
        assert arrived.puts[0].organisation == world.asha.organisation_id


def test_another_partner_cannot_open_it(world: World) -> None:
    _put(world)
    with acting(world.gita) as session:
        assert open_inbox(session, world.gita.ring).puts == []


def test_a_fact_that_is_not_merged_yet_can_be_deleted(world: World) -> None:
    first, second = _put(world), _put(world)
    assert first and second
    with acting(world.asha) as session:
        delete_unmerged(session, [first])
    with acting(world.asha) as session:
        assert list(session.scalars(select(FactMessage.id))) == [second]


def test_a_fact_under_another_name_does_not_open(world: World) -> None:
    sent = _put(world)
    with acting(world.asha) as session:
        row = session.get_one(FactMessage, sent)
        other = uuid.uuid4()
        copied = FactMessage(
            id=other,
            sender_ring_id=row.sender_ring_id,
            sender_epoch=row.sender_epoch,
            recipient_ring_id=row.recipient_ring_id,
            recipient_epoch=row.recipient_epoch,
            day=row.day,
            blob=row.blob,
        )
        session.add(copied)
    with acting(world.ojaswi) as session:
        arrived = open_inbox(session, world.ojaswi.ring)
        assert (arrived.opened, arrived.refused) == ([sent], [other])


def test_a_fact_in_another_partners_name_does_not_open(world: World) -> None:
    sent = _put(world)
    with acting(world.gita) as session:
        session.get_one(FactMessage, sent).sender_ring_id = world.ring("b").id
    with acting(world.ojaswi) as session:
        assert open_inbox(session, world.ojaswi.ring).refused == [sent]


def test_a_fact_signed_by_a_stranger_does_not_open(world: World) -> None:
    from casework.facts.messages import bound

    sent = _put(world)
    with acting(world.gita) as session:
        row = session.get_one(FactMessage, sent)
        inbox = world.ojaswi.ring.now.inbox
        row.blob = seal_signed(world.gita.ring.now.signing_seed, inbox, bound(row), bytes(1024))
    with acting(world.ojaswi) as session:
        assert open_inbox(session, world.ojaswi.ring).refused == [sent]
