"""What requests for a talk refuse."""

from __future__ import annotations

from casework.core.errors import Refused
from casework.core.i18n import _l


class TalkNotOpen(Refused):
    """Taken on, taken back, withdrawn or lapsed meanwhile. Which of these is not said here."""

    message = _l("This request is no longer open. Nothing was changed.")


class TalkTaken(Refused):
    """Taking back is for what nobody has answered yet."""

    message = _l(
        "A caseworker has taken this on already. If she wants it to stop, use “She wants this to stop”."
    )


class TalkWithMinor(Refused):
    """Nobody here decides for somebody under 18 that her name goes to another organisation."""

    message = _l("She is under 18, or may be. Nothing was sent. You can call the desk with her beside you.")


class TalkAsked(Refused):
    """One request at a time."""

    message = _l("A talk was asked for already. Wait for the answer, or take the request back first.")
