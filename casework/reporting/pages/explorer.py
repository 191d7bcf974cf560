"""A table of one's own, chosen step by step: what is counted, rows, columns, and who of them.

Each step offers only what the lattice and this installation hold, beside what is chosen already; so no step
leads into a refusal. Whoever writes an address by hand is refused like everywhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import url_for
from werkzeug.datastructures import MultiDict

from casework.reporting.asking import Question, ask, measures, next_to
from casework.reporting.categories import Dimension, categories
from casework.reporting.labels import head, label, of_measure
from casework.reporting.lattice import NODES, NotAtThisDetail, offered
from casework.reporting.layout import Layout
from casework.reporting.pages.choosing import by_name
from casework.reporting.words import BY, OF, asked_of, words_of

WITH = "with"
"""A dimension of which something is about to be chosen."""
Words = list[tuple[str, str]]


@dataclass(frozen=True)
class Step:
    """One list to choose from; `kept` is what stands as it is."""

    name: str
    options: Sequence[tuple[str, str]]
    now: str
    kept: Words
    blank: bool = True
    """Whether nothing may be chosen."""


@dataclass(frozen=True)
class Filter:
    """The categories of a dimension, and which of them are chosen."""

    name: str
    words: str
    options: Sequence[tuple[str, str, bool]]
    kept: Words
    without: str
    """The address of the same table without it."""


@dataclass(frozen=True)
class Explorer:
    """What is chosen, and what can be chosen next."""

    asked: Question | None
    measure: Step
    rows: Step | None = None
    columns: Step | None = None
    more: Step | None = None
    filters: Sequence[Filter] = ()

    @property
    def only(self) -> list[str]:
        """Who of them, in words: for the heading of the table."""
        return [
            f"{one.words}: {', '.join(words for _code, words, on in one.options if on)}"
            for one in self.filters
            if any(on for _code, _words, on in one.options)
        ]


def explorer(args: MultiDict[str, str], layout: Layout, lang: str) -> Explorer:
    """What an address chooses. Raises NotAtThisDetail."""
    told = MultiDict((name, value) for name, value in args.items(multi=True) if value)
    begun = told.poplist(WITH)
    counted = [(one.value, of_measure(one)) for one in measures(layout)]
    measure = Step(OF, counted, told.get(OF, ""), [], blank=False)
    if not told:
        return Explorer(None, measure)
    asked = _asked(told, layout)
    filters = [*asked.chosen, *_begun(asked, begun, layout)]
    return Explorer(
        asked,
        measure,
        rows=_shown(asked, layout, 0),
        columns=_shown(asked, layout, 1) if asked.shown else None,
        more=_more(asked, layout, filters),
        filters=[_filter(asked, one, layout, lang) for one in filters],
    )


def _asked(told: MultiDict[str, str], layout: Layout) -> Question:
    """What is asked. Some things are never counted without another, such as the way without its steps:
    where that is left out it stands there all the same. Raises NotAtThisDetail."""
    try:
        return asked_of(told)
    except NotAtThisDetail:
        return asked_of(_completed(told, layout))


def _completed(told: MultiDict[str, str], layout: Layout) -> MultiDict[str, str]:
    named = {*told.getlist(BY), *told} - {OF, BY}
    wider = [one for one in NODES if one.measure == told.get(OF) and named < {*one.dimensions}]
    offered_too = [one for one in wider if offered(one, layout)]
    if not offered_too:
        raise NotAtThisDetail
    least = min(offered_too, key=lambda one: len(one.dimensions))
    missing = [(BY, one.value) for one in least.dimensions if one not in named]
    return MultiDict([*told.items(multi=True), *missing])


def _begun(asked: Question, told: Sequence[str], layout: Layout) -> list[Dimension]:
    free = {option for option, _words in _more(asked, layout, [*asked.chosen]).options}
    if len(told) > 1 or not set(told) <= free:
        raise NotAtThisDetail
    return [Dimension(one) for one in told]


def _shown(asked: Question, layout: Layout, place: int) -> Step:
    """Rows or columns: whatever goes with all the rest, or has something of it chosen."""
    now = asked.shown[place] if place < len(asked.shown) else ""
    others = [one for one in asked.shown if one != now]
    picked = [one for one in asked.chosen if one not in others]
    free = {*next_to(layout, asked.node.measure, [*others, *picked]), *picked, *([now] if now else [])}
    words = words_of(asked)
    rest = [(BY, one.value) for one in others]
    before, after = rest[:place], rest[place:]
    kept = [pair for pair in words if pair[0] != BY]
    blank = not now or now in picked or _is_table(asked.node.measure, [*others, *picked])
    return Step(BY, _heads(free), str(now), [*before, (BY, ""), *after, *kept], blank)


def _is_table(measure: str, dimensions: Sequence[Dimension]) -> bool:
    try:
        ask(measure, shown=dimensions)
    except NotAtThisDetail:
        return False
    return True


def _more(asked: Question, layout: Layout, filters: Sequence[Dimension]) -> Step:
    everything = {*asked.node.dimensions, *filters}
    free = {*next_to(layout, asked.node.measure, sorted(everything)), *asked.shown} - {*filters}
    return Step(WITH, _heads(free), "", words_of(asked))


def _filter(asked: Question, dimension: Dimension, layout: Layout, lang: str) -> Filter:
    chosen = asked.chosen.get(dimension, ())
    kept = [pair for pair in words_of(asked) if pair[0] != dimension.value]
    listed = [(code, label(dimension, code, lang), code in chosen) for code in categories(dimension, layout)]
    return Filter(
        dimension.value,
        head(dimension),
        listed,
        kept,
        url_for("numbers.explore", _anchor="table", **by_name(kept)),
    )


def _heads(dimensions: Iterable[str]) -> list[tuple[str, str]]:
    listed = set(dimensions)
    return [(one.value, head(one)) for one in Dimension if one in listed]
