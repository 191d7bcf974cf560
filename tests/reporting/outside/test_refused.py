"""What is finer than the lattice is refused by every route, from its words alone."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from sqlalchemy import func, select

from casework.audit.models import Act, Entry
from tests.reporting.served import Served
from tests.support.people import acting

TOO_FINE = (
    "of=reached&by=district&by=month",
    "of=reached&by=province&by=district",
    "of=reached&by=exploitation&by=sex&by=age&by=province",
    "of=way&by=district&by=sex&by=step",
    "of=reached&by=exploitation&by=month",
    "of=reached&by=exploitation&by=sex&district=d602",
    "of=reached&by=sex&province=9",
    "of=reached&by=sex&year=1999-Y1",
    "of=reached&by=sex&district=d701",
    "of=reached&by=sex&by=sex",
    "of=reached&by=sex&province=1&province=1",
    "of=reached&by=name",
    "of=nothing",
    "of=reached&of=way",
    "of=reached&since=2082-01-03",
)
ROUTES = (
    *("/numbers/explore?", "/api/v1/table?"),
    *(f"/numbers/export/{form}?" for form in ("csv", "xlsx", "hxl")),
    *(f"/numbers/export/{form}?for=donor&" for form in ("csv", "xlsx", "hxl")),
)
PAGES = (
    "/numbers?province=3",
    "/numbers/way?district=d602",
    "/numbers/way?province=1&sex=female&age=18_24",
    "/numbers/places?year=1999-Y1",
    "/numbers/periods?by=day",
    "/numbers/outcomes?district=d602",
    "/numbers/income?district=d602",
    "/numbers/logframe?year=1999",
    "/numbers/table/reached.district.month",
    "/numbers/export/json?of=reached",
)
NUMBER = re.compile(r'class="(?:number|bar-value|stat)"|"cells"|columns-chart|class="map"')


@pytest.mark.parametrize("route", ROUTES)
def test_a_table_that_is_none_is_refused_by_every_route(served: Served, route: str) -> None:
    ask = served.by_program if route.startswith("/api/") else served.get
    before = _refused(served)
    for words in TOO_FINE:
        answer = ask(route + words)
        assert (words, answer.status_code) == (words, 404)
        assert not NUMBER.search(answer.get_data(as_text=True))
    assert _refused(served) - before == len(TOO_FINE)


def test_what_a_page_does_not_offer_it_refuses(served: Served) -> None:
    for path in PAGES:
        answer = served.get(path)
        assert (path, answer.status_code) == (path, 404)
        assert not NUMBER.search(answer.get_data(as_text=True))


def test_records_are_refused_to_whoever_reads_the_numbers(served: Served) -> None:
    for path in (
        "/files",
        "/today",
        "/referrals",
        "/cohorts",
        "/imports",
        "/work",
        "/log",
        "/releases",
        "/keys",
    ):
        assert served.get(path).status_code == 403, path
    for path in ("/api/v1/files", "/api/v1/facts", "/api/v1/snapshot"):
        assert served.by_program(path).status_code == 404


def test_a_table_of_a_small_office_is_not_had_by_words_of_a_large_one(served: Served) -> None:
    """Three thousand women: sensitive tables by district are there, each with one sensitive thing alone."""
    for words in ([("by", "district"), ("by", "exploitation")], [("by", "district"), ("by", "route")]):
        assert served.get(f"/numbers/export/csv?{urlencode([('of', 'reached'), *words])}").status_code == 200
    finer = [("of", "reached"), ("by", "district"), ("by", "exploitation"), ("by", "route")]
    assert served.get(f"/numbers/export/csv?{urlencode(finer)}").status_code == 404


def _refused(served: Served) -> int:
    with acting(served.world.ojaswi) as session:
        query = select(func.count()).where(Entry.act == Act.TABLE_REFUSED)
        return session.scalar(query) or 0
