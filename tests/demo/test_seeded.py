"""A demo shows every state, holds together, and has nobody's number."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from auth.to_do import key_news
from casework.app import create_app
from casework.audit.chain import KEY, verify
from casework.cases.again import files_of, tell_part
from casework.cases.models import Case
from casework.cases.plan import Action
from casework.consent.queries import standing
from casework.core import clock
from casework.core.db import db
from casework.demo import phones
from casework.demo.scene import Scene
from casework.demo.staff import Somebody
from casework.enterprise.models import Business
from casework.followup.models import Activity, FollowUp
from casework.imports.models import Outcome, State
from casework.imports.queries import chunks, find, recent
from casework.people.models import Contact, Harm, Identity, Journey, Record
from casework.referrals.models import Referral, ReferralState
from casework.referrals.talks.models import Talk, TalkState
from casework.reporting.actions import publish
from casework.reporting.models import PublishedCell, Release
from casework.reporting.release import snapshot
from casework.reporting.release.ring import reporting_ring
from casework.reporting.stock import Stock
from casework.training.enrolment import Enrolment, EnrolmentState
from casework.vault.acting import acting_as
from casework.vault.keyring import keyring
from casework.vault.verify import changed_rows, missing_rows
from tests.demo.conftest import Seeded
from tests.demo.stocked import acting, facts, heard, published
from tests.support import instances
from tests.support.browser import Browser
from tests.support.instances import Instance

STEWARDS = ("sabitri", "gomati", "nani")


def own_rows(seeded: Seeded, cls: Any, login: str) -> list[Any]:
    """The rows of a sealed class in the files of somebody's organisation, opened."""
    session, person = db.session, seeded.staff.people[login]
    organisation_id = seeded.staff.organisations[person.organisation]
    ids = list(session.scalars(select(Case.id).where(Case.organisation_id == organisation_id)))
    keyring(session).open_folders(session, ids)
    return [row for row in session.scalars(select(cls).where(cls.folder_id.in_(ids))) if row.readable]


def each(seeded: Seeded, cls: Any, *fields: str) -> list[tuple[Any, ...]]:
    """The named fields of every row of a class, read by whoever may."""
    found: list[tuple[Any, ...]] = []
    for login in STEWARDS:
        person = seeded.staff.people[login]
        with acting_as(db.session, seeded.secrets, user_of(person), person.rings):
            found += [tuple(getattr(row, name) for name in fields) for row in own_rows(seeded, cls, login)]
    return found


def user_of(person: Somebody) -> Any:
    """Her row."""
    from auth.models import User

    return db.session.get_one(User, person.id)


def test_everybody_signs_in_with_the_passphrase_that_was_drawn(seeded: Seeded) -> None:
    for person in seeded.staff:
        browser = Browser(seeded.app, "ne")
        browser.visit("/sign-in")
        sent = {"login": person.login, "passphrase": person.passphrase}
        browser.post("/sign-in", sent, status=303, follow=False)


def test_every_role_has_an_account(seeded: Seeded) -> None:
    from auth.roles import Role

    assert set().union(*(person.roles for person in seeded.staff)) == set(Role)


def test_the_keys_are_looked_after_and_one_reminder_makes_sense(seeded: Seeded) -> None:
    reminded = set()
    for person in seeded.staff:
        user = user_of(person)
        with acting_as(db.session, seeded.secrets, user, person.rings):
            news = key_news(db.session, user, person.rings)
            reminded |= {person.organisation} if news.tasks or news.unread else set()
    assert reminded == {"office"}  # its statistics officer is its only steward


def test_no_phone_is_anybodys(seeded: Seeded) -> None:
    numbers = [phone for (phone,) in each(seeded, Contact, "phone") if phone]
    assert numbers
    assert all(number.startswith(phones.PREFIX) and len(number) == 10 for number in numbers)


def test_every_document_number_is_visibly_void(seeded: Seeded) -> None:
    rows = each(seeded, Record, "documents", "paper_number")
    numbers = [paper.number for papers, _number in rows for paper in papers]
    numbers += [number for _papers, number in rows if number]
    numbers += [number for (number,) in each(seeded, Enrolment, "certificate") if number]
    assert numbers
    assert all(number.startswith("DEMO-") for number in numbers)


def test_nobodys_story_is_invented(seeded: Seeded) -> None:
    assert {note for (note,) in each(seeded, Harm, "note")} == {""}
    assert {stay.note for (stays,) in each(seeded, Journey, "stays") for stay in stays} == {""}


def test_a_referral_is_there_in_every_state(seeded: Seeded) -> None:
    states = {referral.state for referral in db.session.scalars(select(Referral))}
    assert states == set(ReferralState)


def test_a_talk_waits_and_one_is_taken_on(seeded: Seeded) -> None:
    states = {talk.state_today for talk in db.session.scalars(select(Talk))}
    assert states >= {TalkState.WAITING, TalkState.TAKEN}


@pytest.mark.parametrize("state", [EnrolmentState.COMPLETED, EnrolmentState.ATTENDING, EnrolmentState.LEFT])
def test_an_enrolment_is_there_in_every_state(seeded: Seeded, state: EnrolmentState) -> None:
    assert state in {found for (found,) in each(seeded, Enrolment, "state")}


def test_files_are_open_closed_waiting_and_at_rest(seeded: Seeded) -> None:
    session = db.session
    cases = list(session.scalars(select(Case)))
    assert any(case.closed_on for case in cases)
    assert any(case.closed_on is None for case in cases)
    assert any(case.waits_until and case.waits_until >= clock.today() for case in cases)
    resting = []
    for login in ("sabitri", "gomati"):
        person = seeded.staff.people[login]
        with acting_as(session, seeded.secrets, user_of(person), person.rings):
            resting += [
                row for row in own_rows(seeded, Record, login) if standing(session, row.folder_id).at_rest
            ]
    assert resting


def test_work_and_follow_ups_are_there(seeded: Seeded) -> None:
    assert each(seeded, Business, "trade")
    assert each(seeded, Activity, "what")
    assert any(done is None for (done,) in each(seeded, FollowUp, "done_on"))


def test_no_step_waits_for_longer_than_a_month(seeded: Seeded) -> None:
    waiting = [due for due, done in each(seeded, Action, "due_on", "done_on") if done is None]
    assert all(due >= clock.today() - timedelta(days=31) for due in waiting)


def test_nothing_happens_in_the_future(seeded: Seeded) -> None:
    opened: list[date] = list(db.session.scalars(select(Case.opened_on)))
    assert max(opened) <= clock.today()


def test_one_release_is_published(seeded: Seeded) -> None:
    assert len(db.session.scalars(select(Release)).all()) == 1
    assert db.session.scalars(select(PublishedCell.node).distinct()).all()


def test_somebody_is_known_by_one_name_and_somebody_has_no_phone(seeded: Seeded) -> None:
    names = [name for (name,) in each(seeded, Identity, "name") if name]
    assert any(" " not in name for name in names)
    assert "none" in {way for (way,) in each(seeded, Contact, "reachable")}


def test_the_audit_is_whole(seeded: Seeded) -> None:
    session = db.session
    session.info[KEY] = seeded.secrets.audit_key
    assert list(verify(session, seeded.secrets.audit_key, seeded.staff.organisations.values())) == []
    assert list(changed_rows(session)) == []
    assert list(missing_rows(session)) == []


def test_a_scene_knows_the_ring_of_each_organisation(seeded: Seeded) -> None:
    scene = Scene(db.session, seeded.secrets, seeded.staff, clock.today(), clock.today())
    assert {scene.ring_of(key).organisation_id for key in seeded.staff.organisations} == set(
        seeded.staff.organisations.values()
    )


def test_a_list_was_brought_in_and_three_of_its_lines_wait(seeded: Seeded) -> None:
    session, gomati = db.session, seeded.staff.people["gomati"]
    with acting_as(session, seeded.secrets, user_of(gomati), gomati.rings):
        (job,) = recent(session, user_of(gomati))
        assert find(session, user_of(gomati), job.id).state is State.DONE
        came = Counter(line.outcome for part in chunks(session, job.id) for line in part.lines)
    assert came == {Outcome.OPENED: 22, Outcome.FAILED: 3}


def test_told_again_from_the_files_the_numbers_are_the_same(
    seeded: Seeded, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    config, staff = seeded.app.extensions["sahayatri_config"], seeded.staff
    template = Instance(config.instance, config.database_url)
    db.session.close()
    db.engine.dispose()  # else it could not be copied
    admin = request.getfixturevalue("postgres_url") if template.database_url else None
    made = [instances.copy(template, tmp_path / name, admin) for name in ("one", "two")]
    first, second = (create_app(one.config) for one in made)
    with acting(first, staff, "ojaswi") as (session, user):
        known = facts(heard(session, snapshot.load(session, reporting_ring(session))))
        publish(session, user)
        before = published(session)
    for login in STEWARDS:
        with acting(second, staff, login) as (session, user):
            assert tell_part(session, files_of(session, user))
    with acting(second, staff, "ojaswi") as (session, user):
        assert facts(heard(session, Stock())) == known
        publish(session, user)
        assert published(session) == before
    assert len(known) > 100
    for app in (first, second):
        with app.app_context():
            for engine in db.engines.values():
                engine.dispose()
