"""The report for donors: published numbers, coarser, in words that say nothing of anybody."""

from __future__ import annotations

import re
from datetime import date

import pytest

from casework.core.digits import to_ascii
from casework.core.i18n import LANGUAGES, use_language
from casework.reporting.asking import Answer, answered
from casework.reporting.marks import Shown
from casework.reporting.models import Release
from casework.reporting.out.audience import for_donor
from casework.reporting.out.report import ASKED, Report, report
from casework.reporting.out.report_pdf import pdf_of
from casework.reporting.queries import Published
from tests.reporting.office import Office
from tests.reporting.population import women

DAY = date(2025, 11, 1)


@pytest.fixture(scope="module")
def answers() -> list[Answer]:
    """What the report asks, of a release of 400 women."""
    office = Office()
    office.hear(women(400))
    office.publish("2082-06")
    release = Release(number=7, period_end="2082-06", quarter_end="2082-06")
    found = Published(release, office.layout, office.before.cells)
    return [answered(found, asked) for asked in ASKED]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_number_of_it_is_one_that_donors_may_read(answers: list[Answer], lang: str) -> None:
    with use_language(lang):
        made = report(answers, DAY, demo=True)
    allowed = {for_donor(shown) for one in answers for shown in one.cells.values()}
    numbers = {shown.n for shown in allowed if shown != Shown(None)}
    printed = [to_ascii(text) for text in _printed(made)]
    assert len(printed) > 40
    assert [text for text in printed if text.isdigit() and int(text) not in numbers] == []
    assert {text for text in printed if not text.isdigit()} <= {"<11", "–", "·"}
    assert {int(found) % 5 for row in made.parts[0].rows for found in _percents(row.beside)} <= {0}


def test_the_paper_is_the_same_each_time_and_its_title_says_nothing(answers: list[Answer]) -> None:
    with use_language("ne"):
        made = report(answers, DAY, demo=False)
        paper = pdf_of(made)
        assert paper == pdf_of(made)
    assert (made.title, made.warning) == ("सहयात्री: सङ्ख्या", "")
    assert paper.startswith(b"%PDF-")
    assert not re.search(rb"/(Author|CreationDate)\b", paper)


def _printed(made: Report) -> list[str]:
    cells = [value.text for part in made.parts for row in part.rows for value in row.values]
    return [*(number for number, _words in made.top), *cells]


def _percents(beside: str) -> list[str]:
    return [found for found in re.findall(r"\d+", to_ascii(beside)) if found != "100"]
