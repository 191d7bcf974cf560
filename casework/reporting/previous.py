"""What the release before published: what is frozen or does not move is taken over as it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.reporting.due import latest
from casework.reporting.lattice import Layer, Node
from casework.reporting.layout import Layout
from casework.reporting.marks import Mark, Shown
from casework.reporting.models import PUBLISHED, PublishedCell
from casework.reporting.protecting import Cells, frozen

SEPARATOR = "|"


@dataclass(frozen=True)
class Previous:
    """The layout and cells of the release before; none before the first."""

    layout: Layout | None = None
    cells: Mapping[tuple[str, str], Shown] = field(default_factory=dict)

    def settle(self, one: Node, fresh: Cells, *, moves: bool) -> Cells:
        """A node's cells: what may not move as it was, the rest as it is now."""
        known = self._by_node.get(one.name)
        if self.layout is None or known is None:  # the first release, or the first with this table
            return fresh
        end = self.layout.period_end if one.layer is Layer.PLAIN else self.layout.quarter_end
        return {
            codes: known.get(cell_key(codes), Shown(None, Mark.NONE_HERE))
            if not moves or frozen(one, codes, end)
            else shown
            for codes, shown in fresh.items()
        }

    @cached_property
    def _by_node(self) -> dict[str, dict[str, Shown]]:
        found: dict[str, dict[str, Shown]] = {}
        for (name, key), shown in self.cells.items():
            found.setdefault(name, {})[key] = shown
        return found


def cell_key(codes: tuple[str, ...]) -> str:
    """The codes of a cell as they are stored, in the order of the node's dimensions."""
    return SEPARATOR.join(codes)


def read_previous(session: Session) -> Previous:
    """The latest release as it was published."""
    release = latest(session)
    if release is None:
        return Previous()
    rows = session.execute(select(*PUBLISHED).where(PublishedCell.release_id == release.id))
    return Previous(Layout.parse(release.layout), read(rows))


def read(rows: Iterable[Any]) -> dict[tuple[str, str], Shown]:
    """Published cells by node and codes, from the rows of a query of `PUBLISHED`."""
    marks: dict[str | None, Mark | None] = {None: None, **{one.value: one for one in Mark}}
    few = {mark: Shown(None, mark) for mark in Mark}
    return {
        (name, cell): few[mark] if n is None and (mark := marks[word]) else Shown(n, marks[word])
        for name, cell, n, word in rows
    }
