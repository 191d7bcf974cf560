"""Asking for a table in words: what is counted, by what it is cut, what is chosen of it.

    asked = ask("way", shown=["step"], chosen={"province": ["3"], "sex": ["female"]})
    found = answer(session, asked)
    found.cells[("enrolled",)]

What the lattice does not hold is refused from the words alone, before anything is read. Several categories
of one dimension are the sum of published cells; where one of them is hidden there is no sum.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from sqlalchemy.orm import Session

from casework.reporting.categories import Dimension, categories
from casework.reporting.lattice import NODES, Measure, Node, NotAtThisDetail, node, offered
from casework.reporting.layout import Layout
from casework.reporting.marks import Mark, Shown
from casework.reporting.queries import Published, published

Codes = tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """A table of the lattice: the dimensions that are shown, in their order, and what is chosen of some."""

    node: Node
    shown: tuple[Dimension, ...]
    chosen: Mapping[Dimension, Codes]


@dataclass(frozen=True)
class Answer:
    """What was published about a question: a cell for each combination of the shown categories."""

    question: Question
    found: Published
    cells: Mapping[Codes, Shown]

    def codes(self, dimension: Dimension) -> Codes:
        """The categories of a shown dimension, as far as they are chosen."""
        return _codes(self.question, dimension, self.found.layout)


def ask(measure: str, *, shown: Sequence[str], chosen: Mapping[str, Sequence[str]] | None = None) -> Question:
    """A question in words. Raises NotAtThisDetail for anything that is no table."""
    try:
        visible = tuple(Dimension(word) for word in shown)
        picked = {Dimension(word): tuple(codes) for word, codes in (chosen or {}).items()}
    except ValueError:
        raise NotAtThisDetail from None
    both = (*visible, *(d for d in picked if d not in visible))
    if len(set(visible)) != len(visible) or not all(picked.values()):
        raise NotAtThisDetail
    if any(len(set(codes)) != len(codes) for codes in picked.values()):
        raise NotAtThisDetail
    return Question(node(measure, *both), visible, picked)


def answer(session: Session, asked: Question) -> Answer | None:
    """The published cells of a question; none before the first release. Raises NotAtThisDetail for a table
    that an installation of this size does not have, and for a category that is none."""
    frame = published(session, ())
    if frame is None:
        return None
    _check(asked, frame.layout)
    found = published(session, (asked.node,))
    return None if found is None else answered(found, asked)


def _check(asked: Question, layout: Layout) -> None:
    for dimension, codes in asked.chosen.items():
        if not set(codes) <= set(categories(dimension, layout)):
            raise NotAtThisDetail


def answered(found: Published, asked: Question) -> Answer:
    """The same from cells in hand. Raises NotAtThisDetail."""
    _check(asked, found.layout)
    axes = [_codes(asked, d, found.layout) for d in asked.shown]
    return Answer(asked, found, {codes: _cell(found, asked, codes) for codes in product(*axes)})


def choices(layout: Layout, measure: str, so_far: Sequence[str] = ()) -> frozenset[Dimension]:
    """By what else a table may be cut: what is not offered would be refused."""
    now = {Dimension(word) for word in so_far}
    wider = (one for one in NODES if one.measure == measure and offered(one, layout))
    return frozenset(d for one in wider if now <= set(one.dimensions) for d in set(one.dimensions) - now)


def next_to(layout: Layout, measure: str, so_far: Sequence[str] = ()) -> frozenset[Dimension]:
    """The same one step ahead: with each of these alone there is a table."""
    now = frozenset(Dimension(word) for word in so_far)
    wider = (frozenset(o.dimensions) for o in NODES if o.measure == measure and offered(o, layout))
    return frozenset(
        d
        for dimensions in wider
        if now < dimensions and len(dimensions) == len(now) + 1
        for d in dimensions - now
    )


def measures(layout: Layout) -> tuple[Measure, ...]:
    """What can be counted at all."""
    return tuple(dict.fromkeys(one.measure for one in NODES if offered(one, layout)))


def _codes(asked: Question, dimension: Dimension, layout: Layout) -> Codes:
    everything = categories(dimension, layout)
    picked = asked.chosen.get(dimension, everything)
    return tuple(code for code in everything if code in picked)


def _cell(found: Published, asked: Question, codes: Codes) -> Shown:
    known = dict(zip(asked.shown, codes, strict=True))
    axes = [(known[d],) if d in known else _codes(asked, d, found.layout) for d in asked.node.dimensions]
    return total([found.get(asked.node, *one) for one in product(*axes)])


def total(parts: Sequence[Shown]) -> Shown:
    """The sum of published cells; of one it is that one."""
    if len(parts) == 1:
        return parts[0]
    told = [part for part in parts if part.mark is not Mark.NONE_HERE]
    if not told:
        return Shown(None, Mark.NONE_HERE)
    if any(part.mark is not None for part in told):
        return Shown(None, Mark.NO_SUM)
    return Shown(sum(part.n or 0 for part in told))
