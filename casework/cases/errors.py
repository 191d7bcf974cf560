"""What the files refuse."""

from __future__ import annotations

from casework.core.errors import Refused
from casework.core.i18n import _l


class FileClosed(Refused):
    """Writing in a file that is closed."""

    message = _l("This file is closed. To write in it, open it again first.")


class LeftBehind(FileClosed):
    """Writing in a file whose woman has taken her referral back, and who has not come by herself."""

    message = _l("This referral was withdrawn. Nothing can be written here any more.")


class NotForThisWork(Refused):
    """Handing files to somebody who cannot take them."""

    message = _l("This colleague cannot take files.")


class StillThinking(Refused):
    """She has not said yes yet: only a name, a safe way and urgent needs are kept."""

    message = _l(
        "She still thinks about it. Until she says yes, only her name, a safe way to reach her and "
        "what she needs most are kept."
    )


class NeedsHerYes(Refused):
    """Opening a file again of a woman who has not agreed to it."""

    message = _l(
        "Nothing may be written about her here any more. If she has come herself, talk with her first "
        "and write down what she says."
    )
