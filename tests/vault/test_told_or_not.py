"""A thief of the database cannot tell who told what: not by a column, a count or a length.

The same forty women are entered twice, in two instances, by the same acts at the same minutes: once
nothing is told of what happened to them, once a full account. With ids masked, both databases are equal.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid5

import pytest
from flask import Flask
from sqlalchemy import LargeBinary, select
from sqlalchemy.orm import Session

from casework.app import create_app
from casework.cases.actions import open_case, save
from casework.cases.planning import add_note
from casework.consent.actions import record
from casework.consent.conversation import Conversation
from casework.consent.purposes import FIRST, Purpose, State
from casework.core import clock
from casework.core.calendar import PartialDate
from casework.core.db import Base, db
from casework.people.actions import Person, read_person
from casework.people.models import Identification, Stay
from casework.vault.keyring import keyring
from tests.support import instances
from tests.support.instances import Instance
from tests.support.people import World, acting, build
from tests.support.register import invented_names

WOMEN = 40
BEGIN = datetime(2026, 11, 1, 4, 0, tzinfo=UTC)
_IDS = UUID("0d7c5c7e-7f2e-4d52-9a0e-3b8f6c1d2e44")
RANDOM = {("break_glass", "check_a"), ("break_glass", "check_b")}
"""Digits of the sheets of paper, which are each instance's own."""

Tell = Callable[[Person, int], None]
Dump = dict[str, list[str]]


def say_nothing(person: Person, number: int) -> None:
    """A visit about her skills."""
    person.livelihood.skills = f"बुनाइ {number}"


def tell_everything(person: Person, number: int) -> None:
    """A visit at which she tells it all, in every part that can hold it."""
    assert person.journey is not None and person.harm is not None and person.wellbeing is not None
    left, returned = (PartialDate.from_ad(year, None, None) for year in (2019, 2022))
    person.journey.travelled = "yes"
    person.journey.stays = tuple(
        Stay(
            id=uuid5(_IDS, f"stay {number} {time}"),
            where="abroad",
            destination=("KW", "LB", "OM")[time],
            channel="irregular",
            recruiter="गाउँकै चिनेको मान्छे",
            work="घरको काम",
            left=left,
            returned=returned,
            documents_kept="employer",
            debt="yes",
            unpaid_wages="yes",
            note="उहाँले भन्नुभएको कुरा " * 5,
        )
        for time in range(1 + number % 3)
    )
    person.harm.indicators = ("AbuseOfVulnerability", "Deception", "RetentionOfIdentityDocuments")
    person.harm.exploitation = ("ForcedLabour",) if number % 2 else ("SexualExploitation", "ForcedLabour")
    person.harm.controls = ("DebtBondage", "RestrictsMovement")
    person.harm.identified = "yes"
    person.harm.identification = Identification("VictimOfTrafficking", "Court", returned)
    person.harm.note = "उहाँले आफैं भन्नुभएको कुरा। " * (number % 20)
    person.wellbeing.psychosocial = "निद्रा लाग्दैन। " * (number % 20)
    person.wellbeing.needs = ("health", "psychosocial", "legal")
    person.record.dwelling = "safe_accommodation"


@pytest.fixture
def pair(
    engine_name: str,
    templates: Callable[[str], Instance],
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> Iterator[tuple[Flask, Flask]]:
    """Two empty instances of one engine."""
    admin = request.getfixturevalue("postgres_url") if engine_name == "postgresql" else None
    made = [instances.copy(templates(engine_name), tmp_path / name, admin) for name in ("quiet", "told")]
    apps = [create_app(one.config) for one in made]
    yield apps[0], apps[1]
    for app, one in zip(apps, made, strict=True):
        with app.app_context():
            db.engine.dispose()
        if admin:
            instances.drop_database(admin, one.database_url)
        shutil.rmtree(one.folder)


def test_forty_women_who_told_nothing_look_like_forty_who_told_everything(pair: tuple[Flask, Flask]) -> None:
    quiet, told = _both(pair, WOMEN, State.REFUSED)
    assert _counts(quiet) == _counts(told)
    for table in quiet:
        assert quiet[table] == told[table], table


def test_the_same_holds_for_women_who_are_counted(pair: tuple[Flask, Flask]) -> None:
    quiet, told = _both(pair, 3, State.GIVEN)
    assert _counts(quiet) == _counts(told)
    assert quiet == told


def _both(pair: tuple[Flask, Flask], women: int, counted: State) -> tuple[Dump, Dump]:
    quiet, told = pair
    return _entered(quiet, say_nothing, women, counted), _entered(told, tell_everything, women, counted)


def _counts(dump: Dump) -> dict[str, int]:
    return {table: len(rows) for table, rows in dump.items()}


def _entered(app: Flask, tell: Tell, women: int, counted: State) -> Dump:
    with app.app_context(), clock.at(BEGIN):
        world = build(app)
    for number, name in enumerate(invented_names(women)):
        _enter(world, number, name, tell, counted)
    with app.app_context():
        return {table.name: _masked_rows(db.session, table.name) for table in Base.metadata.sorted_tables}


def _enter(world: World, number: int, name: str, tell: Tell, counted: State) -> None:
    case_id = uuid5(_IDS, f"woman {number}")
    begin = BEGIN + timedelta(hours=number)
    with clock.at(begin), acting(world.asha) as session:
        case, person = open_case(session, world.asha.user, case_id=case_id)
        person.identity.name, person.contact.palika = name, 20104
        person.identity.birth = PartialDate.from_ad(1996, None, None)
        talk = Conversation(given_on=clock.today())
        said = {**dict.fromkeys(FIRST, State.GIVEN), Purpose.COUNT: counted}
        record(session, world.asha.user, case.id, said, talk)
        save(session, case.id, person)
    with clock.at(begin + timedelta(minutes=20)), acting(world.asha) as session:
        keyring(session).open_folders(session, [case_id])
        person = read_person(session, case_id, world.asha.ring)
        tell(person, number)
        save(session, case_id, person)
    with clock.at(begin + timedelta(minutes=40)), acting(world.asha) as session:
        keyring(session).open_folders(session, [case_id])
        case = session.get_one(type(case), case_id)
        note_id = uuid5(_IDS, f"note {number}")
        add_note(session, world.asha.user, case, note_id=note_id, words="भेट भयो।", day=date(2026, 11, 3))


def _masked_rows(session: Session, name: str) -> list[str]:
    """Every row of a table: ids masked, of bytes the length alone. In no order, as ids are random."""
    table = Base.metadata.tables[name]
    columns = [column for column in table.columns if (name, column.name) not in RANDOM]
    sealed = [isinstance(column.type, LargeBinary) for column in columns]
    rows = session.execute(select(*columns))
    return sorted(
        repr([_masked(value, is_bytes) for value, is_bytes in zip(row, sealed, strict=True)]) for row in rows
    )


def _masked(value: object, is_bytes: bool) -> object:
    if isinstance(value, UUID):
        return "id"
    return len(value) if is_bytes and isinstance(value, bytes) else value
