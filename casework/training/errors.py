"""What training refuses."""

from __future__ import annotations

from casework.core.errors import Refused
from casework.core.i18n import _l


class CohortFull(Refused):
    """Neither a place nor a line on the waiting list is free."""

    message = _l("This cohort is full, and so is its waiting list.")


class NoFreePlace(Refused):
    """A place was to be given while none is free."""

    message = _l("No place is free in this cohort.")


class CohortEnded(Refused):
    """A cohort that has ended takes nobody and no roll."""

    message = _l("This cohort has ended.")


class NotYetSaid(Refused):
    """A cohort ends when it is known how it ended for everybody in it."""

    message = _l("Please say of each woman how it ended.")


class NotEnrolled(Refused):
    """Something that only a woman with a place can do."""

    message = _l("She has no place in this cohort.")


class ClassToCome(Refused):
    """A roll is taken on the day or later."""

    message = _l("This class is still to come. Its roll opens on the day.")


class RollTaken(Refused):
    """A class with answers was held."""

    message = _l("This class has answers already. It stays.")
