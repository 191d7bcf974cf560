"""What is to be reached, in numbers."""

from __future__ import annotations

from typing import Any

from casework.core.forms import IntegerField, LongText, Revises
from casework.core.i18n import _l

MOST = 1_000_000


class TargetForm(Revises):
    """A target, where the programme stood before, and a line about either."""

    target = IntegerField(_l("Target"), most=MOST, hint=_l("Left empty there is no target."))
    baseline = IntegerField(_l("Where the programme began"), most=MOST)
    note = LongText(
        _l("Note"),
        length=300,
        rows=3,
        hint=_l(
            "Where the numbers come from. Write nothing about any woman here: all who read numbers see it."
        ),
    )

    def of_hundred(self) -> None:
        """For an indicator that is counted out of 100."""
        for one in (self.target, self.baseline):
            one.most, one.unit = 100, _l("out of 100")

    def told(self) -> dict[str, Any]:
        """What was filled in."""
        return {"target": self.target.data, "baseline": self.baseline.data, "note": self.note.data}
