"""Changing a passphrase: slowed down and written down like a sign-in, and never in anybody's way."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.invitations import make_link
from auth.models import Invitation, InvitationKind, User
from casework.audit.models import Act, Entry
from casework.core import clock
from casework.core.db import begin_write, db, make_engine
from tests.auth.ways import invite, type_in
from tests.support.browser import Browser
from tests.support.people import World, acting, client_as

NOON = datetime(2026, 3, 2, 6, 15, tzinfo=UTC)
NEW = "nine calm rivers flow down"


def _change(browser: Browser, old: str, *, status: int = 200) -> None:
    browser.visit("auth.account_page")
    browser.fill("Your passphrase until now", old)
    browser.fill("Passphrase", NEW)
    browser.fill("The same passphrase again", NEW)
    browser.press("Change your passphrase", status=status)


def _acts(world: World, act: Act) -> int:
    with world.app.app_context():
        return len(db.session.scalars(select(Entry).where(Entry.act == act)).all())


def test_whoever_finds_a_session_open_cannot_guess_fast_at_its_passphrase(world: World) -> None:
    with clock.at(NOON):
        asha = client_as(world.asha)
        for _number in range(5):
            _change(asha, "not her words at all", status=422)
        assert "This is not your passphrase." in asha.page
        _change(asha, world.asha.passphrase, status=429)
        type_in(Browser(world.app, "en"), "asha", status=429)
    assert _acts(world, Act.REFUSED) == 5
    with clock.at(NOON + timedelta(minutes=5)):
        _change(asha, world.asha.passphrase)
        type_in(Browser(world.app, "en"), "asha", NEW)
    assert _acts(world, Act.PASSPHRASE_CHANGED) == 1


def test_a_passphrase_that_changed_meanwhile_is_not_changed_back(world: World) -> None:
    from auth import own_passphrase
    from auth.errors import WrongPassphrase
    from auth.session import Live, begin

    with world.app.app_context():
        begin_write(db.session)
        _cookie, row = begin(db.session, world.secrets, world.asha.user, [])
        db.session.commit()
        live = Live(row, world.asha.user, [])
        row.ended_at, row.blob = clock.now(), None
        db.session.commit()
        before = live.user.lock
        with pytest.raises(WrongPassphrase):
            own_passphrase.change(
                db.session,
                world.secrets,
                live,
                world.asha.passphrase,
                NEW,
                address="192.0.2.1",
                cheap=True,
            )
        db.session.rollback()
        assert db.session.get_one(User, world.asha.id).lock == before


@pytest.mark.parametrize("where", ["passphrase", "link"])
def test_slow_work_on_a_passphrase_holds_nobody_up(world: World, where: str) -> None:
    """Until it is time to write, the form does not even ask for the lock that another writer holds."""
    if where == "link":
        path, browser = invite(client_as(world.anu), "rama", "Caseworker"), Browser(world.app, "en")
        browser.visit(path)
    else:
        path, browser = "/account/passphrase", client_as(world.asha)
        browser.visit("auth.account_page")
    sent = {"csrf_token": browser.token(), "passphrase": "short"}
    engine = make_engine(world.app.config["SQLALCHEMY_ENGINES"]["default"])
    with Session(engine) as elsewhere:
        begin_write(elsewhere).exec_driver_sql("UPDATE audit_head SET number = number")
        began = datetime.now(UTC)
        assert browser.client.post(path, data=sent).status_code == 422
        assert datetime.now(UTC) - began < timedelta(seconds=10)
    engine.dispose()


def test_another_language_never_brings_a_passphrase_back(world: World) -> None:
    asha = client_as(world.asha)
    asha.allow("English")
    asha.visit("auth.account_page")
    asha.fill("Your passphrase until now", world.asha.passphrase)
    page = asha.press("नेपाली")
    assert page.lang == "ne"
    assert world.asha.passphrase not in page.data.decode()


def test_a_steward_without_accounts_finds_the_link_that_is_given_again(world: World) -> None:
    sunita = client_as(world.sunita)
    sunita.visit("auth.stewardship")
    assert "Anu" not in sunita.page  # an administrator's link is not hers to make
    page = sunita.press("Make a new link")
    assert "/join/" in page.data.decode()


def test_a_link_opens_however_its_code_was_heard_and_one_of_before_stays_good(world: World) -> None:
    with acting(world.anu) as session:
        asha = session.get_one(User, world.asha.id)
        code = make_link(session, asha, InvitationKind.RESET, by=world.anu.id)
        ends_at = clock.now() + timedelta(hours=1)
        before = Invitation(id=sha256(b"Ab_-" * 8).digest(), user_id=asha.id, kind=InvitationKind.RESET)
        before.made_by, before.made_at, before.ends_at = world.anu.id, clock.now(), ends_at
        session.add(before)
    browser = Browser(world.app, "en")
    heard = code.lower().replace("0", "o").replace("1", "l").replace("-", " ")
    for typed in (code, code.replace("-", ""), heard, "Ab_-" * 8):
        assert "Asha" in browser.visit(f"/join/{typed}")
    browser.visit("/join/" + "Ab_-" * 7 + "ab_-", status=404)
    browser.visit(f"/join/{code[:-1]}", status=404)
