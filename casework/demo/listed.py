"""A list that a supervisor brought in: its women have files, and three lines wait to be corrected."""

from __future__ import annotations

from datetime import date, timedelta

from auth.models import User
from casework.core import clock, datafiles
from casework.core.db import new_id
from casework.demo.scene import Happening, Scene
from casework.imports.actions import Statement, go_on, start, take_in
from casework.imports.basis import Basis
from casework.imports.tables import of_csv

LIST = "samples/htcds_brought_in.csv"
"""Among the samples, so that a demo takes it, and its corrected lines, from a visitor as well."""

_AGO = timedelta(days=9)


def happenings(today: date) -> list[Happening]:
    """The list came in some days ago."""
    return [Happening(today - _AGO, "gomati", _bring_in)]


def _bring_in(scene: Scene, user: User) -> None:
    session = scene.session
    table = of_csv((datafiles.DATA / LIST).read_bytes())
    import_id = new_id()
    take_in(session, user, import_id=import_id, table=table, calendar="bs")
    session.flush()
    agreed_on = clock.today() - timedelta(days=3)
    start(session, user, import_id, Statement(Basis.ASKED, agreed_on))
    session.flush()
    go_on(session, user, import_id)
