"""Why somebody opens a colleague's file, in words that tell nothing of the woman."""

from __future__ import annotations

from enum import StrEnum

from casework.core.i18n import _l


class Reason(StrEnum):
    """What brings a colleague to this file today."""

    CALLED = "called"
    COVERS = "covers"
    ASKED = "asked"
    URGENT = "urgent"
    OTHER = "other"


LABELS = {
    Reason.CALLED: _l("She came or called today"),
    Reason.COVERS: _l("I stand in for my colleague"),
    Reason.ASKED: _l("My supervisor asked me to"),
    Reason.URGENT: _l("Something cannot wait"),
    Reason.OTHER: _l("Something else"),
}
