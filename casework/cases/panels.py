"""What other rooms show on a file's page. Each room registers a panel of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from auth.models import User
from casework.cases.models import Case


@dataclass(frozen=True)
class Panel:
    """A template of the room, and what it needs."""

    template: str
    values: Mapping[str, object] = field(default_factory=dict)


Load = Callable[[Session, User, Case], Panel | None]

_panels: list[tuple[int, Load]] = []


def panel(order: int) -> Callable[[Load], Load]:
    """Register a panel; those with a smaller order stand higher on the page. Its function gives
    None where there is nothing to show. The file's sheets are loaded."""

    def register(load: Load) -> Load:
        _panels.append((order, load))
        return load

    return register


def panels(session: Session, user: User, case: Case) -> list[Panel]:
    """The panels of a file, in their order."""
    ordered = sorted(_panels, key=lambda entry: entry[0])
    return [shown for _order, load in ordered if (shown := load(session, user, case)) is not None]
