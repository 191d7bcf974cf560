"""Reading what was published. Nothing here needs a key, or knows where one is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property, partial
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from auth.errors import NotCompared
from auth.held import HeldRing
from auth.models import KeyKind, Organisation, Ring
from auth.trust import trusted
from casework.facts.models import FactMessage
from casework.reporting.categories import categories
from casework.reporting.due import latest
from casework.reporting.funnels import along, is_funnel
from casework.reporting.lattice import Layer, Node, NotAtThisDetail, offered
from casework.reporting.layout import Layout
from casework.reporting.marks import Mark, Shown
from casework.reporting.models import PUBLISHED, PublishedCell, Release
from casework.reporting.months import last_day, month_number
from casework.reporting.previous import SEPARATOR, read

NOTHING = Shown(None, Mark.NONE_HERE)
MANY = 50


@dataclass(frozen=True)
class Published:
    """The latest release as pages read it."""

    release: Release
    layout: Layout
    cells: Mapping[tuple[str, str], Shown]

    def get(self, node: Node, *codes: str) -> Shown:
        """One cell, as it is shown wherever it is."""
        return along(node, codes, partial(self._raw, node)) if is_funnel(node) else self._raw(node, codes)

    def _raw(self, node: Node, codes: tuple[str, ...]) -> Shown:
        return self.cells.get((node.name, SEPARATOR.join(codes)), NOTHING)

    def holds(self, node: Node) -> bool:
        """Whether it has a table at all: one that was added since comes with the next release."""
        return node.name in self._named

    @cached_property
    def _named(self) -> frozenset[str]:
        return frozenset(name for name, _cell in self.cells)

    def categories(self, node: Node, at: int) -> tuple[str, ...]:
        """The categories of one of a node's dimensions."""
        return categories(node.dimensions[at], self.layout)

    def end(self, node: Node) -> int:
        """The running month with which a node's data ends."""
        kept = self.release.period_end if node.layer is Layer.PLAIN else self.release.quarter_end
        return month_number(kept)

    def last_day(self, node: Node) -> date:
        """The day with which a node's data ends."""
        return last_day(self.end(node))


def published(session: Session, nodes: Collection[Node]) -> Published | None:
    """Some tables of the latest release, in one query; none before the first release. Raises
    NotAtThisDetail for one that an installation of this size does not have."""
    release = latest(session)
    if release is None:
        return None
    layout = Layout.parse(release.layout)
    names = [one.name for one in nodes]
    if not all(offered(one, layout) for one in nodes):
        raise NotAtThisDetail
    query = select(*PUBLISHED).where(PublishedCell.release_id == release.id, PublishedCell.node.in_(names))
    return Published(release, layout, read(session.execute(query)))


def releases(session: Session) -> list[Release]:
    """All releases, the newest first."""
    return list(session.scalars(select(Release).order_by(Release.number.desc())))


class Waiting(StrEnum):
    """How much lies in the inbox, in coarse words."""

    NOTHING = "nothing"
    SOME = "some"
    MANY = "many"


def waiting(session: Session, ring: HeldRing) -> Waiting:
    """How much a release would take in."""
    count = count_waiting(session, ring)
    return Waiting.MANY if count >= MANY else Waiting.SOME if count else Waiting.NOTHING


def count_waiting(session: Session, ring: HeldRing) -> int:
    """How many messages lie in the inbox."""
    return session.scalar(select(func.count()).where(FactMessage.recipient_ring_id == ring.id)) or 0


def not_compared(session: Session, ring: HeldRing) -> list[Organisation]:
    """Whose facts stay in the inbox until somebody compares the numbers of their key."""
    query = (
        select(Ring)
        .where(
            Ring.id.in_(select(FactMessage.sender_ring_id).where(FactMessage.recipient_ring_id == ring.id))
        )
        .order_by(Ring.id)
    )
    return [one.organisation for one in session.scalars(query) if not _compared(session, ring, one.id)]


def _compared(session: Session, ring: HeldRing, sender: UUID) -> bool:
    try:
        trusted(session, ring, KeyKind.RING, sender)
    except NotCompared:
        return False
    return True
