"""Her business, and what she was given for it."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy.orm import Session

from casework.cases.models import Case
from casework.core import clock
from casework.core.errors import EditedMeanwhile, NotVisible
from casework.enterprise.actions import begin, change, give, take_out
from casework.enterprise.models import Business, Support
from casework.enterprise.queries import find_business
from casework.people.models import Record
from casework.vault.heads import the_head
from casework.vault.keyring import keyring
from tests.support.people import World, acting, client_as
from tests.support.trainees import count, woman

SHOP: dict[str, Any] = {
    "trade": "retail",
    "words": "चिया पसल",
    "palika": 20104,
    "stage": "starting",
    "begun": None,
}


def case_of(session: Session, case_id: UUID) -> Case:
    keyring(session).open_folders(session, [case_id])
    return session.get_one(Case, case_id)


def test_a_second_submission_writes_one_business(world: World) -> None:
    case_id, new_id = woman(world.asha, "सीता"), uuid4()
    for _ in range(2):
        with acting(world.asha) as session:
            begin(session, case_of(session, case_id), new_id, SHOP)
    with acting(world.asha) as session:
        assert count(session, Business) == 1


def test_what_she_was_given_is_kept_once_and_can_be_corrected(world: World) -> None:
    case_id = woman(world.nani, "सीता")
    with acting(world.nani) as session:
        case = case_of(session, case_id)
        shop = begin(session, case, uuid4(), SHOP)
        one = Support(uuid4(), "toolkit", clock.today(), 12_000)
        give(session, case, shop, one)
        give(session, case, shop, one)
        give(session, case, shop, Support(one.id, "grant", clock.today(), 15_000))
        assert [(given.kind, given.value) for given in shop.given] == [("grant", 15_000)]
        kept = the_head(session, Record, case_id).earlier[-1].was
        assert [one.english for one in kept if "12,000" in one.english]
        take_out(session, case, shop, one.id)
        assert shop.given == ()


def test_an_older_page_does_not_overwrite_how_it_stands(world: World) -> None:
    case_id = woman(world.asha, "सीता")
    with acting(world.asha) as session:
        shop_id = begin(session, case_of(session, case_id), uuid4(), SHOP).id
    with acting(world.asha) as session:
        shop, case = find_business(session, world.asha.user, shop_id)
        change(session, case, shop, {**SHOP, "stage": "running"}, revision=0)
        with pytest.raises(EditedMeanwhile):
            change(session, case, shop, {**SHOP, "stage": "closed"}, revision=0)


def test_nobody_else_finds_a_business(world: World) -> None:
    case_id = woman(world.asha, "सीता")
    with acting(world.asha) as session:
        shop_id = begin(session, case_of(session, case_id), uuid4(), SHOP).id
    for someone, wanted in ((world.gita, shop_id), (world.nani, shop_id), (world.asha, uuid4())):
        with acting(someone) as session, pytest.raises(NotVisible):
            find_business(session, someone.user, wanted)


@pytest.mark.parametrize("lang", ["en", "ne"])
def test_every_page_can_be_read(world: World, lang: str) -> None:
    case_id, given_id = woman(world.asha, "सीता"), uuid4()
    with acting(world.asha) as session:
        case = case_of(session, case_id)
        shop = begin(session, case, uuid4(), SHOP)
        give(session, case, shop, Support(given_id, "toolkit", clock.today(), 12_000))
        shop_id = shop.id
    browser = client_as(world.asha, lang)
    browser.allow("Asha")
    for path in (
        f"/files/{case_id}/business",
        f"/files/{case_id}/business/new",
        f"/businesses/{shop_id}",
        f"/businesses/{shop_id}/given/new",
        f"/businesses/{shop_id}/given/{given_id}",
    ):
        browser.visit(path)
    browser.visit(f"/businesses/{shop_id}/given/{uuid4()}", status=404)


def test_what_she_was_given_is_written_down_on_the_page(world: World) -> None:
    case_id = woman(world.asha, "सीता")
    browser = client_as(world.asha)
    browser.visit(f"/files/{case_id}/business")
    browser.click("Write down a business")
    browser.fill("What kind of business?", "Retail shop")
    browser.choose("How does it stand?", "Running")
    browser.press("Save")
    browser.click("She was given something")
    browser.choose("What was she given?", "Loan")
    browser.fill("Its value", "१,२५,०००")
    page = browser.press("Save")
    assert "NPR 1,25,000" in page
