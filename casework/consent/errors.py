"""What consent refuses."""

from __future__ import annotations

from casework.core.errors import Refused
from casework.core.i18n import _l


class NotAgreed(Refused):
    """She has not agreed to this, or no longer."""

    message = _l("She has not agreed to this. Please ask her first.")


class AtRest(Refused):
    """Consent to be helped has ended: no writing, no sharing."""

    message = _l("This file is at rest: she has not agreed, or no longer agrees, that we keep writing in it.")


class MinorNeedsSupervisor(Refused):
    """A minor's file is shared by a supervisor alone."""

    message = _l("She is under 18, or may be. Only a supervisor can open a part of her file to others.")


class NobodyToTell(Refused):
    """She is counted, and the ring that takes her file over could not have her forgotten."""

    message = _l(
        "She is counted in the numbers, and your organisation cannot yet tell the programme office to leave "
        "her out. A steward compares the numbers of its keys first: Keys, other organisations. Nothing was "
        "changed."
    )
