"""A list becomes files: each woman once, each line by itself, nothing in the clear."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.audit.chain import verify
from casework.cases.models import Case
from casework.cases.notes import Note
from casework.cases.plan import Goal
from casework.cases.state import Closure
from casework.consent.purposes import Purpose
from casework.consent.queries import standing
from casework.core.errors import NotVisible
from casework.facts.models import FactMessage
from casework.imports import actions, queries
from casework.imports.identity import case_id_of, naming_key
from casework.imports.models import Import, ImportChunk, Outcome, State
from casework.imports.trial import try_lines
from casework.people.actions import read_person
from casework.vault.grants import make_folder
from casework.vault.keyring import keyring
from casework.vault.register import read_cards
from tests.imports import lists
from tests.imports.work import bring_in, files, go_on, lines_of, outcomes, start, take_in
from tests.support.people import World, acting, client_as


def test_of_500_lines_with_20_broken_480_come_in_and_20_are_listed(world: World) -> None:
    import_id = bring_in(world.sunita, lists.lines(500, 20))
    assert outcomes(world.sunita, import_id) == {Outcome.OPENED: 480, Outcome.FAILED: 20}
    with acting(world.sunita) as session:
        assert files(session) == 480
        assert len(read_cards(session, world.sunita.ring)) == 480
        assert all(line.faults for line in lines_of(session, world.sunita, import_id) if not line.case_id)
        assert list(verify(session, world.secrets.audit_key)) == []


def test_the_page_of_a_file_that_came_by_a_list_opens(world: World) -> None:
    bring_in(world.sunita, lists.lines(1))
    with acting(world.sunita) as session:
        case_id = session.scalars(select(Case.id)).one()
    page = client_as(world.sunita).visit(f"/files/{case_id}")
    assert "Who else sees it: Does not know" in page


def test_a_list_looked_through_makes_no_file(world: World) -> None:
    take_in(world.sunita, lists.lines(30))
    with acting(world.sunita) as session:
        assert files(session) == 0


def test_the_same_form_sent_twice_makes_one_import(world: World) -> None:
    import_id = take_in(world.sunita, lists.lines(30))
    take_in(world.sunita, lists.lines(30), import_id)
    with acting(world.sunita) as session:
        assert session.get_one(Import, import_id).total == 30


def test_an_import_stopped_half_way_goes_on_from_there(world: World) -> None:
    import_id = take_in(world.sunita, lists.lines(60))
    start(world.sunita, import_id)
    go_on(world.sunita, import_id, times=1)
    with acting(world.sunita) as session:
        assert (files(session), session.get_one(Import, import_id).done) == (25, 25)
    start(world.sunita, import_id)
    assert go_on(world.sunita, import_id) is State.DONE
    with acting(world.sunita) as session:
        assert (files(session), session.get_one(Import, import_id).done) == (60, 60)


def test_a_part_brought_in_twice_opens_nothing_twice(world: World) -> None:
    import_id = take_in(world.sunita, lists.lines(25))
    start(world.sunita, import_id)
    go_on(world.sunita, import_id)
    with acting(world.sunita) as session:
        job = session.get_one(Import, import_id)
        job.state, job.chunk = State.RUNNING, 1
    go_on(world.sunita, import_id)
    with acting(world.sunita) as session:
        assert files(session) == 25


def test_the_same_list_again_finds_the_files_of_the_first_time(world: World) -> None:
    bring_in(world.sunita, lists.lines(30))
    again = bring_in(world.sunita, lists.lines(30))
    assert outcomes(world.sunita, again) == {Outcome.HERE: 30}
    with acting(world.sunita) as session:
        assert files(session) == 30


def test_another_comment_makes_no_second_file_of_a_woman(world: World) -> None:
    bring_in(world.sunita, [lists.line(1)])
    bring_in(world.sunita, [lists.line(1, cco_CaseComment="Other words", prs_FirstName=" namuna ".title())])
    bring_in(world.sunita, [lists.line(1, cco_CaseComment="Third words")])
    with acting(world.sunita) as session:
        names = [entry.text.name for entry in read_cards(session, world.sunita.ring).values()]
    assert sorted(names) == ["Namuna Pareeksha", "Udaharan Pareeksha"]


def test_the_same_list_at_another_organisation_has_other_ids(world: World) -> None:
    bring_in(world.sunita, lists.lines(3))
    bring_in(world.gita, lists.lines(3))
    with acting(world.sunita) as session:
        assert files(session) == 6


def test_two_women_of_one_name_and_nothing_else_are_two(world: World) -> None:
    row = {"prs_FirstName": "Namuna", "prs_MailingCity": "Gajuri", "con_Consent": "yes"}
    bring_in(world.sunita, [row, row | {"prs_MailingCity": "Helambu"}])
    with acting(world.sunita) as session:
        assert files(session) == 2


def test_a_line_that_stands_there_twice_opens_one_file(world: World) -> None:
    import_id = bring_in(world.sunita, [lists.line(1), lists.line(1)])
    assert outcomes(world.sunita, import_id) == {Outcome.OPENED: 1, Outcome.HERE: 1}


def test_a_second_line_that_says_something_else_of_the_same_woman_is_asked_about(world: World) -> None:
    import_id = bring_in(world.sunita, [lists.line(1), lists.line(1, prs_MaritalStatus="Married")])
    assert outcomes(world.sunita, import_id) == {Outcome.OPENED: 1, Outcome.FAILED: 1}


def test_a_number_that_stands_at_three_women_is_nobodys(world: World) -> None:
    bring_in(world.sunita, [lists.line(n, prs_MobilePhone="9000000000") for n in range(3)])
    with acting(world.sunita) as session:
        assert [e.text.phones for e in read_cards(session, world.sunita.ring).values()] == [(), (), ()]


def test_a_line_left_out_by_the_supervisor_opens_nothing_and_is_not_kept(world: World) -> None:
    import_id = take_in(world.sunita, lists.lines(3))
    start(world.sunita, import_id, leave_out={3})
    go_on(world.sunita, import_id)
    with acting(world.sunita) as session:
        line = lines_of(session, world.sunita, import_id)[1]
        assert (line.outcome, line.cells, files(session)) == (Outcome.LEFT_OUT, (), 2)


def test_a_line_that_cannot_be_saved_takes_no_other_with_it(world: World) -> None:
    import_id = take_in(world.sunita, lists.lines(3))
    with acting(world.sunita) as session:
        # Something else has the id of the second woman's file: the database refuses it.
        key = naming_key(session, world.sunita.user)
        parts = queries.chunks(session, queries.find(session, world.sunita.user, import_id).id)
        second = try_lines(parts, calendar="ad", basis=None)[1]
        make_folder(session, world.sunita.ring, folder_id=case_id_of(key, second.identity))
    start(world.sunita, import_id)
    go_on(world.sunita, import_id)
    assert outcomes(world.sunita, import_id) == {Outcome.OPENED: 2, Outcome.FAILED: 1}
    with acting(world.sunita) as session:
        assert (files(session), list(verify(session, world.secrets.audit_key))) == (2, [])


def test_what_a_line_tells_is_in_its_parts_and_she_agreed_to_being_kept_alone(world: World) -> None:
    row = lists.line(1, hte_Country="KW", spl_Type="Livelihood", spl_Objectives="A shop", cas_Status="Closed")
    bring_in(world.sunita, [row])
    with acting(world.sunita) as session:
        case = session.scalars(select(Case)).one()
        keyring(session).open_folders(session, [case.id])
        person = read_person(session, case.id, world.sunita.ring)
        said = standing(session, case.id)
        assert person.harm is not None
        assert person.journey is not None
        assert person.harm.controls == ("DebtBondage", "FalsePromises")
        assert person.journey.stays[0].destination == "KW"
        assert (person.contact.phone, person.contact.channels) == ("9000000001", ())
        assert [note.words for note in session.scalars(select(Note))] == ["Canarycomment"]
        assert [goal.dimension for goal in session.scalars(select(Goal))] == ["economic"]
        assert session.scalars(select(Closure)).one().reason == "other"
        assert set(said.said) == {Purpose.KEEP}
        assert said.allows(Purpose.KEEP)
        assert session.scalar(select(func.count()).select_from(FactMessage)) == 0


def test_the_cells_of_a_line_go_when_they_are_in_a_file(world: World) -> None:
    import_id = bring_in(world.sunita, lists.lines(30, 2))
    with acting(world.sunita) as session:
        kept = [line for line in lines_of(session, world.sunita, import_id) if line.cells]
        assert [line.outcome for line in kept] == [Outcome.FAILED, Outcome.FAILED]


def test_emptying_deletes_the_lines_and_leaves_the_files(world: World) -> None:
    import_id = bring_in(world.sunita, lists.lines(30, 3))
    with acting(world.sunita) as session:
        actions.empty(session, world.sunita.user, import_id)
    with acting(world.sunita) as session:
        assert session.scalar(select(func.count()).select_from(ImportChunk)) == 0
        assert files(session) == 27


def test_another_organisation_does_not_find_it(world: World) -> None:
    import_id = take_in(world.sunita, lists.lines(3))
    for act in (actions.go_on, actions.empty, queries.find):
        with pytest.raises(NotVisible), acting(world.gita) as session:
            act(session, world.gita.user, import_id)


def test_nothing_of_a_list_stands_in_the_clear(world: World) -> None:
    import_id = take_in(world.sunita, lists.lines(60, 2))
    start(world.sunita, import_id)
    go_on(world.sunita, import_id, times=1)
    with acting(world.sunita) as session:
        stored = b"".join(_stored(session))
    canaries = ("Canarycomment", "Namuna", "नमुना", "9000000001", "DebtBondage", "Gajuri", "prs_FirstName")
    assert [word for word in canaries if word.encode() in stored] == []


def _stored(session: Session) -> list[bytes]:
    from casework.core.db import Base

    tables = Base.metadata.sorted_tables
    rows = (row for one in tables for row in session.connection().execute(one.select()))
    return [value if isinstance(value, bytes) else str(value).encode() for row in rows for value in row]
