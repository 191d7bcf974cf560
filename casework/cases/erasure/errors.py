"""What erasing refuses."""

from __future__ import annotations

from casework.core.errors import Refused
from casework.core.i18n import _l


class NotAskedFor(Refused):
    """Nobody has asked for it, or it was taken back."""

    message = _l("Nobody asks for this file to be erased any more. Please look at it again.")


class NeedsAnother(Refused):
    """Whoever asked does not confirm."""

    message = _l(
        "You asked for it yourself. Somebody else who answers for the files has to confirm it: "
        "please ask her."
    )


class AlreadyErased(Refused):
    """A file that was erased is not opened again."""

    message = _l("This file was erased. If she has come again, please open a new one with her.")
