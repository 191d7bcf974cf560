"""Making a release with real keys, and the pages that show it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable

import pytest
from sqlalchemy import delete, func, select

from auth.models import TrustedKey
from auth.rings import begin_epoch, move_some
from casework.audit.models import Act, Entry
from casework.core import clock
from casework.facts.messages import forget
from casework.facts.models import FactMessage
from casework.reporting import actions
from casework.reporting.actions import publish
from casework.reporting.errors import NoReportingRing, NothingDue
from casework.reporting.lattice import NODES
from casework.reporting.models import PublishedCell, Release, Snapshot, StatisticsKeys
from casework.vault.keyring import keyring
from tests.reporting.conftest import KARTIK_2082, MAGH_2082, MANGSIR_2082, Cells, cells
from tests.reporting.population import Woman, women
from tests.support.browser import Browser
from tests.support.people import Someone, World, acting, client_as

PAGES = (
    *("", "?by=year", "/way", "/way?by=province", "/way?by=course&one=cook", "/places?year=2081-Y1"),
    *("/periods?of=enrolled&where=3", "/periods?by=month", "/outcomes?by=sex&one=female", "/income?by=age"),
    *("/explore?of=reached&by=age&by=sex", "/explore?of=trained&by=year&course=cook&course=baker&with=sex"),
)
"""Each page of the numbers, with something chosen."""

Tell = Callable[[Iterable[Woman]], None]
Publish = Callable[[], Cells]


def reading(someone: Someone, lang: str = "en") -> Browser:
    """Her browser, with the pages in a language."""
    browser = client_as(someone)
    browser.speak(lang)
    browser.allow("Shift")
    return browser


def count(world: World, what: type, someone: str = "ojaswi") -> int:
    """How many rows of a table there are."""
    with acting(getattr(world, someone)) as session:
        return session.scalar(select(func.count()).select_from(what)) or 0


def test_a_release_takes_the_inbox_in_and_publishes(world: World, tell: Tell, release: Publish) -> None:
    tell(women(60))
    found = release()
    assert 53 <= int(found["reached|"].split()[0]) <= 67
    assert count(world, FactMessage) == 0
    assert count(world, Snapshot) == 1


def test_a_month_has_one_release(world: World, release: Publish) -> None:
    release()
    with pytest.raises(NothingDue), acting(world.ojaswi) as session:
        publish(session, world.ojaswi.user)


def test_only_the_ring_that_counts_can_publish(world: World) -> None:
    with pytest.raises(NoReportingRing), acting(world.sunita) as session:
        publish(session, world.sunita.user)


def test_a_new_fact_changes_nothing_until_ten_are_there(world: World, tell: Tell, release: Publish) -> None:
    tell(women(60))
    before = release()
    tell([Woman()])
    assert cells(world) == before
    with clock.at(MANGSIR_2082):
        after = release()
    assert [key for key, shown in before.items() if "dot" not in shown and after[key] != shown] == []


def test_only_the_latest_release_has_cells(world: World, release: Publish) -> None:
    release()
    first = count(world, PublishedCell)
    with clock.at(MANGSIR_2082):
        release()
    assert count(world, Release) == 2
    assert count(world, PublishedCell) == first
    assert count(world, Snapshot) == 1


def test_a_forged_fact_is_noted_and_not_counted(world: World, tell: Tell, release: Publish) -> None:
    tell([Woman()])
    with acting(world.gita) as session:
        forged = session.scalars(select(FactMessage)).one()
        forged.sender_ring_id = world.ring("b").id
        forged_id = forged.id
    release()
    assert count(world, FactMessage) == 0
    with acting(world.ojaswi) as session:
        noted = select(Entry.subject_id).where(Entry.act == Act.REFUSED)
        assert list(session.scalars(noted)) == [forged_id]


def test_facts_of_a_ring_that_was_not_compared_wait(world: World, tell: Tell, release: Publish) -> None:
    tell([Woman()])
    with acting(world.ojaswi) as session:
        session.execute(delete(TrustedKey).where(TrustedKey.subject_id == world.ring("a").id))
    reading(world.ojaswi).visit("/releases")
    release()
    assert count(world, FactMessage) == 1


def test_a_new_epoch_changes_no_number(world: World, tell: Tell, release: Publish) -> None:
    tell(women(60))
    before = release()
    with acting(world.ojaswi) as session:
        move_some(session, begin_epoch(session, world.secrets, world.ojaswi.ring), 100)
    tell([Woman()])
    with clock.at(MANGSIR_2082):
        after = release()
    assert after["reached|"] == before["reached|"]
    with acting(world.ojaswi) as session:
        assert session.scalars(select(StatisticsKeys.epoch)).one() == 2
        assert session.scalars(select(Snapshot.epoch)).one() == 2
    assert count(world, FactMessage) == 0


def test_a_woman_who_takes_consent_back_is_gone_after_the_quarter(
    world: World, tell: Tell, release: Publish
) -> None:
    known = women(60)
    tell(known)
    before = release()
    with acting(world.asha) as session:
        for woman in known[:30]:
            forget(session, world.asha.ring, woman.pseudonym)
    with clock.at(MAGH_2082):
        after = release()
    fewer = int(before["reached|"].split()[0]) - int(after["reached|"].split()[0])
    assert 30 - 14 <= fewer <= 30 + 14


@pytest.mark.parametrize("lang", ["en", "ne"])
def test_an_empty_instance_says_that_there_is_nothing_yet(world: World, lang: str) -> None:
    browser = reading(world.maya, lang)
    browser.visit("reporting.dashboard")
    browser.visit("reporting.how")


@pytest.mark.parametrize("lang", ["en", "ne"])
def test_the_officer_publishes_and_the_manager_reads(world: World, tell: Tell, lang: str) -> None:
    tell(women(90))
    officer = reading(world.ojaswi, lang)
    officer.visit("reporting.releases")
    officer.press("Publish this release" if lang == "en" else "यो प्रकाशन गर्नुहोस्")
    manager = reading(world.maya, lang)
    shown = [text for page in PAGES[: 12 if lang == "ne" else 2] for text in _numbers(manager, page)]
    assert len(shown) > 10
    assert [text for text in shown if text in tuple("12345१२३४५")] == []


@pytest.mark.parametrize("lang", ["en", "ne"])
def test_much_that_arrived_is_taken_in_part_by_part(
    world: World, tell: Tell, release: Publish, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "AT_ONCE", 20)
    before = release()
    tell(women(15))
    with clock.at(MANGSIR_2082):
        officer = reading(world.ojaswi, lang)
        officer.visit("reporting.releases")
        officer.press("Publish this release" if lang == "en" else "यो प्रकाशन गर्नुहोस्")
        assert count(world, Release) == 1
        assert cells(world) == before
        while count(world, Release) == 1:
            officer.press("Continue" if lang == "en" else "अगाडि बढ्नुहोस्")
    assert count(world, FactMessage) == 0


def _numbers(browser: Browser, page: str) -> list[str]:
    """Whatever a page shows as a number of women, wherever it stands."""
    browser.visit(f"/numbers{page}")
    html = browser.page.data.decode()
    return re.findall(
        r'<(?:td class="number"[^>]*|span class="bar-value"|p class="stat")>\s*([^<\s(]+)', html
    )


def test_every_table_comes_as_a_file_with_marks(world: World, tell: Tell, release: Publish) -> None:
    tell(women(90))
    release()
    browser = reading(world.maya)
    for one in {one.measure: one for one in NODES if not one.for_many}.values():
        by = "".join(f"&by={each}" for each in one.dimensions)
        answer = browser.client.get(f"/numbers/export/csv?of={one.measure}{by}")
        assert answer.status_code == 200
        assert re.search(r"filename=numbers-1-\d+\.csv", answer.headers["Content-Disposition"])
        lines = list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
        body = lines[1 : lines.index([])]
        assert all((row[-3] == "") != (row[-2] in ("", "ge")) or row[-2] == "ge" for row in body)
        assert [row for row in body if row[-3] and int(row[-3]) < 6] == []
        assert not [field for row in lines for field in row if field[:1] in ("=", "+", "-", "@")]


def test_a_finer_table_is_refused_on_every_way(world: World, tell: Tell, release: Publish) -> None:
    tell(women(60))
    release()
    browser = reading(world.maya)
    addresses = (
        "/numbers?by=day",
        "/numbers?sex=female",
        "/numbers/periods?where=304",
        "/numbers/places?year=1999-Y1",
        "/numbers/way?by=destination",
        "/numbers/income?by=sex&one=nobody",
        "/numbers/explore?of=reached&by=district&by=month",
        "/numbers/explore?of=way&by=step&with=exploitation",
        "/numbers/explore?of=way&by=district&by=step",
        "/numbers/explore?of=reached&by=sex&sex=female&sex=female",
        "/numbers/export/csv?of=way&by=district&by=step",
        "/numbers/export/csv?of=reached&by=district&by=month",
        "/numbers/export/csv?of=reached&year=2081",
    )
    assert {browser.client.get(address).status_code for address in addresses} == {404}
    assert "not available at this level of detail" in browser.visit("/numbers?by=day", status=404).text
    with acting(world.ojaswi) as session:
        refused = select(func.count()).where(Entry.act == Act.TABLE_REFUSED)
        assert session.scalar(refused) == len(addresses) + 1


@pytest.mark.parametrize("login", ["maya", "adina", "uma", "asha", "nani"])
def test_nobody_but_the_officer_reaches_the_releases(world: World, login: str) -> None:
    browser = reading(getattr(world, login))
    assert browser.client.get("/releases").status_code == 403
    browser.visit("/numbers/how", status=200 if login == "maya" else 403)
    assert count(world, Release) == 0


def test_a_manager_cannot_publish_by_hand(world: World, release: Publish) -> None:
    browser = reading(world.maya)
    browser.visit("/numbers")
    browser.post("/releases", status=403)
    assert count(world, Release) == 0


def test_a_manager_holds_no_ring(world: World) -> None:
    with acting(world.maya) as session:
        assert keyring(session).rings == {}


def test_the_same_month_stays_as_it_is_however_often_it_is_asked_for(
    world: World, tell: Tell, release: Publish
) -> None:
    tell(women(60))
    release()
    browser = reading(world.maya)
    with clock.at(KARTIK_2082):
        address = "/numbers/export/csv?of=way&by=step"
        assert len({browser.client.get(address).data for _each in range(6)}) == 1
