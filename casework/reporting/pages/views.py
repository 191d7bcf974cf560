"""The pages of the numbers by subject. Each reads published cells, and notes which tables."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from auth.policy import Permission, requires
from casework.core.i18n import _, language
from casework.reporting.asking import Question
from casework.reporting.categories import Dimension
from casework.reporting.pages import income as incomes
from casework.reporting.pages import outcomes as came
from casework.reporting.pages import places as where
from casework.reporting.pages import way as ways
from casework.reporting.pages.choosing import Choices, options
from casework.reporting.pages.columns import columns
from casework.reporting.pages.explorer import explorer
from casework.reporting.pages.frame import draw, none_yet
from casework.reporting.pages.mapped import mapped
from casework.reporting.pages.periods import periods_of
from casework.reporting.pages.slices import slice_of
from casework.reporting.pages.tables import Table, table
from casework.reporting.reading import frame, read

blueprint = Blueprint("numbers", __name__)


@blueprint.get("/numbers/way")
@requires(Permission.TABLES)
def way() -> ResponseReturnValue:
    """How far women have come."""
    known = frame()
    if known is None:
        return none_yet()
    chosen = Choices("numbers.way", request.args)
    cut = slice_of(chosen, ways.cuts(known.layout), known.layout, language())
    chosen.check()
    return draw("way", known, cut=cut, **_tables(ways.questions(cut)))


@blueprint.get("/numbers/places")
@requires(Permission.TABLES)
def places() -> ResponseReturnValue:
    """Where women were reached, on a map and in tables."""
    known = frame()
    if known is None:
        return none_yet()
    chosen = Choices("numbers.places", request.args)
    listed = options(Dimension.YEAR, known.layout, language())
    year = chosen.pick("year", [code for code, _words in listed])
    chosen.check()
    found = _tables(where.questions(year))
    years = where.year_links(chosen, listed)
    drawn = mapped(found["districts"], language())
    return draw("places", known, years=years, year=dict(listed).get(year), map=drawn, **found)


@blueprint.get("/numbers/periods")
@requires(Permission.TABLES)
def periods() -> ResponseReturnValue:
    """By month, trimester, quarter and fiscal year."""
    known = frame()
    if known is None:
        return none_yet()
    chosen = Choices("numbers.periods", request.args)
    choice = periods_of(chosen, known.layout, language())
    chosen.check()
    found = _tables({"counted": choice.question()})
    chart = columns(found["counted"], language())
    return draw("periods", known, choice=choice, name=choice.words(language()), chart=chart, **found)


@blueprint.get("/numbers/outcomes")
@requires(Permission.TABLES)
def outcomes() -> ResponseReturnValue:
    """What came of courses and businesses."""
    known = frame()
    if known is None:
        return none_yet()
    chosen = Choices("numbers.outcomes", request.args)
    cut = slice_of(chosen, came.CUTS, known.layout, language(), whole=_("Everybody"))
    chosen.check()
    return draw("outcomes", known, cut=cut, **_tables(came.questions(cut)))


@blueprint.get("/numbers/income")
@requires(Permission.TABLES)
def income() -> ResponseReturnValue:
    """What women earn, by band."""
    known = frame()
    if known is None:
        return none_yet()
    chosen = Choices("numbers.income", request.args)
    cut = slice_of(chosen, incomes.cuts(known.layout), known.layout, language())
    chosen.check()
    found = _tables(incomes.questions(cut))
    return draw("income", known, cut=cut, middle=incomes.middle, middle_of=incomes.middle_of, **found)


@blueprint.get("/numbers/explore")
@requires(Permission.TABLES)
def explore() -> ResponseReturnValue:
    """A table of one's own, chosen step by step."""
    known = frame()
    if known is None:
        return none_yet()
    choice = explorer(request.args, known.layout, language())
    if choice.asked is None:
        return draw("explore", known, choice=choice)
    found = _tables({"table": choice.asked})["table"]
    return draw("explore", known, choice=choice, table=found, chart=columns(found, language()))


def _tables(questions: Mapping[str, Question]) -> dict[str, Table]:
    """The answers, by the names of the questions."""
    found = read(list(questions.values()))
    return {name: table(found, asked, language()) for name, asked in questions.items()} if found else {}
