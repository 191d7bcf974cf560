"""Inviting, letting in, resetting, leaving, changing keys, opening with the sheets: on the pages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from auth.break_glass_models import BreakGlass
from auth.models import Membership, RingEpoch, TrustedKey, User, UserRole
from auth.roles import Role
from auth.tasks import tasks
from casework.audit.chain import verify
from casework.cases.actions import open_case, save
from casework.core import clock
from casework.core.db import db
from casework.people.actions import read_person
from casework.vault.folders import Grant, Stub
from casework.vault.keyring import keyring
from casework.vault.register import Card
from tests.auth.ways import choose_passphrase, invite, join, link_on, type_in
from tests.support.browser import Browser
from tests.support.page import Page
from tests.support.people import World, acting, client_as, hire, sign_in

NOON = datetime(2026, 3, 2, 6, 15, tzinfo=UTC)
NEW = "nine calm rivers flow down"


def test_a_link_is_used_once(world: World) -> None:
    link = invite(client_as(world.anu), "rama", "Caseworker")
    join(Browser(world.app, "en"), link)
    Browser(world.app, "en").visit(link, status=404)


def test_a_link_ends_after_seven_days(world: World) -> None:
    with clock.at(NOON):
        link = invite(client_as(world.anu), "rama", "Caseworker")
    with clock.at(NOON + timedelta(days=6, hours=23)):
        Browser(world.app, "en").visit(link)
    with clock.at(NOON + timedelta(days=7, minutes=1)):
        Browser(world.app, "en").visit(link, status=404)


def test_a_new_link_ends_the_old_one(world: World) -> None:
    anu = client_as(world.anu)
    old = invite(anu, "rama", "Caseworker")
    anu.visit("auth.people")
    anu.click("Rama")
    anu.press("Make a new link")
    assert link_on(anu) != old
    Browser(world.app, "en").visit(old, status=404)


def test_the_same_account_sent_twice_is_made_once(world: World) -> None:
    anu = client_as(world.anu)
    page = anu.visit("auth.invite_page")
    hidden = {field["name"]: field["value"] for field in page.root.all("input") if field["name"]}
    sent = {**hidden, "name_ne": "रमा", "name_en": "Rama", "login": "rama", "roles": "caseworker"}
    first = anu.client.post("/people/new", data=sent)
    second = anu.client.post("/people/new", data=sent)
    assert (first.status_code, second.status_code) == (200, 303)
    with world.app.app_context():
        assert len(db.session.scalars(select(User).where(User.login == "rama")).all()) == 1


def test_roles_that_exclude_each_other_are_not_given(world: World) -> None:
    adina = client_as(world.adina)
    adina.visit("auth.invite_page")
    adina.fill("Her name in Nepali", "रमा")
    adina.fill("Her name in English", "Rama")
    adina.fill("Sign-in name", "rama")
    adina.tick("Statistics officer")
    adina.tick("Auditor")
    assert "cannot have these roles together" in adina.press("Make the account", status=422)


def test_an_administrator_finds_nobody_of_another_organisation(world: World) -> None:
    anu = client_as(world.anu)
    anu.visit("auth.people")
    for path in ("", "/leave"):
        anu.visit(f"/people/{world.bina.id}{path}", status=404)
    anu.visit(f"/people/{uuid4()}", status=404)
    for path in ("leave", "link"):
        anu.visit("auth.account_page")
        anu.post(f"/people/{world.bina.id}/{path}", status=404)
    anu.visit("auth.organisations", status=404)


def test_whoever_leaves_is_out_at_once_and_the_steward_is_told_to_change_the_keys(world: World) -> None:
    asha, anu = client_as(world.asha), client_as(world.anu)
    anu.visit("auth.leave_page", user_id=world.asha.id)
    anu.press("Yes, close it")
    asha.visit("auth.account_page", status=303, follow=False)
    type_in(Browser(world.app, "en"), "asha", status=422)
    with world.app.app_context():
        assert db.session.scalar(select(Membership.id).where(Membership.user_id == world.asha.id)) is None
        known = select(TrustedKey.id).where(TrustedKey.subject_id == world.asha.id)
        assert db.session.scalar(known) is None
        with acting(world.sunita) as session, world.app.test_request_context():
            found = [task.endpoint for task in tasks(session, world.sunita.user, world.sunita.ring)]
        assert "auth.epoch" in found


def test_the_last_member_cannot_leave_while_the_sheets_are_unconfirmed(world: World) -> None:
    with world.app.app_context():
        db.session.get_one(BreakGlass, world.ids["network"]).verified_at = None
        db.session.commit()
    nira = client_as(world.nira)
    nira.visit("auth.leave_page", user_id=world.nani.id)
    nira.press("Yes, close it", status=409)
    with world.app.app_context():
        assert world.nani.user.is_active


def test_a_forgotten_passphrase_opens_nothing_until_a_steward_has_compared(world: World) -> None:
    sunita = client_as(world.sunita)
    with world.app.app_context():
        hire(world, "rita", "a", Role.SUPERVISOR)
        db.session.commit()
    sunita.visit("auth.account_page")
    sunita.post(f"/people/{world.asha.id}/link")
    link = link_on(sunita)
    asha = Browser(world.app, "en")
    asha.visit(link)
    asha.fill("Passphrase", NEW)
    asha.fill("The same passphrase again", NEW)
    numbers = _digits(asha.press("Take this passphrase"), "Your numbers")
    type_in(asha, "asha", NEW, status=422)
    sign_in(asha, world.asha)
    assert "A new passphrase was started" in asha.visit("auth.account_page")
    sunita.visit("auth.let_in_page", user_id=world.asha.id)
    assert _digits(sunita.page, "Her numbers") == numbers
    sunita.press("The numbers are the same: let her in")
    asha.visit("auth.account_page", status=303, follow=False)
    type_in(asha, "asha", status=422)
    type_in(asha, "asha", NEW, status=200)


def test_an_only_steward_who_is_the_only_administrator_comes_back_through_the_office(world: World) -> None:
    with world.app.app_context():
        db.session.get_one(UserRole, (world.anu.id, Role.ADMINISTRATOR)).user_id = world.sunita.id
        db.session.commit()
    adina, sunita = client_as(world.adina), Browser(world.app, "en")
    adina.visit("auth.organisations")
    adina.post(f"/people/{world.sunita.id}/link")
    assert "hers end with it" in adina.page
    sunita.visit(link_on(adina))
    choose_passphrase(sunita, NEW)
    sunita.press("Take this passphrase")
    assert "no keys yet" in sunita.visit("/")
    sunita.visit("auth.person", user_id=world.asha.id)
    sunita.post(f"/people/{world.asha.id}/roles", {"roles": "supervisor"}, status=303, follow=False)
    asha = client_as(world.asha)
    asha.visit("auth.let_in_page", user_id=world.sunita.id)
    asha.press("The numbers are the same: let her in")
    with world.app.app_context():
        query = select(Membership.id).where(Membership.user_id == world.sunita.id)
        assert db.session.scalar(query) is not None


def test_a_reset_link_ends_after_a_day(world: World) -> None:
    with clock.at(NOON):
        anu = client_as(world.anu)
        anu.visit("auth.account_page")
        anu.post(f"/people/{world.asha.id}/link")
        link = link_on(anu)
    with clock.at(NOON + timedelta(hours=24, minutes=1)):
        Browser(world.app, "en").visit(link, status=404)


def test_a_steward_resets_nobody_who_holds_no_key(world: World) -> None:
    sunita = client_as(world.sunita)
    sunita.visit("auth.account_page")
    sunita.post(f"/people/{world.anu.id}/link", status=404)


def test_the_next_epoch_moves_what_the_vault_holds_and_everybody_signs_in_again(world: World) -> None:
    case_id = _file_of_asha(world)
    asha, sunita = client_as(world.asha), client_as(world.sunita)
    sunita.visit("auth.epoch")
    sunita.press("Change the keys now")
    sunita.visit("auth.stewardship")
    asha.visit("auth.account_page", status=303, follow=False)
    sign_in(asha, world.asha)
    with world.app.app_context():
        ring_id = world.ring("a").id
        for table in (Grant, Stub, Card):
            old = select(table).where(table.ring_id == ring_id, table.epoch != 2)
            assert db.session.scalars(old).all() == []
        with acting(world.asha) as session:
            keyring(session).open_folders(session, [case_id])
            assert read_person(session, case_id, world.asha.ring).identity.name == "लक्ष्मी"
        assert list(verify(db.session, world.secrets.audit_key)) == []


def test_an_ex_members_old_ring_opens_nothing_after_the_next_epoch(world: World) -> None:
    case_id = _file_of_asha(world)
    with world.app.app_context():
        old = world.asha.ring.now
    sunita = client_as(world.sunita)
    sunita.visit("auth.epoch")
    sunita.press("Change the keys now")
    with world.app.app_context():
        from casework.vault.opening import grant_context
        from crypto import envelope

        grant = db.session.scalars(select(Grant).where(Grant.folder_id == case_id)).one()
        with pytest.raises(envelope.CannotOpen):
            envelope.unseal(old.kek, grant_context(grant), grant.blob)


def test_the_old_secret_goes_after_a_day_and_what_was_compared_stays(world: World) -> None:
    with clock.at(NOON):
        sunita = client_as(world.sunita)
        sunita.visit("auth.epoch")
        sunita.press("Change the keys now")
        assert "The old keys" not in sunita.visit("auth.epoch")
    with clock.at(NOON + timedelta(hours=25)):
        sign_in(sunita, world.sunita)
        sunita.visit("auth.epoch")
        sunita.press("Throw the old keys away")
        assert sunita.visit("auth.stewardship").text.count("Compared") == 2
    with world.app.app_context():
        row = db.session.get_one(RingEpoch, (world.ring("a").id, 2))
        assert row.previous_secret is None
        assert list(world.sunita.ring.keys) == [2]


def test_the_auditor_reads_sign_ins_and_ceremonies_and_no_file(world: World) -> None:
    _file_of_asha(world)
    client_as(world.asha)
    uma = client_as(world.uma)
    page = uma.visit("auth.chain")
    assert "Signed in" in page and "asha" in page
    assert "created" not in page.text.lower()


def _file_of_asha(world: World) -> UUID:
    with world.app.app_context(), acting(world.asha) as session:
        case, person = open_case(session, world.asha.user, case_id=uuid4())
        person.identity.name = "लक्ष्मी"
        save(session, case.id, person)
        return case.id


def _digits(page: Page, label: str) -> str:
    return next(one.text for one in page.root.all("p") if one["aria-label"] == label)
