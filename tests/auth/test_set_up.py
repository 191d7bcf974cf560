"""A real instance from nothing, on the pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from auth import break_glass
from auth.break_glass_models import BreakGlass
from auth.errors import SheetsDoNotFit
from auth.models import Organisation, Ring, User
from casework.core import clock
from casework.core.db import db
from tests.auth.ways import (
    choose_passphrase,
    confirm_sheets,
    invite,
    join,
    link_on,
    set_up_office,
    type_in,
)
from tests.support.browser import Browser
from tests.support.instances import Instance

Browsers = Callable[..., Browser]


def test_the_first_visit_sets_up_the_office_and_only_the_first(app: Flask, browsers: Browsers) -> None:
    adina = browsers("en")
    set_up_office(app, adina)
    with app.app_context():
        office = db.session.scalars(select(Organisation)).one()
        assert db.session.get_one(BreakGlass, office.id).verified_at is not None
        assert db.session.scalar(select(Ring.id)) is None
    assert not (Path(app.instance_path) / "set-up-code").exists()
    browsers("en").visit("/set-up", status=404)


def test_a_stranger_without_the_code_sets_up_nothing(app: Flask, browsers: Browsers) -> None:
    from auth.set_up import make_code

    code = make_code(Path(app.instance_path))
    stranger = browsers("en")
    stranger.visit("/sign-in")
    for label in ("Name of the office in Nepali", "Name of the office in English"):
        stranger.fill(label, "Office")
    for label in ("Your name in Nepali", "Your name in English"):
        stranger.fill(label, "Eve")
    stranger.fill("Sign-in name", "eve")
    stranger.fill("Set-up code", f"{(int(code) + 1) % 10**8:08d}")
    assert "One that you could take" in stranger.page
    choose_passphrase(stranger)
    page = stranger.press("Set up the office", status=422)
    assert "This is not the code" in page
    # She may have noted the one that she has taken: another one would only confuse her.
    assert "One that you could take" not in page
    with app.app_context():
        assert db.session.scalar(select(User.id)) is None


def test_a_code_that_was_left_behind_ends_when_the_instance_is_prepared_again(
    app: Flask, browsers: Browsers, instance: Instance
) -> None:
    set_up_office(app, browsers("en"))
    code = Path(app.instance_path) / "set-up-code"
    code.write_text("12345678")
    assert "Set-up code" not in instance.prepare(real=True)
    assert not code.exists()


def test_an_administrators_sheets_never_open_the_ring_of_a_partner(app: Flask, browsers: Browsers) -> None:
    adina, sunita, anu = browsers("en"), browsers("en"), browsers("en")
    set_up_office(app, adina)
    head = _organisation(adina, "Partner organisation", "Indreni", "anu", "Administrator")
    join(anu, head)
    anu.visit("auth.sheets")
    assert "Make two sheets" not in anu.page
    anu.post("/keys/sheets/new", status=403)
    with app.app_context():
        # What a hostile host could write: a pair that the administrator holds, as good as confirmed.
        organisation = db.session.scalars(select(Organisation).where(Organisation.name_en == "Indreni")).one()
        indreni_id = organisation.id
        theirs = break_glass.make(db.session, organisation)
        planted = db.session.get_one(BreakGlass, organisation.id)
        planted.verified_at = clock.now()
        db.session.commit()
    join(sunita, invite(anu, "sunita", "Supervisor"))
    with app.app_context():
        secrets = app.extensions["sahayatri_secrets"]
        ring = db.session.scalars(select(Ring).where(Ring.organisation_id == indreni_id)).one()
        with pytest.raises(SheetsDoNotFit):
            break_glass.open_ring(db.session, secrets, ring, theirs.first, theirs.second)
        assert not break_glass.verified(db.session, ring.organisation_id)


def test_without_a_code_there_is_no_set_up(browsers: Browsers, app: Flask) -> None:
    (Path(app.instance_path) / "set-up-code").unlink(missing_ok=True)
    browsers("en").visit("/set-up", status=404)


def test_three_organisations_begin_by_links_alone(app: Flask, browsers: Browsers) -> None:
    adina = browsers("en")
    set_up_office(app, adina)
    officer = invite(adina, "ojaswi", "Statistics officer")
    ojaswi = browsers("en")
    join(ojaswi, officer)
    partner = _organisation(adina, "Partner organisation", "Indreni", "sunita", "Supervisor", "Administrator")
    network = _organisation(adina, "Returnee network", "Sangini", "nani", "Coordinator")
    sunita, nani = browsers("en"), browsers("en")
    join(sunita, partner)
    join(nani, network)
    confirm_sheets(sunita)
    confirm_sheets(nani)
    with app.app_context():
        assert {ring.purpose.value for ring in db.session.scalars(select(Ring))} == {
            "reporting",
            "casework",
            "training",
        }
    caseworker = invite(sunita, "asha", "Caseworker")
    asha = browsers("en")
    join(asha, caseworker)
    _let_in(sunita, asha)
    type_in(asha, "asha", status=200)
    _same_numbers(asha, sunita)
    asha.fill("Passphrase", "seven quiet goats on the hill")
    asha.press("The numbers are the same: sign in", follow=False, status=303)
    type_in(browsers("en"), "asha")
    _compare(sunita, "Sangini", nani)


def _organisation(adina: Browser, kind: str, name: str, login: str, *roles: str) -> str:
    adina.visit("auth.new_organisation")
    adina.choose("What it is", kind)
    adina.fill("Name in Nepali", name)
    adina.fill("Name in English", name)
    adina.press("Go on to the first person")
    link = invite(adina, login, *roles, where="")
    assert link == link_on(adina)
    return link


def _digits(browser: Browser, label: str) -> str:
    return next(one.text for one in browser.page.root.all("p") if one["aria-label"] == label)


def _let_in(steward: Browser, newcomer: Browser) -> None:
    newcomer.visit("auth.waiting_page")
    steward.visit("auth.stewardship")
    steward.click("Asha")
    assert _digits(steward, "Her numbers") == _digits(newcomer, "Your numbers")
    steward.press("The numbers are the same: let her in")


def _same_numbers(newcomer: Browser, steward: Browser) -> None:
    label = "Numbers of your organisation's keys"
    steward.visit("auth.stewardship")
    assert _digits(newcomer, label) == _digits(steward, label)


def _compare(one: Browser, name: str, other: Browser) -> None:
    one.visit("auth.stewardship")
    one.click(name)
    other.visit("auth.stewardship")
    shown = _digits(one, "Numbers of the other organisation")
    assert shown == _digits(other, "Numbers of your organisation's keys")
    one.press("The numbers are the same: keep this key")
    assert "Compared" in one.page
