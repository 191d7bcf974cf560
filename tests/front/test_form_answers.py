"""Words, numbers, phones, choices and places, as people write them."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from flask import Flask, session
from werkzeug.datastructures import MultiDict

from casework.core.fields_place import full_label
from casework.core.forms import DOES_NOT_KNOW, DOES_NOT_SAY, Form, NumbersField
from casework.core.places import palikas
from tests.front.questions import Questions


def ask(app: Flask, field: str, *values: str, lang: str = "en") -> Any:
    """The field after these values of it came back."""
    sent = MultiDict([(field, value) for value in values])
    with app.test_request_context("/", method="POST", data=sent):
        session["lang"] = lang
        form = Questions()
        form.validate()
        return form[field]


def test_text_is_tidied_and_composed(frame: Flask) -> None:
    decomposed = unicodedata.normalize("NFD", "  É ko\x00no \u0928\u093c ")
    assert ask(frame, "name", decomposed).data == unicodedata.normalize("NFC", "É kono \u0928\u093c")


def test_text_of_blanks_is_no_answer(frame: Flask) -> None:
    assert [str(error) for error in ask(frame, "name", "   ").errors] == ["Please write a name."]


def test_too_long_a_text_is_refused_and_kept(frame: Flask) -> None:
    field = ask(frame, "name", "x" * 41)
    assert field.errors
    assert field.value() == "x" * 41


def test_a_passphrase_is_neither_trimmed_nor_shown_again(frame: Flask) -> None:
    field = ask(frame, "secret", "  two words ")
    assert field.data == "  two words "
    assert field.value() == ""


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("9812345678", "9812345678"),
        ("९८१२३४५६७८", "9812345678"),
        ("98-1234 5678", "9812345678"),
        ("+977 9812345678", "9812345678"),
        ("01-4123456", "014123456"),
        ("+971 50 123 4567", "+971501234567"),
        ("00971501234567", "+971501234567"),
        ("", None),
    ],
)
def test_a_phone_number_is_read_however_it_is_written(frame: Flask, typed: str, kept: str | None) -> None:
    field = ask(frame, "phone", typed)
    assert (field.data, list(field.errors)) == (kept, [])


@pytest.mark.parametrize("typed", ["98123", "hello", "+", "981234567890", "9812345678x"])
def test_what_is_no_phone_number_is_refused_and_kept(frame: Flask, typed: str) -> None:
    field = ask(frame, "phone", typed)
    assert (field.data, field.value()) == (None, typed)
    assert field.errors


@pytest.mark.parametrize(("typed", "number"), [("12", 12), ("१२", 12), ("0", 0), ("", None)])
def test_a_number_takes_either_digits(frame: Flask, typed: str, number: int | None) -> None:
    field = ask(frame, "children", typed)
    assert (field.data, list(field.errors)) == (number, [])


@pytest.mark.parametrize("typed", ["x", "1.5", "-1", "21", "9" * 50])
def test_a_number_out_of_bounds_is_refused(frame: Flask, typed: str) -> None:
    assert ask(frame, "children", typed).errors


@pytest.mark.parametrize("typed", ["125000", "1,25,000", "१,२५,०००", "रु. 1,25,000"])
def test_rupees_are_read_as_people_write_them(frame: Flask, typed: str) -> None:
    assert ask(frame, "grant", typed).data == 125000


def test_rupees_are_shown_by_lakh_in_the_digits_of_the_page(frame: Flask) -> None:
    with frame.test_request_context("/"):
        session["lang"] = "ne"
        assert Questions(data={"grant": 125000}).grant.value() == "१,२५,०००"


def test_not_asked_does_not_know_and_does_not_say_are_three_answers(frame: Flask) -> None:
    told = {value: ask(frame, "education", value).data for value in ("", DOES_NOT_KNOW, DOES_NOT_SAY)}
    assert list(told.values()) == [None, DOES_NOT_KNOW, DOES_NOT_SAY]


def test_an_answer_that_was_never_offered_is_refused(frame: Flask) -> None:
    for field, value in [("education", "x"), ("days", "x"), ("call", "maybe"), ("trade", "None")]:
        assert ask(frame, field, value).errors, field


def test_does_not_know_goes_with_no_other_answer(frame: Flask) -> None:
    documents = [value for value, _label, _chosen in ask(frame, "documents").options()]
    assert ask(frame, "documents", documents[0], DOES_NOT_KNOW).errors
    assert ask(frame, "documents", documents[0], documents[1]).data == (documents[0], documents[1])


def test_yes_no_preselects_nothing(frame: Flask) -> None:
    assert [chosen for _value, _label, chosen in ask(frame, "call").options()] == [False, False]
    assert [ask(frame, "call", word).data for word in ("yes", "no", "")] == [True, False, None]


def test_codes_are_labelled_in_the_language_of_the_page(frame: Flask) -> None:
    def labels(lang: str) -> list[str]:
        with frame.test_request_context("/"):
            session["lang"] = lang
            return [str(label) for _value, label, _chosen in Questions().education.options()]

    assert "Primary education" in [label.capitalize() for label in labels("en")]
    assert not any(letter.isascii() and letter.isalpha() for letter in "".join(labels("ne")[:3]))


@pytest.mark.parametrize("lang", ["ne", "en"])
def test_every_palika_comes_back_from_what_its_box_shows(frame: Flask, lang: str) -> None:
    with frame.test_request_context("/"):
        field = Questions().place
        lost = [one for one in palikas() if field.find(full_label(one, lang)) != [one]]
    assert lost == []


def test_a_palika_is_found_by_code_and_by_name_in_either_script(frame: Flask) -> None:
    assert [ask(frame, "place", told).data for told in ("30101", "३०१०१")] == [30101, 30101]
    assert ask(frame, "place", "Dhulikhel").data == ask(frame, "place", "धुलिखेल").data is not None


def test_a_name_of_several_palikas_asks_which_one(frame: Flask) -> None:
    field = ask(frame, "place", "Madi")
    assert len(field.candidates) > 1
    assert field.errors
    assert field.value() == "Madi"
    chosen = field.candidates[1][0]
    assert ask(frame, "place", "Madi", chosen).data == int(chosen)


@pytest.mark.parametrize("told", ["Atlantis", "99999", "0", "<b>", "9" * 40, "²"])
def test_an_unknown_palika_is_answered_in_words(frame: Flask, told: str) -> None:
    field = ask(frame, "place", told)
    assert field.data is None
    assert field.errors


def test_phones_with_words_beside_them_stand_in_the_readers_digits(frame: Flask) -> None:
    class Paper(Form):
        phones = NumbersField("Phones")

    sent = MultiDict([("phones", "०१-५५५५५५५, बिहान")])
    with frame.test_request_context("/", method="POST", data=sent):
        assert Paper().phones.data == "01-5555555, बिहान"
    with frame.test_request_context("/"):
        session["lang"] = "ne"
        assert Paper(data={"phones": "01-5555555"}).phones.value() == "०१-५५५५५५५"
