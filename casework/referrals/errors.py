"""What referrals refuse."""

from __future__ import annotations

from casework.core.errors import Refused
from casework.core.i18n import _l


class NoLongerOpen(Refused):
    """Answered, recalled, withdrawn or lapsed meanwhile. Which of these is not said here."""

    message = _l("This referral is no longer open. Nothing was changed.")


class AlreadyAnswered(Refused):
    """Recall is for what nobody has answered yet."""

    message = _l(
        "This referral has been answered already. If she wants it to stop, use “She wants this to stop”."
    )


class AlreadyReferred(Refused):
    """One referral at a time lies open between a file and an organisation."""

    message = _l(
        "She is referred to this organisation already. End that referral first, or wait for its answer."
    )
