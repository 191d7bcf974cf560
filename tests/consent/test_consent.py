"""Consent is the key: what permits, what does not, and what ends with it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from casework.cases.actions import save
from casework.consent import actions
from casework.consent.conversation import Conversation
from casework.consent.counting import counted
from casework.consent.errors import AtRest, MinorNeedsSupervisor
from casework.consent.models import ConsentRecord, Minor
from casework.consent.purposes import FIRST, Purpose, State
from casework.consent.queries import records, standing
from casework.core import clock
from casework.core.errors import Refused
from casework.facts.models import FactMessage
from casework.people.actions import read_person
from casework.people.models import Record
from casework.vault.compartments import Compartment
from casework.vault.folders import Grant
from casework.vault.grants import shares_of
from casework.vault.keyring import keyring
from tests.support.people import Someone, World, acting

YES = dict.fromkeys(FIRST, State.GIVEN)


def talk(**told: object) -> Conversation:
    return Conversation(**{"given_on": clock.today(), **told})  # type: ignore[arg-type]


def agree(who: Someone, case_id: UUID, said: dict[Purpose, State], **told: object) -> UUID:
    with acting(who) as session:
        keyring(session).open_folders(session, [case_id])
        return actions.record(session, who.user, case_id, said, talk(**told)).id


def share(world: World, who: Someone, case_id: UUID, session: Session) -> UUID:
    row, _grant = actions.share(
        session,
        who.user,
        case_id,
        recipient=world.ring("network"),
        compartments=[Compartment.IDENTITY],
        ends_on=clock.today() + timedelta(days=90),
        conversation=talk(),
    )
    return row.id


def test_only_given_and_renewed_permit(world: World, woman: UUID) -> None:
    for state in State:
        agree(world.asha, woman, {Purpose.CALL: state})
        with acting(world.asha) as session:
            keyring(session).open_folders(session, [woman])
            allowed = standing(session, woman).allows(Purpose.CALL)
            assert allowed is (state in (State.GIVEN, State.RENEWED))


def test_the_last_word_counts_and_earlier_ones_stay(world: World, woman: UUID) -> None:
    agree(world.asha, woman, YES)
    agree(world.asha, woman, {Purpose.VISIT: State.WITHDRAWN})
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [woman])
        now = standing(session, woman)
        assert not now.allows(Purpose.VISIT)
        assert now.allows(Purpose.CALL)
        assert len(records(session, woman)) == 2


def test_a_consent_past_its_end_permits_nothing(world: World, woman: UUID) -> None:
    agree(world.asha, woman, YES)
    with clock.at(clock.now() + actions.LASTS + timedelta(days=1)), acting(world.asha) as session:
        keyring(session).open_folders(session, [woman])
        assert not standing(session, woman).allows(Purpose.KEEP)
        assert standing(session, woman).at_rest


def test_a_share_needs_consent_to_be_helped(world: World, woman: UUID) -> None:
    with acting(world.sunita) as session:
        keyring(session).open_folders(session, [woman])
        with pytest.raises(AtRest):
            share(world, world.sunita, woman, session)


def test_a_share_is_given_in_the_request_in_which_she_agrees(world: World, woman: UUID) -> None:
    agree(world.asha, woman, YES)
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [woman])
        consent_id = share(world, world.asha, woman, session)
        grant = session.scalars(select(Grant).where(Grant.consent_id == consent_id)).one()
        assert grant.ring_id == world.ring("network").id


def test_withdrawal_ends_the_share_and_is_a_record_of_its_own(world: World, woman: UUID) -> None:
    agree(world.asha, woman, YES)
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [woman])
        consent_id = share(world, world.asha, woman, session)
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [woman])
        first = actions.withdraw(session, world.asha.user, woman, consent_id)
        again = actions.withdraw(session, world.asha.user, woman, consent_id)
        assert again.id == first.id
        assert shares_of(session, world.asha.ring, woman) == []
        assert session.scalars(select(Grant).where(Grant.consent_id == consent_id)).all() == []
        assert standing(session, woman).allows(Purpose.KEEP)


def test_taking_back_keep_ends_every_share_and_puts_the_file_at_rest(world: World, woman: UUID) -> None:
    agree(world.asha, woman, YES)
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [woman])
        share(world, world.asha, woman, session)
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [woman])
        actions.withdraw_purposes(session, world.asha.user, woman, [Purpose.KEEP], talk())
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [woman])
        assert session.scalars(select(Grant).where(Grant.consent_id.is_not(None))).all() == []
        assert standing(session, woman).at_rest
        assert not counted(session, woman)
        person = read_person(session, woman, world.asha.ring)
        person.identity.name = "अर्कै"
        with pytest.raises(AtRest):
            save(session, woman, person)


def test_she_is_counted_only_with_her_word(world: World, woman: UUID) -> None:
    with acting(world.asha) as session:
        assert session.scalars(select(FactMessage)).all() == []
    agree(world.asha, woman, YES)
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [woman])
        save(session, woman, read_person(session, woman, world.asha.ring))
    with acting(world.asha) as session:
        assert len(session.scalars(select(FactMessage)).all()) == 3


def test_taking_back_the_count_deletes_what_waits_and_tells_to_forget(world: World, woman: UUID) -> None:
    agree(world.asha, woman, YES)
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [woman])
        save(session, woman, read_person(session, woman, world.asha.ring))
        sent = session.scalars(select(FactMessage.id)).all()
    agree(world.asha, woman, {Purpose.COUNT: State.WITHDRAWN})
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [woman])
        left = session.scalars(select(FactMessage.id)).all()
        assert not set(sent) & set(left)
        assert len(left) == 1
        record = session.scalars(select(Record).where(Record.folder_id == woman)).one()
        assert record.pseudonym == ""


def test_a_minor_s_file_is_shared_by_a_supervisor_alone(world: World, woman: UUID) -> None:
    agree(world.asha, woman, YES, minor=Minor(agrees=True, by="child_authority"))
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [woman])
        with pytest.raises(MinorNeedsSupervisor):
            share(world, world.asha, woman, session)
    with acting(world.sunita) as session:
        keyring(session).open_folders(session, [woman])
        assert share(world, world.sunita, woman, session)


def test_a_conversation_of_long_ago_is_refused(world: World, woman: UUID) -> None:
    with pytest.raises(Refused):
        agree(world.asha, woman, YES, given_on=clock.today() - timedelta(days=8))
    with pytest.raises(Refused):
        agree(world.asha, woman, YES, given_on=clock.today() + timedelta(days=1))


def test_a_thumbprint_needs_the_number_of_its_paper(world: World, woman: UUID) -> None:
    with pytest.raises(Refused):
        agree(world.asha, woman, YES, how_said="thumbprint")


def test_a_way_that_she_takes_back_leaves_the_rules_that_partners_read(world: World, woman: UUID) -> None:
    agree(world.asha, woman, YES)
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [woman])
        person = read_person(session, woman, world.asha.ring)
        person.contact.channels = ("call", "viber")
        save(session, woman, person)
    agree(world.asha, woman, {Purpose.CALL: State.WITHDRAWN})
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [woman])
        assert read_person(session, woman, world.asha.ring).contact.channels == ("viber",)


def test_a_later_talk_does_not_make_a_minor_of_age(world: World, woman: UUID) -> None:
    agree(world.asha, woman, YES, minor=Minor(agrees=True, by="guardian"))
    agree(world.asha, woman, {Purpose.MESSAGE: State.REFUSED})
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [woman])
        with pytest.raises(MinorNeedsSupervisor):
            share(world, world.asha, woman, session)


def test_a_deleted_withdrawal_permits_nothing(world: World, woman: UUID) -> None:
    agree(world.asha, woman, YES)
    gone = agree(world.asha, woman, {Purpose.KEEP: State.WITHDRAWN})
    with acting(world.asha) as session:
        session.execute(delete(ConsentRecord).where(ConsentRecord.id == gone))
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [woman])
        assert not standing(session, woman).allows(Purpose.KEEP)
        assert standing(session, woman).at_rest


def test_she_is_not_counted_while_she_thinks_about_it(world: World, woman: UUID) -> None:
    agree(world.asha, woman, {Purpose.KEEP: State.DEFERRED})
    agree(world.asha, woman, {Purpose.COUNT: State.GIVEN})
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [woman])
        save(session, woman, read_person(session, woman, world.asha.ring))
        assert not counted(session, woman)
        assert session.scalars(select(FactMessage)).all() == []
