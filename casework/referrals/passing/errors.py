"""What passing a file on refuses."""

from __future__ import annotations

from casework.core.errors import Refused
from casework.core.i18n import _l


class NotOpenAnyMore(Refused):
    """Answered, taken back, withdrawn or lapsed meanwhile. Which of these is not said here."""

    message = _l("This is no longer open. Nothing was changed.")


class OfferedAlready(Refused):
    """One offer at a time."""

    message = _l(
        "This file was offered to an organisation already. Wait for the answer, or take the offer back first."
    )


class KeptByFew(Refused):
    """A file that only one or two people read."""

    message = _l(
        "Only one or two people here may read this file. Open it to your organisation again first; then it "
        "can be passed on."
    )


class ToBeErased(Refused):
    """Somebody asks for it to be erased."""

    message = _l("Somebody has asked for this file to be erased. Answer that first.")


class NobodyCompared(Refused):
    """No partner whose key was compared, both ways."""

    message = _l(
        "There is no partner yet to whom a file can be passed. A supervisor of yours and one of theirs "
        "compare their numbers first: Keys, other organisations."
    )
