"""One release of numbers, some weeks ago: the next one is due, and waits for the statistics officer."""

from __future__ import annotations

from datetime import date, timedelta

from auth.models import User
from casework.demo.scene import Happening, Scene
from casework.reporting.actions import publish

_AGO = timedelta(days=33)
"""Longer than any month of Bikram Sambat, so that another has ended since."""


def happenings(today: date) -> list[Happening]:
    """The release."""
    return [Happening(today - _AGO, "ojaswi", _publish)]


def _publish(scene: Scene, user: User) -> None:
    publish(scene.session, user)
