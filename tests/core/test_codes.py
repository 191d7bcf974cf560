"""Code lists in both languages."""

from __future__ import annotations

import csv
import json

import pytest

from casework.core import codes, datafiles
from casework.core.codes import codelist

NAMES = codes.names()


@pytest.mark.parametrize("name", NAMES)
def test_every_code_has_a_label_in_both_languages(name: str) -> None:
    for one in codelist(name):
        assert one.en.strip() == one.en != ""
        assert one.ne.strip() == one.ne != ""
        assert one.code == one.code.strip() != ""


@pytest.mark.parametrize("name", NAMES)
def test_no_two_codes_of_a_list_look_alike(name: str) -> None:
    found = list(codelist(name))
    for lang in ("en", "ne"):
        assert len({one.label(lang) for one in found}) == len(found)


@pytest.mark.parametrize("name", NAMES)
def test_every_list_says_where_it_comes_from(name: str) -> None:
    assert codelist(name).source


def test_no_code_stands_twice_and_no_list_in_two_files() -> None:
    own = json.loads((datafiles.DATA / "codelists_ours.json").read_text(encoding="utf-8"))
    published = json.loads((datafiles.DATA / "codelists.json").read_text(encoding="utf-8"))
    assert not own.keys() & published.keys()
    for name, found in (own | published).items():
        assert len(codelist(name)) == len(found["items"])


# The global indicators keep their official names; no page about a woman shows them.
@pytest.mark.parametrize("name", [name for name in NAMES if name != "sdg_indicators"])
def test_labels_call_nobody_a_victim(name: str) -> None:
    for one in codelist(name):
        assert "victim" not in one.en.lower()
        assert "पीडित" not in one.ne


def test_a_local_addition_is_marked() -> None:
    added = [one.code for one in codelist("htcds_education") if one.local]
    assert added == ["NoneIlliterate", "NonFormalLiterate"]


def test_the_number_of_an_occupation_is_not_in_its_label() -> None:
    tailoring = codelist("trades").codes["tailoring"]
    assert (tailoring.en, tailoring.isco) == ("Tailoring and dressmaking", "7531")
    assert not any(sign.isdigit() for one in codelist("trades") for sign in one.en)


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("htcds_methods_of_control", "DebtBondage ", "DebtBondage"),
        ("htcds_methods_of_control", "debt bondage", "DebtBondage"),
        ("htcds_trafficking_status", "Actual victim of trafficking", "ActualVictimOfTrafficking"),
        ("trades", "सिलाइकटाइ", "tailoring"),
    ],
)
def test_a_file_may_write_a_code_or_a_label(name: str, text: str, code: str) -> None:
    found = codelist(name).match(text)
    assert found is not None
    assert found.code == code


def test_a_text_that_is_no_code_matches_none() -> None:
    assert codelist("trades").match("astronaut") is None
    assert codelist("trades").match("") is None


def test_choices_are_in_the_readers_language() -> None:
    assert codelist("attendance").choices("ne") == [
        ("present", "उपस्थित"),
        ("excused", "बिदा"),
        ("absent", "अनुपस्थित"),
    ]


def test_an_unknown_list_or_code_is_named_by_its_list() -> None:
    with pytest.raises(KeyError, match="no_such_list"):
        codelist("no_such_list")
    with pytest.raises(KeyError, match="trades"):
        codelist("trades").label("astronaut", "en")


def test_the_fields_of_the_data_standard_are_all_there() -> None:
    with (datafiles.DATA / "htcds_2.0_fields.csv").open(encoding="utf-8", newline="") as lines:
        assert len(list(csv.DictReader(lines))) == 83
