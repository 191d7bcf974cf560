"""Erasing a file: two people, everything everywhere, and nothing that leads back."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from sqlalchemy import inspect, select, text

from auth import rings
from auth.models import Draft
from auth.ring_opening import remember
from auth.roles import Role
from casework.audit.chain import verify
from casework.audit.models import Act, Entry
from casework.cases.actions import open_case
from casework.cases.erasure.actions import ask, erase
from casework.cases.erasure.errors import AlreadyErased, NeedsAnother
from casework.cases.erasure.models import ErasureNotice
from casework.cases.models import Case
from casework.cases.queries import find
from casework.core import clock
from casework.core.db import db
from casework.doctor import examine
from casework.people.models import Record
from casework.people.shown import load_sheets
from casework.referrals.models import Referral, ReferralState
from casework.vault.folders import Grant
from casework.vault.heads import the_head
from casework.vault.own_cards import own_cards
from casework.vault.tombstones import Basis, Tombstone, was_given
from casework.vault.verify import changed_rows, missing_rows
from tests.cases.few import leave
from tests.referrals.files import NAME, open_file, refer, take_up
from tests.referrals.passing_on import acquaint, offer, take_over
from tests.support.people import Someone, World, acting, client_as, hire


def asked(someone: Someone, case_id: UUID, basis: Basis = Basis.HER_WISH) -> None:
    """Somebody asks for it."""
    with acting(someone) as session:
        case = find(session, someone.user, case_id)
        load_sheets(session, [case])
        ask(session, someone.user, case, request_id=uuid4(), basis=basis)


def confirmed(someone: Someone, case_id: UUID) -> None:
    """Somebody else confirms."""
    with acting(someone) as session:
        erase(session, someone.user, case_id)


def second_coordinator(world: World) -> Someone:
    """A colleague of the network's coordinator."""
    with acting(world.nani) as session:
        nira = hire(world, "nabina", "network", Role.COORDINATOR)
        rings.admit(session, world.secrets, world.nani.ring, nira.user, by=world.nani.id)
        remember(nira.user, nira.seed, world.nani.ring)
        return nira


def test_whoever_asks_does_not_confirm(world: World) -> None:
    case_id = open_file(world.sunita)
    asked(world.sunita, case_id)
    with pytest.raises(NeedsAnother):
        confirmed(world.sunita, case_id)
    with acting(world.sunita) as session:
        assert find(session, world.sunita.user, case_id).id == case_id


def test_nothing_of_her_is_left_in_any_table(world: World) -> None:
    case_id = open_file(world.asha)
    take_up(world.nani, refer(world.asha, case_id))
    with acting(world.asha) as session:
        session.add(_draft(world))
    asked(world.asha, case_id)
    confirmed(world.sunita, case_id)
    with world.app.app_context():
        left = {table for table in _tables() if _holds(table, case_id)}
        assert left == {"audit_entry", "tombstone"}
        assert db.session.scalar(select(Draft.id)) is None
        assert db.session.scalar(select(Tombstone.basis)) is Basis.HER_WISH


def _draft(world: World) -> Draft:
    return Draft(id=uuid4(), user_id=world.asha.id, form=b"f" * 32, blob=b"b", made_at=clock.now())


def _tables() -> list[str]:
    return inspect(db.engine).get_table_names()


def _holds(table: str, wanted: UUID) -> bool:
    """Whether a row of a table names an id, in whatever column."""
    rows = db.session.execute(text(f'SELECT * FROM "{table}"')).all()
    return any(str(value) in (wanted.hex, str(wanted)) for row in rows for value in row)


def test_the_chain_holds_and_says_who_confirmed(world: World) -> None:
    case_id = open_file(world.asha)
    take_up(world.nani, refer(world.asha, case_id))
    asked(world.asha, case_id)
    confirmed(world.sunita, case_id)
    with world.app.app_context():
        session = db.session
        query = select(Entry.user_id).where(Entry.act == Act.ERASED, Entry.folder_id == case_id)
        assert session.scalars(query).all() == [world.sunita.id]
        assert list(verify(session, world.secrets.audit_key)) == []
        assert list(missing_rows(session)) == []
        assert list(changed_rows(session)) == []
        assert [one for one in examine(session) if "ended" in one.what or "card" in one.what] == []


def test_a_partner_with_a_file_of_its_own_gets_a_task(world: World) -> None:
    case_id = open_file(world.asha)
    theirs = take_up(world.nani, refer(world.asha, case_id))
    asked(world.asha, case_id)
    confirmed(world.sunita, case_id)
    with acting(world.nani) as session:
        assert session.scalars(select(ErasureNotice.case_id)).all() == [theirs]
        assert session.get_one(Case, theirs).source_id is None
        assert session.scalars(select(Grant.id).where(Grant.sender_ring_id.is_not(None))).all() == []


def test_a_file_whose_time_is_over_troubles_nobody_else(world: World) -> None:
    case_id = open_file(world.asha)
    take_up(world.nani, refer(world.asha, case_id))
    asked(world.asha, case_id, Basis.TIME_OVER)
    confirmed(world.sunita, case_id)
    with acting(world.nani) as session:
        assert session.scalars(select(ErasureNotice.case_id)).all() == []


def test_a_network_that_erases_its_file_no_longer_reads_the_partners(world: World) -> None:
    case_id = open_file(world.asha)
    theirs = take_up(world.nani, refer(world.asha, case_id))
    asked(second_coordinator(world), theirs)
    confirmed(world.nani, theirs)
    with acting(world.asha) as session:
        assert session.scalars(select(Referral.state)).one() is ReferralState.WITHDRAWN
        assert session.scalars(select(Grant.id).where(Grant.ring_id == world.nani.ring.id)).all() == []
        assert session.scalars(select(ErasureNotice.case_id)).all() == [case_id]


def test_neither_her_code_nor_her_id_is_given_again(world: World) -> None:
    case_id = open_file(world.asha)
    with acting(world.asha) as session:
        load_sheets(session, [find(session, world.asha.user, case_id)])
        code = the_head(session, Record, case_id).code
    asked(world.asha, case_id)
    confirmed(world.sunita, case_id)
    with acting(world.asha) as session:
        assert was_given(session, world.asha.organisation_id, code)
        assert not was_given(session, world.bina.organisation_id, code)
        with pytest.raises(AlreadyErased):
            open_case(session, world.asha.user, case_id=case_id)


def test_a_code_that_left_the_register_otherwise_is_not_given_again_either(world: World) -> None:
    """Left to a few, or passed on: somebody there may still say it on the phone."""
    acquaint(world)
    left, passed = open_file(world.asha), open_file(world.asha)
    with acting(world.asha) as session:
        codes = [card.text.code for card in own_cards(session, [left, passed]).values()]
        assert not any(was_given(session, world.asha.organisation_id, code) for code in codes)
    leave(world.asha, left)
    take_over(world.gita, offer(world.asha, passed), world.bina)
    with acting(world.asha) as session:
        assert all(was_given(session, world.asha.organisation_id, code) for code in codes)


def test_two_people_erase_on_the_pages_and_old_addresses_answer_as_if_nothing_had_been(
    world: World,
) -> None:
    case_id = open_file(world.asha)
    take_up(world.nani, refer(world.asha, case_id))
    asha, sunita = client_as(world.asha), client_as(world.sunita)
    asha.visit(f"/files/{case_id}/consent")
    asha.click("Have this file erased")
    asha.choose("Why shall this file be erased?", "She wants it")
    page = asha.press("Ask for it to be erased")
    assert "A second person who answers for the files has to confirm it." in page
    sunita.visit("/today")
    sunita.click("Keep or erase")
    sunita.click(NAME)
    sunita.tick("I have read what goes, and it shall be erased.")
    assert "The file was erased." in sunita.press("Erase it now")
    for path in (f"/files/{case_id}", f"/files/{case_id}/consent", f"/files/{case_id}/erase"):
        assert asha.client.get(path).status_code == 404
    nani = client_as(world.nani)
    nani.visit("/review")
    assert "Erased elsewhere at her wish" in nani.page
