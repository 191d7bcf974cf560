"""What stands around each page of the numbers: the links to the others, the release, the notes."""

from __future__ import annotations

from flask import render_template, request, url_for

from casework.core.i18n import _, _l, language
from casework.reporting.asking import Question
from casework.reporting.nodes import NotAtThisDetail
from casework.reporting.notes import notes
from casework.reporting.pages.choosing import Link, by_name
from casework.reporting.queries import Published
from casework.reporting.words import words_of

PAGES = (
    ("reporting.dashboard", _l("Overview")),
    ("numbers.way", _l("The way")),
    ("numbers.places", _l("By place")),
    ("numbers.periods", _l("Over time")),
    ("numbers.outcomes", _l("Outcomes")),
    ("numbers.income", _l("Income")),
    ("logframe.page", _l("Logframe")),
    ("numbers.explore", _l("A table of your own")),
    ("exports.files", _l("Files and reports")),
)


def draw(template: str, found: Published, **values: object) -> str:
    """A page of the numbers."""
    return render_template(
        f"reporting/{template}.html",
        found=found,
        notes=notes(language()),
        pages=page_links(),
        files_of=files_of,
        page_of=page_of,
        **values,
    )


def none_yet() -> str:
    """What every page says before the first release; nothing can be chosen yet. Raises NotAtThisDetail."""
    if request.args:
        raise NotAtThisDetail
    return render_template("reporting/none_yet.html")


def page_links() -> list[Link]:
    """The links between the pages; the open one is marked."""
    return [(str(words), url_for(endpoint), endpoint == request.endpoint) for endpoint, words in PAGES]


def files_of(asked: Question) -> list[tuple[str, str]]:
    """The ways in which a table leaves the office: how each reads, and its address."""
    ways = (
        (_("CSV"), "csv", ""),
        (_("Excel (XLSX)"), "xlsx", ""),
        (_("CSV with HXL tags"), "hxl", ""),
        (_("CSV for donors"), "csv", "donor"),
        (_("Excel (XLSX) for donors"), "xlsx", "donor"),
        (_("CSV with HXL tags, for donors"), "hxl", "donor"),
    )
    asking = words_of(asked)
    return [
        (words, url_for("exports.file", form=form, **by_name([*asking, *([("for", whom)] if whom else [])])))
        for words, form, whom in ways
    ]


def page_of(asked: Question) -> str:
    """The page of a table alone, from which it leaves as a file."""
    return url_for("numbers.explore", _anchor="table", **by_name(words_of(asked)))
