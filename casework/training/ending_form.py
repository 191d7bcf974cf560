"""Ending a cohort as it comes back: two radios and a reason for each woman."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from casework.core.codes import codelist
from casework.core.forms import ChoicesField, DayField, Form
from casework.core.i18n import _l, _n
from casework.training.ending import Ended, How, Line
from casework.training.forms import not_before

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
FOR_ALL = _l("It is written for all of them. It can be changed for one woman afterwards, on her own line.")
HOW, REASON = "how-", "reason-"


class _Ticked(ChoicesField):
    """Whom she ticked. Of one who is not on the page any more it says nothing."""

    def pre_validate(self, form: Any) -> None:
        """Who is left is looked at where it is written down."""


class CompletedForm(Form):
    """Who completed the course, and on which day."""

    first_day: date | None = None
    on = DayField(_l("On which day?"), required=True, future=False, hint=FOR_ALL)
    who = _Ticked(_l("Who completed the course?"), required=_l("Please tick at least one woman."))

    def __init__(self, *args: Any, lines: Sequence[Line] = (), **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.who.source = [(str(line.enrolment.id), line.name) for line in lines]

    def validate_on(self, field: Any) -> None:
        """Not before it began."""
        not_before(field, self.first_day)

    def ticked(self) -> set[UUID]:
        """The enrolments of whom it is said."""
        return {UUID(one) for one in self.who.data if _UUID.fullmatch(one)}


class EndingForm(Form):
    """The day, for all of them; the lines are read by themselves, as many as there are."""

    first_day: date | None = None
    on = DayField(
        _l("Which day was the last?"),
        required=True,
        future=False,
        hint=FOR_ALL,
    )

    def __init__(self, *args: Any, lines: Sequence[Line] = (), **settings: Any) -> None:
        self.lines = lines
        super().__init__(*args, **settings)

    def validate_on(self, field: Any) -> None:
        """Not before it began."""
        not_before(field, self.first_day)

    def answers(self) -> dict[UUID, Ended]:
        """What came back, by enrolment. Of women who are not asked about it says nothing."""
        sent = ((_key(name), how) for name, how in self.as_sent().items())
        return {key: self._ended(key, how) for key, how in sent if key and how in set(How)}

    def _ended(self, key: UUID, how: str) -> Ended:
        reason = self.as_sent().get(f"{REASON}{key}", "")
        known = codelist("training_dropout_reason").has(reason)
        return Ended(How(how), reason if known and how == How.LEFT else "")

    def validate(self, extra_validators: Any = None) -> bool:
        """Of each woman it is said how it ended."""
        valid = super().validate(extra_validators)
        if not valid and not self.errors:
            return False  # only the language or the calendar was switched
        said = self.answers()
        missing = sum(line.enrolment.id not in said for line in self.lines)
        if missing:
            self.form_errors.append(
                _n(
                    "Please say how it ended for %(num)s woman more.",
                    "Please say how it ended for %(num)s women more.",
                    missing,
                )
            )
        return valid and not missing


def _key(name: str) -> UUID | None:
    try:
        return UUID(name.removeprefix(HOW)) if name.startswith(HOW) else None
    except ValueError:
        return None
