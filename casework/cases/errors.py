"""What the files refuse."""

from __future__ import annotations

from casework.core.errors import Refused
from casework.core.i18n import _l


class FileClosed(Refused):
    """Writing in a file that is closed."""

    message = _l("This file is closed. To write in it, open it again first.")


class NotForThisWork(Refused):
    """Handing files to somebody who cannot take them."""

    message = _l("This colleague cannot take files.")
