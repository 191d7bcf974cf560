"""What is told about a conversation, apart from what she said to each purpose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from casework.consent.models import Minor, Witness
from casework.core import clock
from casework.core.errors import Refused
from casework.core.i18n import _l

ENTERED_WITHIN = timedelta(days=7)
DEFERRED_FOR = timedelta(days=7)


@dataclass(frozen=True)
class Conversation:
    """How consent was spoken about: by which way, in which language, explained by whom."""

    given_on: date
    method: str = "in_person"
    how_said: str = "spoken"
    explained_language: str = "nepali"
    explained_by: str = ""
    notice_language: str = "ne"
    paper_number: str = ""
    paper_kept: str = ""
    witness: Witness | None = None
    minor: Minor | None = None
    slip: str = "none"
    basis: str = ""

    def check(self) -> None:
        """Raise Refused if it lies in the future or too far back, or lacks a needed witness."""
        today = clock.today()
        if self.given_on > today:
            raise Refused(_l("The day of the conversation lies in the future."))
        if today - self.given_on > ENTERED_WITHIN and not self.basis:
            raise Refused(_l("The conversation was more than 7 days ago. Please ask her again."))
        if self.how_said == "thumbprint" and not self.paper_number:
            raise Refused(_l("Please write the number of the paper form with her thumbprint."))
