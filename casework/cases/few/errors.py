"""What stands in the way of leaving a file to one or two people."""

from __future__ import annotations

from casework.core.errors import Refused
from casework.core.i18n import _l


class StillShared(Refused):
    """Somebody outside reads a part of it, or something comes back from there."""

    message = _l(
        "Another organisation still reads a part of this file, or is asked to. What comes back from there "
        "comes to all your colleagues. Please end that first: What she agreed to, stop; or take the referral "
        "back."
    )


class KnownElsewhere(Refused):
    """Who she is stands in another organisation's file, and comes here through a share."""

    message = _l(
        "Who she is comes here from another organisation, to all your colleagues. This file cannot be left "
        "to one or two people."
    )


class NotYoursToLeave(Refused):
    """A colleague's file, opened for a day."""

    message = _l("Only her caseworker or a supervisor decides who reads this file.")
    status = 403
