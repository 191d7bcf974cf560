"""A talk ends with the share by which the network knows her; and of a girl nothing is sent."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select, update

from casework.cases.models import Case
from casework.consent.actions import withdraw
from casework.core import clock
from casework.core.calendar import PartialDate
from casework.core.db import db
from casework.people.models import Identity
from casework.referrals.models import Referral
from casework.referrals.talks.errors import TalkWithMinor
from casework.referrals.talks.models import Talk, TalkState
from casework.sweep import sweep
from casework.vault.folders import Grant
from casework.vault.heads import the_head
from tests.referrals.files import open_file, refer, take_up, the_referral
from tests.referrals.talking import ask, letters_left, opened, state_of, take
from tests.referrals.test_pages import say
from tests.referrals.test_talks import fill
from tests.support.people import Someone, World, acting, client_as

OF_14 = PartialDate.from_bs(clock.today().year + 57 - 14)


def referred(world: World) -> tuple[UUID, UUID]:
    """The partner's file, and the network's that reads from it."""
    theirs = open_file(world.asha)
    return theirs, take_up(world.nani, refer(world.asha, theirs))


@pytest.mark.parametrize("taken", [True, False], ids=["taken on", "waiting"])
def test_her_withdrawal_at_the_partner_deletes_what_the_network_told_on(world: World, taken: bool) -> None:
    source, case_id = referred(world)
    talk_id = ask(world.nani, case_id, to="b")
    if taken:
        take(world.bina, talk_id)
    with acting(world.asha) as session:
        opened(session, world.asha, source)
        withdraw(session, world.asha.user, source, the_referral(session).consent_id)
    assert (state_of(world, talk_id), letters_left(world)) == (TalkState.WITHDRAWN, 0)


def test_what_rests_on_another_share_stays(world: World) -> None:
    source, _first = referred(world)
    with acting(world.asha) as session:
        consent_id = the_referral(session).consent_id
    others = [ask(world.nani, referred(world)[1], to="b"), ask(world.nani, open_file(world.nani), to="b")]
    with acting(world.asha) as session:
        opened(session, world.asha, source)
        withdraw(session, world.asha.user, source, consent_id)
    assert [state_of(world, one) for one in others] == [TalkState.WAITING] * 2


@pytest.mark.parametrize("of_the_share_alone", [True, False], ids=["the share's end", "the referral's end"])
def test_a_share_that_runs_out_ends_the_talk(world: World, of_the_share_alone: bool) -> None:
    _source, case_id = referred(world)
    talk_id = ask(world.nani, case_id, to="b")
    soon = clock.today() + timedelta(days=3)
    with acting(world.asha) as session:
        session.execute(update(Grant).where(Grant.ends_on.is_not(None)).values(ends_on=soon))
        if not of_the_share_alone:
            session.execute(update(Referral).values(ends_on=soon))
    with clock.at(clock.now() + timedelta(days=4)), acting(world.sunita) as session:
        sweep(session)
    assert (state_of(world, talk_id), letters_left(world)) == (TalkState.LAPSED, 0)


def test_a_copy_does_not_tell_which_talk_rests_on_a_share(world: World) -> None:
    for case_id in (referred(world)[1], open_file(world.nani)):
        ask(world.nani, case_id, to="b")
    with world.app.app_context():
        codes = db.session.scalars(select(Talk.ends_with)).all()
        ids = {i.bytes for i in (*db.session.scalars(select(Grant.id)), *db.session.scalars(select(Case.id)))}
        assert {len(code) for code in codes} == {32}
        assert not any(one in code for one in ids for code in codes)


def make_a_girl(someone: Someone, case_id: UUID, born: PartialDate | None) -> None:
    """Her birth is written in the file that tells who she is."""
    with acting(someone) as session:
        opened(session, someone, case_id)
        the_head(session, Identity, case_id).birth = born


@pytest.mark.parametrize("by_share", [True, False], ids=["referred", "came by herself"])
def test_of_a_girl_nothing_is_sent_and_the_page_says_where_to_call(world: World, by_share: bool) -> None:
    source, case_id = referred(world) if by_share else (open_file(world.nani),) * 2
    nani = client_as(world.nani)
    make_a_girl(world.asha if by_share else world.nani, source, OF_14)
    nani.visit(f"/files/{case_id}/talk")
    assert "Nothing is sent from here" in nani.page
    assert "Indreni" in nani.page and "01-0000000" in nani.page
    with pytest.raises(TalkWithMinor):
        ask(world.nani, case_id)
    assert _nothing_sent(world)


def test_a_forced_form_sends_nothing_of_a_girl(world: World) -> None:
    case_id = open_file(world.nani)
    nani = client_as(world.nani)
    nani.visit(f"/files/{case_id}/talk")
    make_a_girl(world.nani, case_id, OF_14)
    fill(nani, status=409)
    assert _nothing_sent(world)


@pytest.mark.parametrize("answer", ["Yes", "Perhaps"])
def test_where_nobody_knows_her_age_it_is_asked_first(world: World, answer: str) -> None:
    case_id = open_file(world.nani)
    make_a_girl(world.nani, case_id, None)
    nani = client_as(world.nani)
    nani.visit(f"/files/{case_id}/talk")
    page = nani.page
    nani.press("Send it, as she agreed", status=422)
    nani.page = page
    say(nani, "Is she under 18?", answer)
    fill(nani)
    assert "Nothing is sent from here" in nani.page
    assert _nothing_sent(world)


def _nothing_sent(world: World) -> bool:
    with world.app.app_context():
        return not db.session.scalar(select(func.count()).select_from(Talk)) and not letters_left(world)
