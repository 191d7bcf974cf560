"""What the network reads is what the caseworker saw before she sent it, and nothing else."""

from __future__ import annotations

import csv
from dataclasses import fields
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from casework.cases.models import Case
from casework.core.db import db
from casework.people.actions import read_person
from casework.people.models import Contact, Harm, Identity, Livelihood, Record
from casework.people.shown import load_sheets, shown
from casework.referrals.letters import Offer, offer_of
from casework.referrals.models import Referral
from casework.referrals.preview import Line, Section, opened_sections
from casework.vault.compartments import Compartment
from casework.vault.keyring import keyring
from tests.referrals.files import ALL, NAME, PHONE, in_nepali, open_file, refer, take_up
from tests.support.people import Someone, World, acting, client_as
from tests.support.statements import statements

LIST = Path(__file__).with_name("shown_to_network.csv")
OF_THE_ROW = {"number", "answer_by"}


def test_the_message_holds_only_what_the_list_names() -> None:
    listed = {row["field"] for row in _rows() if row["where"] != "after acceptance"}
    assert {field.name for field in fields(Offer)} == listed - OF_THE_ROW | {"number"}


def test_the_opened_parts_hold_only_what_the_list_names() -> None:
    listed = {row["source"] for row in _rows() if row["where"] == "after acceptance"}
    sealed = {
        f"{cls.__sealed_as__}.{name}"
        for cls in (Identity, Contact, Livelihood)
        for name in cls.__sealed_fields__
    }
    assert sealed - {f"{part}.unsaid" for part in ("identity", "contact", "livelihood")} == listed


def test_nothing_of_harm_journey_or_health_is_on_the_list() -> None:
    assert {row["source"].split(".")[0] for row in _rows()} & {"harm", "journey", "wellbeing"} == set()


def test_the_preview_says_what_the_network_then_reads(world: World) -> None:
    for parts in (ALL, (Compartment.IDENTITY,), (Compartment.IDENTITY, Compartment.LIVELIHOOD)):
        case_id = open_file(world.asha, name=f"{NAME} {len(parts)}")
        with acting(world.asha) as session:
            keyring(session).open_folders(session, [case_id])
            person = read_person(session, case_id, world.asha.ring)
            heads = (person.identity, person.contact, person.livelihood)
            with world.app.test_request_context():
                promised = _lines(opened_sections(heads, parts))
        theirs = take_up(world.nani, refer(world.asha, case_id, parts=parts))
        assert promised
        assert _read_by(world.nani, theirs) == promised


def test_a_visit_that_she_said_yes_to_is_promised_like_the_call(world: World) -> None:
    case_id = open_file(world.asha)
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [case_id])
        contact = read_person(session, case_id, world.asha.ring).contact
        contact.channels = ("call", "visit")
        with world.app.test_request_context():
            promised = _lines(opened_sections((contact,), ALL))
    assert [line.text for line in promised if line.source == "contact.channels"] == ["फोन, भेट"]


def test_the_networks_page_of_her_file_shows_these_lines_and_no_number(world: World) -> None:
    case_id = open_file(world.asha)
    theirs = take_up(world.nani, refer(world.asha, case_id))
    nani = in_nepali(world.nani)
    nani.visit(f"/files/{theirs}")
    for line in _read_by(world.nani, theirs):
        assert line.source == "contact.phone" or line.text in nani.page
    assert PHONE not in nani.page


def test_a_part_that_was_not_chosen_stays_closed(world: World) -> None:
    case_id = open_file(world.asha)
    take_up(world.nani, refer(world.asha, case_id, parts=(Compartment.IDENTITY,)))
    with acting(world.nani) as session:
        keyring(session).open_folders(session, [case_id])
        assert [c for c in Compartment if keyring(session).can_open(case_id, c)] == [Compartment.IDENTITY]


def test_what_was_told_in_other_parts_changes_nothing_in_the_message(world: World) -> None:
    messages = []
    for told in ("", "a long account " * 20):
        case_id = open_file(world.asha, phone="9800000777")
        with acting(world.asha) as session:
            keyring(session).open_folders(session, [case_id])
            session.scalars(select(Harm).where(Harm.folder_id == case_id)).one().note = told
            session.scalars(select(Record).where(Record.folder_id == case_id)).one().family = told
        referral_id = refer(world.asha, case_id, count_there=False)
        with acting(world.nani) as session:
            offer = offer_of(session, world.nani.ring, session.get_one(Referral, referral_id))
            messages.append(
                {
                    f.name: getattr(offer, f.name)
                    for f in fields(Offer)
                    if len(str(getattr(offer, f.name))) < 32
                }
            )
    assert {**messages[0], "number": ""} == {**messages[1], "number": ""}


def test_the_lists_ask_as_often_for_many_as_for_few(world: World) -> None:
    asked = []
    for size in (2, 6):
        while _how_many(world) < size:
            referral_id = refer(world.asha, open_file(world.asha, phone=f"98000010{_how_many(world):02}"))
            if _how_many(world) % 2:
                take_up(world.nani, referral_id)
        asked.append((_statements(world.asha, "/referrals/sent"), _statements(world.nani, "/referrals")))
    assert asked[0] == asked[1]


def _rows() -> list[dict[str, str]]:
    with LIST.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _lines(sections: list[Section]) -> list[Line]:
    return [Line(line.source, str(line.label), line.text) for section in sections for line in section.lines]


def _read_by(someone: Someone, case_id: UUID) -> list[Line]:
    with acting(someone) as session:
        case = session.get_one(Case, case_id)
        load_sheets(session, [case])
        who = shown(session, case)
        heads = [head for head in (who.identity, who.contact, who.livelihood) if head is not None]
        with someone.world.app.test_request_context():
            return _lines(opened_sections(heads, ALL))


def _how_many(world: World) -> int:
    with world.app.app_context():
        return len(db.session.scalars(select(Referral.id)).all())


def _statements(someone: Someone, path: str) -> int:
    browser = client_as(someone)
    browser.visit(path)
    with statements() as asked:
        browser.visit(path)
    return len(asked)
