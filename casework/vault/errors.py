"""What the vault refuses."""

from __future__ import annotations

from casework.core.errors import Refused
from casework.core.i18n import _l
from crypto.envelope import CannotOpen

__all__ = [
    "BeyondCeiling",
    "CannotOpen",
    "KeysNotLoaded",
    "Locked",
    "OnlyForFew",
    "SealedInBulk",
    "SealedInQuery",
]


class KeysNotLoaded(RuntimeError):
    """A sealed value was read before its folder's keys were loaded: a bug, never a user's fault."""


class SealedInQuery(TypeError):
    """A sealed field was used in a query. The database cannot see it: search the register."""


class SealedInBulk(TypeError):
    """A bulk INSERT or UPDATE of a sealed class. Sealing happens row by row."""


class Locked(Refused):
    """A compartment for which the reader holds no key."""

    message = _l("You cannot read this part.")
    status = 403


class OnlyForFew(Refused):
    """A share of a folder that stands in a small ring: what comes back would come to everybody."""

    message = _l(
        "Only one or two people of your organisation read this file, so nothing of it can go to another "
        "organisation: what came back would come to all your colleagues. If it is to go, first open the file "
        "to your colleagues again: What she agrees to, who can read it."
    )


class BeyondCeiling(Refused):
    """A share that reaches further than the receiving ring's purpose allows."""

    message = _l("This part can never be shared with this organisation.")
