"""What the second step of a sign-in refuses."""

from __future__ import annotations

from casework.core.errors import Refused
from casework.core.i18n import _l


class WrongCode(Refused):
    """The same words for every wrong, old or used code and every security key that does not fit."""

    message = _l(
        "This does not fit, or was used before. Wait for the next digits on your phone, or take another "
        "way of those below."
    )
    status = 422


class TookTooLong(Refused):
    """Between the passphrase and the second step lie five minutes at most."""

    message = _l("This took too long, or something has changed meanwhile. Please sign in once more.")
    status = 422


class FactorsChanged(Refused):
    """What is stored of her second step is not what she or a colleague set."""

    message = _l(
        "What is stored of your second step is not what was set. Nothing was opened. A steward can take it "
        "away, and you set up another one; please tell the programme office as well."
    )


class SecondPersonResets(Refused):
    """Whoever makes a new passphrase possible does not take away the second step as well."""

    message = _l(
        "Since she last signed in you have already helped with her sign-in. So that no single person can "
        "take her place, somebody else does this: another steward, or an administrator."
    )


class WrongRecoveryCode(Refused):
    """The same words whether the name or the code was wrong, or there is no code."""

    message = _l(
        "This name and code do not go together. A code serves once, and ends when a new one is made. If you "
        "have none, ask a steward of your organisation."
    )
    status = 422


class NobodyElse(Refused):
    """A ring with nobody who could let her in again keeps her, but only she can say so."""

    message = _l("Your organisation's keys cannot be opened in this session. Please sign in once more.")
