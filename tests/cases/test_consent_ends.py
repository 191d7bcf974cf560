"""Consent that ends: who is reminded, what ends with it, and that the lock changes though nobody writes."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from casework.audit.models import Act, Entry
from casework.cases.due import due
from casework.cases.models import Case
from casework.consent.actions import LASTS
from casework.core import clock
from casework.people.shown import load_sheets
from casework.sweep import sweep
from casework.vault.folders import Grant
from casework.vault.keyring import keyring
from casework.vault.locks import LockDue
from tests.cases.files import open_file as open_bare_file
from tests.referrals.files import open_file, refer, take_up
from tests.support.people import World, acting, client_as

YEAR = timedelta(days=365)


def words(world: World) -> list[str]:
    """What her caseworker's day says of consent."""
    with acting(world.asha) as session, world.app.test_request_context():
        cases = list(session.scalars(select(Case).where(Case.assigned_to == world.asha.id)))
        load_sheets(session, cases)
        found = due(session, world.asha.user, cases)
        return [one.title for one in found if "सहमति" in one.title or "म्याद" in one.title]


def test_a_month_before_consent_ends_her_caseworker_is_reminded(world: World) -> None:
    open_bare_file(world.asha, "Sita")
    now = clock.now()
    with clock.at(now + LASTS - timedelta(days=31)):
        assert words(world) == []
    with clock.at(now + LASTS - timedelta(days=30)):
        assert words(world) == ["सहमतिको म्याद सकिँदै छ: उहाँ आउँदा कुरा गर्नुहोस्"]
    with clock.at(now + LASTS + timedelta(days=1)):
        assert words(world) == ["सहमतिको म्याद सकियो: उहाँलाई फेरि सोध्नुहोस्, नभए फाइल मेटाउनुहोस्"]


def test_nobody_else_reads_longer_than_she_agrees_that_we_keep_it(world: World) -> None:
    case_id = open_file(world.asha)
    end = clock.today() + LASTS
    with clock.at(clock.now() + LASTS - timedelta(days=60)):
        refer(world.asha, case_id)
        assert _ends(world) == [end]


def _ends(world: World) -> list[date | None]:
    with acting(world.asha) as session:
        return list(session.scalars(select(Grant.ends_on).where(Grant.sender_ring_id.is_not(None))))


def test_the_lock_changes_beside_what_any_colleague_saves(world: World) -> None:
    case_id = open_file(world.asha)
    take_up(world.nani, refer(world.asha, case_id))
    before = _key_numbers(world, case_id)
    with clock.at(clock.now() + YEAR + timedelta(days=2)):
        with acting(world.asha) as session:
            sweep(session)
            assert session.get(LockDue, case_id) is not None
        sunita = client_as(world.sunita)
        sunita.visit("/account")
        sunita.press("Save")
        with acting(world.asha) as session:
            assert session.get(LockDue, case_id) is None
        assert all(number > before[part] for part, number in _key_numbers(world, case_id).items())
        with acting(world.asha) as session:
            hers = select(Entry.act).where(Entry.folder_id == case_id, Entry.user_id == world.sunita.id)
            assert list(session.scalars(hers)) == [Act.KEYS_CHANGED]  # she never wrote in it


def _key_numbers(world: World, case_id: UUID) -> dict[int, int]:
    """Of what could be shared."""
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [case_id])
        opened = keyring(session).opened[case_id].sheet
        return {one.compartment: one.number for one in opened.entries if one.compartment in (1, 2, 6)}
