"""What the product refuses, in words for the person who asked."""

from __future__ import annotations

from casework.core.i18n import _l


class Refused(Exception):
    """A rule of the domain said no. `message` is a lazy string in the reader's language.

    The exception's own text stays empty: it may reach a log, and a message may not.
    """

    message: object = _l("This cannot be done.")
    status = 409
    page = ""
    """A page of its own that says so; without one, that of its status."""

    def __init__(self, message: object | None = None) -> None:
        super().__init__()
        if message is not None:
            self.message = message


class NotVisible(Refused):
    """Not there, or not for you: the same answer, so that nothing can be told from it."""

    message = _l("This page could not be found.")
    status = 404


class NotAllowed(Refused):
    """Signed in, but this is not part of her work."""

    message = _l("This is not part of your work in this system.")
    status = 403


class TooMany(Refused):
    """Tried too often: a pause, never a lock-out."""

    message = _l("Too many tries. Please wait a moment and try again.")
    status = 429


class EditedMeanwhile(Refused):
    """Somebody else saved this first. The page shows both and lets her choose."""

    message = _l("Somebody else has changed this in the meantime.")
    status = 409
