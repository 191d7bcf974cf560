"""What the programme set out to reach, in this fiscal year and the one before; one target was changed."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from auth.models import User
from casework.core.calendar import fiscal_year
from casework.demo.scene import Happening, Scene
from casework.reporting.logframe.actions import set_target
from casework.reporting.logframe.indicators import BY_CODE

_PLAN, _SURVEY = "वार्षिक योजनाबाट", "सुरुको सर्वेक्षणबाट"
_TARGETS = (
    ("reached", 240, None, _PLAN),
    ("enrolled", 120, None, _PLAN),
    ("completed", 100, None, _PLAN),
    ("referrals_accepted", 85, None, _PLAN),
    ("tested", 70, 40, _SURVEY),
    ("earning_6", 60, 25, _SURVEY),
    ("businesses_running", 65, None, _PLAN),
)
_AGO, _LATER = timedelta(days=60), timedelta(days=20)


def happenings(today: date) -> list[Happening]:
    """The manager sets them, and lowers one later."""
    years = (fiscal_year(today) - 1, fiscal_year(today))
    return [
        *(Happening(today - _AGO, "maya", partial(_aim, year=year)) for year in years),
        Happening(today - _LATER, "maya", partial(_lower, year=years[1])),
    ]


def _aim(scene: Scene, user: User, *, year: int) -> None:
    for code, target, baseline, note in _TARGETS:
        one = BY_CODE[code]
        set_target(scene.session, user, one, year, revision=0, target=target, baseline=baseline, note=note)


def _lower(scene: Scene, user: User, *, year: int) -> None:
    said = "मनसुनमा तालिम सरेकाले"
    one = BY_CODE["completed"]
    set_target(scene.session, user, one, year, revision=1, target=90, baseline=None, note=said)
