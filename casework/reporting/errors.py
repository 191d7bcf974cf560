"""What reporting refuses."""

from __future__ import annotations

from casework.core.errors import Refused
from casework.core.i18n import _l


class NothingDue(Refused):
    """No month has ended since the latest release."""

    message = _l("No release is due. The next one can be made when this month is over.")


class NoReportingRing(Refused):
    """The ring that acts does not count."""

    message = _l("Releases are made with the keys of the programme office.")
    status = 403
