"""What she typed when her session had ended, and quick exit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from auth.models import Draft, User
from casework.core import clock
from casework.core.db import db
from tests.auth.test_typing_hers import drafts, hidden
from tests.support.browser import Browser
from tests.support.people import World, client_as, sign_in

NOON = datetime(2026, 3, 2, 6, 15, tzinfo=UTC)
TYPED = "Shanti desk, second floor"


def _typed_too_late(world: World) -> Browser:
    """An administrator whose session ends while she changes what her organisation is called."""
    with clock.at(NOON):
        anu = client_as(world.anu)
        anu.visit("auth.own_organisation")
    anu.fill("Desk name in English", TYPED)
    with clock.at(NOON + timedelta(minutes=40)):
        anu.press("Save", status=200)
    return anu


def test_typing_survives_a_session_that_ended(world: World) -> None:
    anu = _typed_too_late(world)
    assert "What you typed is kept for you alone" in anu.page
    assert TYPED not in anu.page
    with clock.at(NOON + timedelta(minutes=41)):
        sign_in(anu, world.anu)
        page = anu.visit("auth.own_organisation")
        assert "Nothing is saved yet" in page
        assert anu.field("Desk name in English")["value"] == TYPED
        with world.app.app_context():
            assert world.organisation("a").desk_en == "North desk"
        anu.press("Save")
        assert "Nothing is saved yet" not in anu.visit("auth.own_organisation")
    with world.app.app_context():
        assert world.organisation("a").desk_en == TYPED
        assert db.session.scalars(select(Draft.blob)).all() == [b""]


def test_signing_in_leads_to_the_form_that_was_kept(world: World) -> None:
    anu = _typed_too_late(world)
    with clock.at(NOON + timedelta(minutes=41)):
        sent = {"csrf_token": anu.token(), "login": "anu", "passphrase": world.anu.passphrase}
        assert anu.client.post("/sign-in", data=sent).headers["Location"] == "/organisation"


def test_somebody_else_at_the_same_laptop_sees_nothing_of_it(world: World) -> None:
    laptop = _typed_too_late(world)
    with clock.at(NOON + timedelta(minutes=41)):
        sign_in(laptop, world.benu)
        page = laptop.visit("auth.own_organisation")
        assert TYPED not in page.data.decode()
        assert "Nothing is saved yet" not in page


def test_a_draft_stays_until_it_is_saved_or_a_day_is_over(world: World) -> None:
    anu = _typed_too_late(world)
    with clock.at(NOON + timedelta(hours=20)):
        sign_in(anu, world.anu)
    with clock.at(NOON + timedelta(hours=21)):
        sign_in(anu, world.anu)
        assert "Nothing is saved yet" in anu.visit("auth.own_organisation")
    with clock.at(NOON + timedelta(hours=30)):
        sign_in(anu, world.anu)
        assert "Nothing is saved yet" not in anu.visit("auth.own_organisation")


def test_a_copy_of_the_drafts_says_neither_what_nor_where(world: World) -> None:
    _typed_too_late(world)
    with world.app.app_context():
        draft = db.session.scalars(select(Draft)).one()
        stored = draft.blob + draft.form
        assert TYPED.encode() not in stored
        import hashlib

        assert draft.form != hashlib.sha256(b"/organisation\0ParticularsForm").digest()


def test_a_draft_moved_to_somebody_else_does_not_open(world: World) -> None:
    _typed_too_late(world)
    with world.app.app_context():
        draft = db.session.scalars(select(Draft)).one()
        draft.user_id = world.benu.id
        db.session.commit()
    with clock.at(NOON + timedelta(minutes=41)):
        benu = client_as(world.benu)
        assert TYPED not in benu.visit("auth.own_organisation").data.decode()


def test_quick_exit_keeps_the_typing_ends_the_session_and_leaves(world: World) -> None:
    anu = client_as(world.anu)
    page = anu.visit("auth.own_organisation")
    form_name = next(field["value"] for field in page.root.all("input") if field["name"] == "form_name")
    sent = {
        "csrf_token": anu.token(),
        "typed_path": "/organisation",
        "form_name": form_name,
        "desk_en": TYPED,
        "name_en": "Indreni",
    }
    answer = anu.client.post("/quick-exit", data=sent)
    assert answer.status_code == 200
    assert 'url=https://www.dhm.gov.np/"' in answer.text
    assert TYPED not in answer.text
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    anu.visit("auth.own_organisation", status=303, follow=False)
    sign_in(anu, world.anu)
    anu.visit("auth.own_organisation")
    assert anu.field("Desk name in English")["value"] == TYPED


def test_quick_exit_leads_where_the_organisation_chose(world: World) -> None:
    with world.app.app_context():
        world.organisation("a").exit_url = "https://example.org/news"
        db.session.commit()
    asha = client_as(world.asha)
    asha.visit("auth.account_page")
    answer = asha.client.post("/quick-exit", data={"csrf_token": asha.token()})
    assert 'url=https://example.org/news"' in answer.text


def test_quick_exit_works_after_the_session_has_ended(world: World) -> None:
    with clock.at(NOON):
        asha = client_as(world.asha)
        asha.visit("auth.account_page")
    with clock.at(NOON + timedelta(hours=2)):
        answer = asha.client.post("/quick-exit", data={"csrf_token": asha.token()})
    assert answer.status_code == 200


def test_a_passphrase_is_never_kept(world: World) -> None:
    anu = client_as(world.anu)
    anu.visit("auth.account_page")
    secrets = {"passphrase": "one two three four", "old_passphrase": "five six", "sheet_a": "ABCD"}
    anu.client.post("/quick-exit", data={"csrf_token": anu.token(), "typed_path": "/account", **secrets})
    with world.app.app_context():
        assert db.session.scalar(select(Draft.id)) is None
        assert db.session.get_one(User, world.anu.id).is_active


def test_quick_exit_after_the_end_keeps_only_what_her_own_form_brings(world: World) -> None:
    with clock.at(NOON):
        anu = client_as(world.anu)
        anu.visit("auth.own_organisation")
    cookie = anu.client.get_cookie("sahayatri")
    assert cookie is not None
    sent = {**hidden(anu), "typed_path": "/organisation", "desk_en": TYPED}
    with clock.at(NOON + timedelta(hours=2)):
        anu.client.post("/quick-exit", data={**sent, "typing_token": ""})
        assert drafts(world) == []
        anu.client.set_cookie("sahayatri", cookie.value)
        anu.client.post("/quick-exit", data=sent)
        assert len(drafts(world)) == 1
