"""The first conversation after a talk is begun once, and a letter is read no longer than it may be."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from casework.audit.models import Act, Entry
from casework.cases.models import Case
from casework.core import clock
from casework.core.db import db
from casework.referrals.talks.models import STANDS, Talk
from tests.referrals.files import NAME, open_file, refer, take_up
from tests.referrals.talking import ask, take
from tests.referrals.test_talks import begin, open_it
from tests.support.browser import Browser
from tests.support.people import World, client_as

A_YEAR = timedelta(days=365)
"""So long a referral of these tests stands."""

TWICE = "The first conversation was begun already."


def in_her_file(page: Browser) -> str:
    """The path of the file that the page is."""
    assert page.page.path.startswith("/files/") and NAME in page.page
    return page.page.path


def test_two_sessions_that_begin_the_first_conversation_open_one_file(world: World) -> None:
    talk_id = ask(world.nani, open_file(world.nani))
    take(world.asha, talk_id)
    one, other, late = client_as(world.asha), client_as(world.asha), client_as(world.sunita)
    for page in (one, other, late):
        page.visit(f"/files/new/talk/{talk_id}")
    for page in (one, other):
        begin(page)
        assert "Is she under 18?" in page.page
    open_it(one)
    hers = in_her_file(one)
    assert TWICE not in one.page
    open_it(other)
    assert in_her_file(other) == hers and TWICE in other.page
    begin(late)
    assert in_her_file(late) == hers and TWICE in late.page
    one.visit(f"/talks/{talk_id}")
    one.click("Open her file")
    assert in_her_file(one) == hers
    with world.app.app_context():
        assert db.session.scalar(select(func.count()).where(Case.organisation_id == world.ids["a"])) == 1


def test_what_is_told_is_read_no_longer_than_the_share_that_it_rests_on(world: World) -> None:
    case_id, now = take_up(world.nani, refer(world.asha, open_file(world.asha))), clock.now()
    with clock.at(now + A_YEAR - timedelta(days=5)):
        rests, stands = ask(world.nani, case_id, to="b"), ask(world.nani, open_file(world.nani), to="b")
        take(world.bina, rests)
        take(world.bina, stands)
    with clock.at(now + A_YEAR):
        assert reads(world, rests) and reads(world, stands)
    with clock.at(now + A_YEAR + timedelta(days=1)):  # nobody has swept yet
        assert not reads(world, rests) and reads(world, stands)
        client_as(world.bina).visit(f"/files/new/talk/{rests}", status=404)
    with world.app.app_context():
        lasting = [one.ends_on - one.asked_on for one in db.session.scalars(select(Talk))]
    assert lasting == [STANDS, STANDS]  # a copy does not tell which of them rests on a share


def reads(world: World, talk_id: object) -> bool:
    """Whether the caseworker of the other partner reads her name."""
    return NAME in client_as(world.bina).visit(f"/talks/{talk_id}")


def test_who_saw_the_number_is_noted_under_no_id_that_the_network_knows(world: World) -> None:
    talk_id = ask(world.nani, open_file(world.nani))
    take(world.asha, talk_id)
    asha = client_as(world.asha)
    for _time in range(2):
        asha.visit(f"/talks/{talk_id}")
        asha.press("Show number")
    with world.app.app_context():
        seen = db.session.execute(
            select(Entry.user_id, Entry.folder_id, Entry.subject_id).where(Entry.act == Act.SHOWN_NUMBER)
        ).all()
    assert len(seen) == 2 and len({row.subject_id for row in seen}) == 1
    assert seen[0].user_id == world.asha.id and seen[0].folder_id is None
    assert seen[0].subject_id not in (talk_id, None)
