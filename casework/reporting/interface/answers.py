"""What programs read: published tables as plain values, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from casework.core.clock import day_of
from casework.core.i18n import LANGUAGES, use_language
from casework.reporting.asking import Answer, Codes, Question
from casework.reporting.categories import TIME, Dimension, categories
from casework.reporting.labels import head, label, title
from casework.reporting.lattice import NODES, Node, offered
from casework.reporting.marks import Mark, Shown
from casework.reporting.notes import notes
from casework.reporting.out.audience import Audience, told
from casework.reporting.out.heads import counted, meant
from casework.reporting.protecting import frozen
from casework.reporting.queries import Published
from casework.reporting.words import BY, OF, words_of

Plain = dict[str, Any]


def table(found: Answer, audience: Audience, *, demo: bool) -> Plain:
    """One table: its cells in the order of a page, and all that has to be known about it."""
    asked, published = found.question, found.found
    return {
        **of_release(published, demo=demo),
        "audience": audience.value,
        "words": urlencode(words_of(asked)),
        "measure": measure(asked.node),
        "data_until": published.last_day(asked.node).isoformat(),
        "dimensions": [dimension(d, found.codes(d)) for d in asked.shown],
        "chosen": [dimension(d, codes) for d, codes in _chosen(asked)],
        "cells": [{"at": list(codes), **cell(told(one, audience))} for codes, one in found.cells.items()],
        "marks": {mark.value: both(lambda lang, mark=mark: meant(mark, lang)) for mark in Mark},
        "notes": {lang: _notes(lang, audience) for lang in LANGUAGES},
    }


def _chosen(asked: Question) -> list[tuple[Dimension, Codes]]:
    return [(d, asked.chosen[d]) for d in asked.node.dimensions if d in asked.chosen]


def tables(published: Published, *, demo: bool) -> Plain:
    """Every table that this installation has, in the words in which it is asked for."""
    found = [
        {
            "number": NODES.index(one) + 1,
            "words": urlencode([(OF, one.measure.value), *((BY, d.value) for d in one.dimensions)]),
            "measure": measure(one),
            "dimensions": [d.value for d in one.dimensions],
            "data_until": published.last_day(one).isoformat(),
        }
        for one in NODES
        if offered(one, published.layout)
    ]
    return {**of_release(published, demo=demo), "tables": found}


def dimensions(published: Published, *, demo: bool) -> Plain:
    """By what tables are cut, and the codes that can be chosen."""
    found = [dimension(d, categories(d, published.layout)) for d in Dimension]
    return {**of_release(published, demo=demo), "dimensions": found}


def releases(published: Published, *, demo: bool) -> Plain:
    """The latest release, and the fiscal years that no release changes any more."""
    years = categories(Dimension.YEAR, published.layout)
    over = {
        layer: [code for code in years if frozen(one, (code,), published.end(one))]
        for layer, one in (("plain", _YEARS), ("sensitive", _STEPS))
    }
    return {**of_release(published, demo=demo), "frozen_years": over}


_YEARS = next(one for one in NODES if one.name == "reached.year")
_STEPS = next(one for one in NODES if one.name == "taken.year.step")


def of_release(published: Published, *, demo: bool) -> Plain:
    """Of which release an answer is, and whether its people are invented."""
    release = published.release
    return {
        "demo": demo,
        "release": {
            "number": release.number,
            "published_on": day_of(release.made_at).isoformat(),
            "data_until": release.last_day.isoformat(),
        },
    }


def cell(shown: Shown) -> Plain:
    """A cell: a number, or a mark that says why there is none."""
    return {"n": shown.n, "mark": shown.mark.value if shown.mark else None}


def measure(node: Node) -> Plain:
    """What a table counts."""
    return {
        "code": node.measure.value,
        "label": both(lambda _lang: title(node)),
        "counted": both(lambda _lang: counted(node.measure)),
    }


def dimension(one: Dimension, codes: Iterable[str]) -> Plain:
    """A dimension and some of its categories."""
    return {
        "code": one.value,
        "label": both(lambda _lang: head(one)),
        "time": one in TIME,
        "categories": [
            {"code": code, "label": both(lambda lang, code=code: label(one, code, lang))} for code in codes
        ],
    }


def both(words: Any) -> Plain:
    """The same in both languages."""
    found = {}
    for lang in LANGUAGES:
        with use_language(lang):
            found[lang] = words(lang)
    return found


def _notes(lang: str, audience: Audience) -> Sequence[str]:
    with use_language(lang):
        return notes(lang, coarser=audience is Audience.DONOR)
