"""The pages of a file, all under one blueprint."""

from __future__ import annotations

from casework.casefile import (
    copy_views,
    correction_views,
    note_views,
    part_views,
    plan_views,
    state_views,
    stay_views,
)
from casework.casefile.views import blueprint
from casework.cases import history

__all__ = [
    "blueprint",
    "copy_views",
    "correction_views",
    "history",
    "note_views",
    "part_views",
    "plan_views",
    "state_views",
    "stay_views",
]
