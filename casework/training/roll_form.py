"""The roll as it comes back: three radios a woman, and the answer that each was filled from."""

from __future__ import annotations

from uuid import UUID

from casework.core.forms import Form
from casework.training.enrolment import Attendance
from casework.training.roll import Answer, Roll

MARK, WAS = "mark-", "was-"


class RollForm(Form):
    """Holds the token; the lines are read by themselves, as many as there are."""

    def answers(self, roll: Roll) -> dict[UUID, Answer]:
        """What came back for the women who are on the roll now. Others are passed over."""
        return {
            line.enrolment.id: Answer(
                self._value(MARK, line.enrolment.id), self._value(WAS, line.enrolment.id)
            )
            for line in roll.lines
        }

    def in_vain(self, roll: Roll) -> int:
        """How many answers came back of women in whose files nothing may be written any more."""
        return sum(self._value(MARK, row_id) is not None for row_id in roll.left_out)

    def _value(self, prefix: str, enrolment_id: UUID) -> Attendance | None:
        told = self.as_sent().get(f"{prefix}{enrolment_id}", "")
        return Attendance(told) if told in set(Attendance) else None
