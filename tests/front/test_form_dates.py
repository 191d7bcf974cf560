"""Dates in three boxes: either calendar, as exactly as she knows, and never a crash."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask import Flask, session
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from casework.core.calendar import PartialDate, Precision
from tests.front.frame import frame_app
from tests.front.questions import Questions, Rename


def ask(app: Flask, values: list[str], field: str = "birth", calendar: str = "bs", **given: Any) -> Any:
    """The field after these values of it came back."""
    sent = MultiDict([(field, value) for value in values])
    with app.test_request_context("/", method="POST", data=sent):
        session["calendar"] = calendar
        form = Questions(**given)
        form.validate()
        return form[field]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["bs", "2047", "7", "23"], PartialDate(date(1990, 11, 9), Precision.DAY)),
        (["bs", "२०४७", "७", "२३"], PartialDate(date(1990, 11, 9), Precision.DAY)),
        (["bs", "2047", "7", ""], PartialDate.from_bs(2047, 7)),
        (["bs", "2047", "", ""], PartialDate.from_bs(2047)),
        (["bs", "2047", "", "", "about"], PartialDate.from_bs(2047, about=True)),
        (["ad", "9", "11", "1990"], PartialDate(date(1990, 11, 9), Precision.DAY)),
        (["bs", "२०४७-०७-२३", "", ""], PartialDate(date(1990, 11, 9), Precision.DAY)),
        (["ad", "", "", "9/11/1990"], PartialDate(date(1990, 11, 9), Precision.DAY)),
        (["bs", "", "", ""], None),
        ([], None),
    ],
)
def test_a_date_is_read_as_exactly_as_she_knows_it(
    frame: Flask, values: list[str], expected: PartialDate | None
) -> None:
    field = ask(frame, values)
    assert (field.data, list(field.errors)) == (expected, [])


def test_a_page_from_before_she_changed_her_calendar_is_read_rightly(frame: Flask) -> None:
    assert ask(frame, ["bs", "2047", "7", "23"], calendar="ad").data.start == date(1990, 11, 9)


@pytest.mark.parametrize(
    "values",
    [
        ["bs", "2047", "13", "1"],
        ["bs", "2047", "1", "33"],
        ["bs", "47", "", ""],
        ["bs", "9999", "1", "1"],
        ["bs", "", "7", "23"],
        ["bs", "2047", "", "23"],
        ["bs", "two", "", ""],
        ["ad", "31", "2", "1990"],
        ["ad", "1", "1", "1700"],
        ["ad", "", "", "0"],
        ["bs", "2999999999999999999999", "1", "1"],
        ["bs", "2047"],
        ["2047"],
        ["bs", "-5", "1", "1"],
    ],
)
def test_what_cannot_be_a_date_is_answered_in_words(frame: Flask, values: list[str]) -> None:
    field = ask(frame, values)
    assert field.data is None
    assert [str(error) for error in field.errors]


def test_what_she_typed_stays_in_the_boxes(frame: Flask) -> None:
    field = ask(frame, ["bs", "2047", "१३", "abc"])
    assert [text for _part, _label, text in field.boxes] == ["2047", "१३", "abc"]


@pytest.mark.parametrize(("calendar", "label"), [("bs", "७ कात्तिक"), ("ad", "७ जुलाई")])
def test_a_month_is_chosen_by_its_name(frame: Flask, calendar: str, label: str) -> None:
    field = ask(frame, [calendar, "2047", "०७", ""] if calendar == "bs" else [calendar, "", "०७", "1990"])
    assert [name for _value, name, chosen in field.months(field.texts()[1]) if chosen] == [label]


def test_a_day_to_come_is_refused_where_it_cannot_be(frame: Flask) -> None:
    assert ask(frame, ["bs", "2090", "1", "1"]).errors


def test_an_exact_day_needs_all_three_boxes(frame: Flask) -> None:
    assert ask(frame, ["bs", "2083", "9", ""], "check").errors
    assert ask(frame, ["bs", "2083", "8", "6"], "check").data == date(2026, 11, 22)


@pytest.mark.parametrize("calendar", ["bs", "ad"])
@pytest.mark.parametrize(
    "born",
    [PartialDate.from_bs(2047), PartialDate.from_ad(1990), PartialDate.from_bs(2047, 7, about=True)],
)
def test_a_date_sent_back_as_it_was_shown_does_not_drift(
    frame: Flask, born: PartialDate, calendar: str
) -> None:
    with frame.test_request_context("/"):
        session["calendar"] = calendar
        shown = Rename(formdata=None, data={"birth": born}).birth
        boxes = [text for _part, _label, text in shown.boxes]
        about = ["about"] if shown.is_about else []
        form = Rename(MultiDict([("birth", one) for one in [calendar, *boxes, *about]]), data={"birth": born})
    assert form.birth.data == born
    assert "birth" not in form.changed_fields()


_APP = frame_app()


@given(st.lists(st.text(max_size=12) | st.integers().map(str) | st.sampled_from(["bs", "ad", "about"])))
def test_no_tampering_breaks_a_date(values: list[str]) -> None:
    field = ask(_APP, values)
    assert field.boxes
    assert field.echo() is not None
