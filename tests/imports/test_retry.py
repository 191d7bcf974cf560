"""Failed lines are fetched, corrected, and brought in by the same import."""

from __future__ import annotations

import pytest

from casework.imports import actions, queries
from casework.imports.models import Fault, Line, Outcome
from casework.imports.problems import Kind
from casework.imports.retry import REFERENCE, NothingToCorrect, as_csv, failed_lines, harmless
from casework.imports.tables import of_csv
from tests.imports import lists
from tests.imports.work import bring_in, go_on, lines_of, outcomes, start, table
from tests.support.people import World, acting


def test_corrected_lines_come_in_by_the_same_import(world: World) -> None:
    import_id = bring_in(world.sunita, lists.lines(30, 3))
    with acting(world.sunita) as session:
        queries.find(session, world.sunita.user, import_id)
        content = as_csv(failed_lines(queries.chunks(session, import_id)), "problem")
    rows = [row | {"prs_FirstName": "Namuna", "prs_Birthdate": "1990"} for row in _read(content)][:2]
    with acting(world.sunita) as session:
        job = actions.try_again(session, world.sunita.user, import_id, table(rows))
        assert (job.done, job.total) == (28, 30)  # the two are lines of the list once, not twice
    start(world.sunita, import_id)
    go_on(world.sunita, import_id)
    with acting(world.sunita) as session:
        job = queries.find(session, world.sunita.user, import_id)
        assert (job.done, job.total) == (30, 30)
    assert outcomes(world.sunita, import_id) == {
        Outcome.OPENED: 29,
        Outcome.CORRECTED: 2,
        Outcome.FAILED: 1,
    }


def test_a_corrected_file_that_names_no_line_replaces_all_failed_ones(world: World) -> None:
    import_id = bring_in(world.sunita, lists.lines(30, 3))
    with acting(world.sunita) as session:
        actions.try_again(session, world.sunita.user, import_id, table(lists.lines(30)))
    start(world.sunita, import_id)
    go_on(world.sunita, import_id)
    assert outcomes(world.sunita, import_id) == {
        Outcome.OPENED: 30,
        Outcome.CORRECTED: 3,
        Outcome.HERE: 27,
    }


@pytest.mark.parametrize("text", ["=1+1", "+9000000001", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_of_the_download_is_a_formula_and_each_comes_back_as_it_was(world: World, text: str) -> None:
    import_id = bring_in(world.sunita, [lists.line(1, prs_Gender="purple", cco_CaseComment=text)])
    with acting(world.sunita) as session:
        queries.find(session, world.sunita.user, import_id)
        content = as_csv(failed_lines(queries.chunks(session, import_id)), "=problem")
    assert "मिल्ने जवाफ: महिला | " in content.decode()
    cells = [cell for row in _read(content) for cell in (*row, *row.values())]
    assert [cell for cell in cells if cell[:1] in "=+-@\t\r" and cell] == []
    place = of_csv(content).headings.index("cco_CaseComment")
    assert of_csv(content).rows[0].cells[place] == text.strip()
    assert harmless("plain") == "plain"


def _read(content: bytes) -> list[dict[str, str]]:
    import csv
    import io

    found = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert REFERENCE in found[0]
    return found


def test_of_a_line_that_was_not_agreed_to_only_its_number_stays(world: World) -> None:
    refused = lists.line(2, con_Consent="false", prs_Gender="purple")
    import_id = bring_in(world.sunita, [lists.line(1, prs_Gender="purple"), refused])
    with acting(world.sunita) as session:
        kept = lines_of(session, world.sunita, import_id)[1]
        assert kept == Line(3, outcome=Outcome.FAILED, faults=(Fault(Kind.SAID_NO, "con_Consent"),))
        content = as_csv(failed_lines(queries.chunks(session, import_id)), "problem")
    (row,) = _read(content)
    assert row[REFERENCE] == "1-2"
    yes = refused | {REFERENCE: "1-3", "con_Consent": "true", "prs_Gender": "Feminine"}
    with acting(world.sunita) as session, pytest.raises(NothingToCorrect):
        actions.try_again(session, world.sunita.user, import_id, table([yes]))
    with acting(world.sunita) as session:
        both = table([row | {"prs_Gender": "Feminine"}, row | yes])
        actions.try_again(session, world.sunita.user, import_id, both)
    start(world.sunita, import_id)
    go_on(world.sunita, import_id)
    assert outcomes(world.sunita, import_id) == {
        Outcome.CORRECTED: 1,
        Outcome.FAILED: 1,
        Outcome.OPENED: 1,
    }
