"""A partner's key that is not the one two people compared is refused wherever it is used, with what to do."""

from __future__ import annotations

from uuid import UUID

import pytest

from auth import rings
from auth.errors import PartnerChanged
from auth.models import RingEpoch
from casework.core.db import db
from casework.doctor import examine
from casework.reporting.release.inbox import open_inbox
from crypto.ring import new_ring
from tests.referrals.files import open_file, refer, take_up
from tests.referrals.talking import ask
from tests.support.browser import Browser
from tests.support.page import Page
from tests.support.people import Someone, World, acting, client_as

WAYS = ("another key", "an unsigned epoch")


def exchange(world: World, key: str, way: str) -> None:
    """Somebody who can write to the database puts her own key in a ring's place."""
    with world.app.app_context():
        ring, false = world.ring(key), new_ring()
        first = db.session.get_one(RingEpoch, (ring.id, 1))
        if way == "another key":
            first.inbox, first.verify_key = false.inbox, false.verify_key
        else:
            row = RingEpoch(ring_id=ring.id, number=2, inbox=false.inbox, verify_key=false.verify_key)
            row.began_at = first.began_at
            db.session.add(row)
            ring.epoch = 2
        db.session.commit()


def change_keys(someone: Someone) -> None:
    """An ordinary next epoch."""
    with acting(someone) as session:
        fresh = rings.begin_epoch(session, someone.world.secrets, someone.ring)
        rings.move_some(session, fresh, 100)


@pytest.mark.parametrize("way", WAYS)
def test_a_referral_goes_to_no_exchanged_key(world: World, way: str) -> None:
    case_id = open_file(world.asha)
    exchange(world, "network", way)
    with pytest.raises(PartnerChanged):
        refer(world.asha, case_id)


@pytest.mark.parametrize("way", WAYS)
def test_a_referral_is_not_accepted_from_an_exchanged_key(world: World, way: str) -> None:
    referral_id = refer(world.asha, open_file(world.asha))
    exchange(world, "a", way)
    with pytest.raises(PartnerChanged):
        take_up(world.nani, referral_id)


@pytest.mark.parametrize("way", WAYS)
def test_a_talk_is_asked_for_at_no_exchanged_key(world: World, way: str) -> None:
    case_id = open_file(world.nani)
    exchange(world, "a", way)
    with pytest.raises(PartnerChanged):
        ask(world.nani, case_id)


@pytest.mark.parametrize("way", WAYS)
def test_a_release_takes_nothing_from_an_exchanged_key(world: World, way: str) -> None:
    take_up(world.nani, refer(world.asha, open_file(world.asha)))
    exchange(world, "a", way)
    with pytest.raises(PartnerChanged), acting(world.ojaswi) as session:
        open_inbox(session, world.ojaswi.ring)


@pytest.mark.parametrize("way", WAYS)
def test_the_doctor_sees_an_exchanged_key_without_any(world: World, way: str) -> None:
    said = "keys of organisations are not as a partner had compared them"
    change_keys(world.gita)
    with world.app.app_context():
        assert said not in {finding.what for finding in examine(db.session)}
    exchange(world, "network", way)
    with world.app.app_context():
        assert {one.count for one in examine(db.session) if one.what == said} == {3}


def test_an_ordinary_change_of_keys_is_accepted_without_a_word(world: World) -> None:
    first = refer(world.asha, open_file(world.asha))
    change_keys(world.nani)
    change_keys(world.sunita)
    take_up(world.nani, first)
    take_up(world.nani, refer(world.asha, open_file(world.asha)))
    assert "is not the one that was compared" not in client_as(world.sunita).visit("auth.stewardship")


def test_the_page_says_whom_to_phone_and_a_steward_compares_anew(world: World) -> None:
    referral_id = refer(world.asha, open_file(world.asha))
    nani = client_as(world.nani)
    nani.allow("North desk")
    exchange(world, "a", "another key")
    page = _try_to_accept(nani, referral_id)
    assert "Phone a steward of that organisation" in page
    assert "not the one that was compared: nothing can go there" in nani.visit("auth.stewardship")
    nani.click("Indreni")
    assert "tell the programme office today" in nani.page
    nani.press("The numbers are the same: keep this key")
    assert "nothing can go there" not in nani.visit("auth.stewardship")


def _try_to_accept(nani: Browser, referral_id: UUID) -> Page:
    nani.visit("auth.account_page")
    return nani.post(f"/referrals/{referral_id}/accept", status=409)
