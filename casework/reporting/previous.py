"""What the release before published: what is frozen or does not move is taken over as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.reporting.due import latest
from casework.reporting.lattice import Layer, Node
from casework.reporting.layout import Layout
from casework.reporting.marks import Mark, Shown
from casework.reporting.models import PublishedCell
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
    rows = session.scalars(select(PublishedCell).where(PublishedCell.release_id == release.id))
    cells = {(r.node, r.cell): Shown(r.n, Mark(r.mark) if r.mark else None) for r in rows}
    return Previous(Layout.parse(release.layout), cells)
