"""Between releases nothing moves, whatever is told and whoever presses; and one woman alone moves nothing in
the next one either."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from casework.app import create_app
from casework.consent.purposes import Purpose, State
from casework.core import clock
from casework.core.db import db
from casework.reporting.actions import publish
from casework.reporting.lattice import named
from casework.reporting.marks import Mark, Shown
from tests.cases.files import YES, open_file
from tests.reporting.conftest import MAGH_2082, MANGSIR_2082
from tests.reporting.population import Woman, send
from tests.reporting.served import Served, served_again, whole
from tests.support import instances
from tests.support.instances import Instance
from tests.support.people import acting, client_as

COUNTED = {**YES, Purpose.COUNT: State.GIVEN}
LARGE = "602"
SAMPLE = (
    "reached",
    "reached.district",
    "reached.district.quarter",
    "reached.province.sex",
    "way.step",
    "now.outcome",
)
Tables = dict[str, dict[tuple[str, ...], Shown]]


def test_who_publishes_opens_one_file_and_presses_again_moves_not_a_byte(served: Served) -> None:
    world = served.world
    paths = [f"/numbers/export/csv?of=reached&by={by}" for by in ("province", "district", "sex", "year")]
    paths += ["/numbers", "/numbers/way", "/numbers/places", "/numbers/outcomes", "/numbers/income"]
    before = [served.get(path).data for path in paths]
    files = [open_file(world.asha, name, said=COUNTED, contact__palika=30201) for name in ("बिमला", "सीता")]
    assert all(isinstance(one, UUID) for one in files)
    for login in ("ojaswi", "maya", "uma", "adina", "asha", "sunita", "nani"):
        browser = client_as(getattr(world, login))
        browser.visit("/account")
        for path in ("/releases", "/numbers", "/numbers/explore", "/api/v1/table"):
            sent = {"csrf_token": browser.token(), "publish": "1", "force": "1"}
            answer = browser.client.post(path, data=sent)
            assert answer.status_code in (400, 401, 403, 404, 405, 409), (login, path)
    assert served.program.app.test_client().post("/releases").status_code in (303, 400)
    done = world.app.test_cli_runner().invoke(args=["--help"])
    assert "publish" not in done.output
    assert "release" not in done.output
    assert [served.get(path).data for path in paths] == before


def test_one_woman_more_moves_nothing_and_ten_do(served: Served, tmp_path: Path) -> None:
    template = Instance(served.app.extensions["sahayatri_config"].instance)
    app = create_app(instances.copy(template, tmp_path / "later").config)
    app.testing = True
    first = _tables(served)
    later = served_again(served, app)
    assert _tables(later) == first
    _tell_and_publish(later, 1, MANGSIR_2082)
    second = _tables(later)
    assert _moved(first, second) == []
    _tell_and_publish(later, 10, MAGH_2082)
    moved = _moved(second, _tables(later))
    assert ("reached.district", (f"d{LARGE}",)) in moved
    with app.app_context():
        for engine in db.engines.values():
            engine.dispose()


def _tables(served: Served) -> Tables:
    served.kept.clear()
    found = {}
    for name in SAMPLE:
        cells = served.csv(whole(named(name)))
        found[name] = dict(zip(served.grid(named(name)), cells, strict=True))
    return found


def _moved(before: Tables, after: Tables) -> list[tuple[str, tuple[str, ...]]]:
    """Which cells show something else; a period that has begun meanwhile does not count."""
    return [
        (name, codes)
        for name, cells in before.items()
        for codes, cell in cells.items()
        if cell.mark is not Mark.NONE_HERE and after[name][codes] != cell
    ]


def _tell_and_publish(served: Served, women: int, moment: object) -> None:
    with acting(served.world.asha) as session:
        send(
            session,
            served.world.asha.ring,
            [Woman(month="2082-05", district=LARGE) for _each in range(women)],
        )
    with clock.at(moment), acting(served.world.ojaswi) as session:  # type: ignore[arg-type]
        publish(session, served.world.ojaswi.user)
