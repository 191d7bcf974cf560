"""One line, read: what it tells, and what is wrong with it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from casework.core import clock
from casework.core.calendar import PartialDate, Precision
from casework.imports.basis import Basis
from casework.imports.dates import read_date
from casework.imports.problems import WORDS, Kind, Wrong
from casework.imports.reading import Reading, read
from casework.imports.values import codes_of, country_of, language_of, number_of, phone_of, yes_no

NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)


def reading(basis: Basis | None = Basis.ASKED, calendar: str = "ad", **texts: str) -> Reading:
    with clock.at(NOW):
        return read({"prs_FirstName": "Namuna"} | texts, calendar=calendar, basis=basis)


def kinds(found: Reading) -> set[tuple[str, str]]:
    return {(problem.kind.value, problem.field) for problem in found.problems}


@pytest.mark.parametrize(
    ("text", "start", "precision"),
    [
        ("1990-05-17", date(1990, 5, 17), Precision.DAY),
        ("१९९०-०५-१७", date(1990, 5, 17), Precision.DAY),
        ("1990/5/17", date(1990, 5, 17), Precision.DAY),
        ("1990-05-17T00:00:00", date(1990, 5, 17), Precision.DAY),
        ("17/05/1990", date(1990, 5, 17), Precision.DAY),
        ("05/17/1990", date(1990, 5, 17), Precision.DAY),
        ("5.5.1990", date(1990, 5, 5), Precision.DAY),
        ("1990-05", date(1990, 5, 1), Precision.MONTH),
        ("1990", date(1990, 1, 1), Precision.YEAR),
    ],
)
def test_a_date_is_read_as_exactly_as_it_is_written(text: str, start: date, precision: Precision) -> None:
    with clock.at(NOW):
        assert read_date(text, "ad") == PartialDate(start, precision)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("03/04/1990", Kind.DATE_AMBIGUOUS),
        ("1990-02-31", Kind.NO_SUCH_DAY),
        ("31/31/1990", Kind.NO_SUCH_DAY),
        ("2047-05-17", Kind.DATE_LOOKS_BS),
        ("2081-05-17", Kind.DATE_LOOKS_BS),
        ("May 1990", Kind.DATE_UNREADABLE),
        ("32874", Kind.DATE_UNREADABLE),
    ],
)
def test_a_date_that_may_mean_two_days_is_not_guessed(text: str, kind: Kind) -> None:
    with clock.at(NOW), pytest.raises(Wrong) as wrong:
        read_date(text, "ad")
    assert wrong.value.kind is kind


def test_a_file_in_bs_is_read_in_bs() -> None:
    with clock.at(NOW):
        assert read_date("2047-02-03", "bs") == PartialDate.from_bs(2047, 2, 3)


def test_the_traps_of_the_code_lists_are_known() -> None:
    found = codes_of("DebtBondage ;Restricts Movement|UsesChildren", "htcds_methods_of_control")
    assert found == ("DebtBondage", "RestrictsMovement", "UsesChildren")
    assert codes_of("Unaquainted", "htcds_relationship_to_trafficker") == ("Unaquainted",)
    assert codes_of("unacquainted", "htcds_relationship_to_trafficker") == ("Unaquainted",)


@pytest.mark.parametrize(
    "text", ["९०००००००१२", "90000-00012", "+977 9000000012", "9779000000012", "00977 9000000012"]
)
def test_a_phone_is_read_in_any_writing(text: str) -> None:
    assert phone_of(text) == "9000000012"


@pytest.mark.parametrize(
    ("text", "code"),
    [("np", "NP"), ("Nepal", "NP"), ("नेपाल", "NP"), ("KW", "KW"), ("कुवेत", "KW"), ("India", "IN")],
)
def test_a_country_is_read_by_its_letters_or_its_name(text: str, code: str) -> None:
    assert country_of(text) == code


def test_tamil_is_not_tamang() -> None:
    assert [language_of(text) for text in ("nep", "taj", "tdg", "tam", "Maithili")] == [
        "nepali",
        "tamang",
        "tamang",
        "other",
        "maithili",
    ]


def test_yes_no_and_nothing_are_three_answers() -> None:
    assert [yes_no(text) for text in ("TRUE", "हो", "no", "0", "")] == [True, True, False, False, None]
    assert number_of("४", 30) == 4


def test_a_line_goes_into_its_parts() -> None:
    told = reading(
        prs_SecondName="Pareeksha",
        prs_Birthdate="1990",
        prs_Gender="Feminine",
        prs_MailingCity="Gajuri",
        prs_MailingState="Dhading",
        vic_TypeOfExploitation="ForcedLabour|Other",
        vic_TraffickingStatus="ActualVictimOfTrafficking",
        vic_TraffickingStatusDecisionMakingOrg="Police",
        hte_Country="KW",
        hte_Type="Recruitment",
    ).told
    assert (told.name, told.sex, told.palika) == ("Namuna Pareeksha", "female", 30410)
    assert told.exploitation == ("ForcedLabour", "Other")
    assert told.identification is not None
    assert told.identification.body == "Police"
    assert told.event.country == "KW"


def test_nobody_is_identified_without_a_body_that_said_so() -> None:
    found = reading(vic_TraffickingStatus="ActualVictimOfTrafficking")
    assert found.told.identification is None
    assert kinds(found) == {("status_without_body", "vic_TraffickingStatus")}
    assert found.fine


def test_an_address_of_a_safe_place_is_not_kept() -> None:
    found = reading(prs_MailingStreet="Namuna Shelter, 3", prs_MailingCity="Gajuri")
    assert (found.told.palika, found.told.tole) == (None, "")
    assert kinds(found) == {("shelter_address", "prs_MailingStreet")}


def test_a_place_that_is_not_known_is_kept_as_words_and_does_not_hold_the_line_back() -> None:
    found = reading(prs_MailingCity="Nowhere")
    assert (found.told.tole, found.fine) == ("Nowhere", True)


@pytest.mark.parametrize(
    ("texts", "basis", "kind"),
    [
        ({"con_Consent": "false"}, Basis.ASKED, "said_no"),
        ({"con_Consent": "false"}, Basis.PAPER, "said_no"),
        ({"con_Consent": "false"}, None, "said_no"),
        ({"con_Consent": "perhaps"}, Basis.ASKED, "consent_unclear"),
        ({}, Basis.COLUMN, "no_consent"),
        ({"vic_AgreementToManagePersonalData": "no"}, Basis.ASKED, "said_no"),
    ],
)
def test_a_line_without_agreement_stays_out(texts: dict[str, str], basis: Basis | None, kind: str) -> None:
    found = reading(basis, **texts)
    assert {problem.kind.value for problem in found.problems} == {kind}
    assert not found.fine


@pytest.mark.parametrize(
    ("texts", "basis"),
    [({}, Basis.ASKED), ({}, Basis.PAPER), ({"con_Consent": "yes"}, Basis.COLUMN), ({}, None)],
)
def test_a_line_that_the_basis_covers_comes_in(texts: dict[str, str], basis: Basis | None) -> None:
    assert reading(basis, **texts).fine


@pytest.mark.parametrize("born", ["2010-01-01", "2009", "2008"])
def test_a_woman_who_may_be_under_18_does_not_come_in_by_a_list(born: str) -> None:
    assert ("may_be_minor", "prs_Birthdate") in kinds(reading(prs_Birthdate=born))


def test_what_a_line_does_not_say_is_not_said() -> None:
    told = reading().told
    assert (told.sex, told.birth, told.children, told.identification, told.event.told) == (
        "",
        None,
        None,
        None,
        False,
    )


def test_every_problem_has_its_words() -> None:
    assert set(WORDS) == set(Kind)
