"""What a stolen copy tells of a talk: not for whom it was asked, and not which file came of it."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import Uuid, func, select

from casework.audit.models import Act, Entry
from casework.cases.actions import save
from casework.cases.models import Case
from casework.core.db import Base, db
from casework.people.actions import read_person
from casework.referrals.talks import asking, stopping
from casework.referrals.talks.models import Talk
from casework.vault.sealed import REGISTRY
from tests.referrals.files import open_file, refer, take_up
from tests.referrals.talking import ask, asked, opened, stop, take
from tests.referrals.test_talks import begin, open_it
from tests.support.people import World, acting, client_as

Left = dict[str, list[tuple[object, ...]]]


def left_by(world: World, case_id: UUID) -> Left:
    """What a copy has of one file, ids masked: its acts, and of each sealed row its size and how
    often it was saved; how many rows of each table name the file."""
    with world.app.app_context():
        columns = select(Entry.act, Entry.user_id, Entry.subject_id.is_not(None))
        acts = columns.where(Entry.folder_id == case_id)
        found: Left = {"acts": [tuple(row) for row in db.session.execute(acts.order_by(Entry.number))]}
        for cls in REGISTRY:
            rows = select(func.length(cls.blob), cls.version, cls.key_number).where(cls.folder_id == case_id)
            found[cls.__sealed_as__] = sorted(tuple(row) for row in db.session.execute(rows))
        for table in Base.metadata.sorted_tables:
            for column in [one for one in table.columns if isinstance(one.type, Uuid)]:
                query = select(func.count()).select_from(table).where(column == case_id)
                found[f"{table.name}.{column.name}"] = [(db.session.scalar(query),)]
        return found


def save_her_record(world: World, case_id: UUID, times: int) -> None:
    """Somebody writes down where she lives now, and corrects it."""
    for ward in range(times):
        with acting(world.nani) as session:
            case = opened(session, world.nani, case_id)
            person = read_person(session, case.id, world.nani.ring)
            person.record.present_ward = ward + 1
            save(session, case.id, person)


def a_file(world: World, referred: bool) -> UUID:
    if referred:
        return take_up(world.nani, refer(world.asha, open_file(world.asha)))
    return open_file(world.nani)


@pytest.mark.parametrize("referred", [True, False], ids=["referred", "came by herself"])
@pytest.mark.parametrize("ends", ["", "recall", "stop", "answer"])
def test_a_file_with_a_talk_is_as_one_whose_record_was_saved(world: World, referred: bool, ends: str) -> None:
    talked, quiet = a_file(world, referred), a_file(world, referred)
    talk_id = ask(world.nani, talked)
    if ends == "recall":
        with acting(world.nani) as session:
            stopping.recall(session, world.nani.user, *asked(session, world.nani, talked))
    elif ends == "stop":
        stop(world.nani, talked)
    elif ends == "answer":
        take(world.asha, talk_id)
        with acting(world.nani) as session:
            asking.seen(session, *asked(session, world.nani, talked))
    save_her_record(world, quiet, times=2 if ends else 1)
    assert left_by(world, talked) == left_by(world, quiet)
    with world.app.app_context():
        theirs = select(Entry.organisation_id).where(Entry.subject_id == talk_id)
        assert world.ids["network"] not in set(db.session.scalars(theirs))


def test_nothing_beside_a_new_file_names_the_talk_that_it_came_of(world: World) -> None:
    talk_id = ask(world.nani, open_file(world.nani))
    take(world.asha, talk_id)
    asha = client_as(world.asha)
    asha.visit(f"/files/new/talk/{talk_id}")
    begin(asha)
    before = _acts(world)
    open_it(asha)
    with world.app.app_context():
        rows = db.session.scalars(select(Entry).order_by(Entry.number)).all()
        new = [row for row in rows if row.id not in before]
        made = db.session.scalar(select(Case.id).where(Case.assigned_to == world.asha.id))
        assert made in {row.folder_id for row in new}
        assert talk_id not in {row.subject_id for row in new}


def test_deleting_what_was_told_is_noted_beside_nothing(world: World) -> None:
    talk_id = ask(world.nani, open_file(world.nani))
    take(world.asha, talk_id)
    asha = client_as(world.asha)
    asha.visit(f"/talks/{talk_id}")
    before = _acts(world)
    asha.post(f"/talks/{talk_id}/forget", {}, status=303, follow=False)
    with world.app.app_context():
        rows = db.session.scalars(select(Entry)).all()
        assert not {row.act for row in rows if row.id not in before} & {Act.SHARE_ENDED, Act.DELETED}


def test_no_form_brings_the_id_of_a_request(world: World) -> None:
    case_id = open_file(world.nani)
    talk_id = ask(world.nani, case_id, form_id=case_id)
    assert talk_id != case_id
    with world.app.app_context():
        assert db.session.get(Talk, case_id) is None


def _acts(world: World) -> set[UUID]:
    with world.app.app_context():
        return set(db.session.scalars(select(Entry.id)))
