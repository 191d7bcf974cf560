"""The list of files: fifty lines from sealed cards, against the same page from a plain table.

Both pages go through the same sign-in, guard and template, and ask for the same staff. The plain one
is what an ordinary product would do: the database filters, sorts and gives the fifty.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from auth.policy import Permission, requires
from benchmarks.ground import ground
from benchmarks.measure import Result, Work
from benchmarks.processor import against
from casework.cases.forms import FilterForm, SearchForm
from casework.cases.queries import visible_ids
from casework.cases.staff import staff_of
from casework.core.db import db
from casework.core.paging import Page
from tests.support.people import World, acting, client_as
from tests.support.register import PALIKA, fill_register, invented_names

GOAL = 1.15
SIZE, TURNS = 50, 61
MANY = 600
"""As many files as the demo has, all of one organisation."""


class PlainBase(DeclarativeBase):
    """Apart from the product's own tables."""


class PlainFile(PlainBase):
    """A file as an ordinary product keeps it."""

    __tablename__ = "plain_file"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(index=True)
    code: Mapped[str]
    palika: Mapped[int | None]
    assigned_to: Mapped[UUID | None]
    closed_on: Mapped[date | None]


@dataclass(frozen=True)
class PlainLine:
    """What the template asks of a line."""

    case: PlainFile
    mine: bool

    @property
    def card(self) -> PlainFile:
        return self.case

    @property
    def name(self) -> str:
        return self.case.name


blueprint = Blueprint("plain", __name__)


@blueprint.get("/plain-files")
@requires(Permission.FILES_READ)
def files() -> ResponseReturnValue:
    """The same page from the plain table."""
    chosen = FilterForm(request.args)
    chosen.validate()
    staff = staff_of(db.session, current_user.organisation_id)
    page = _page(db.session)
    return render_template(
        "cases/files.html", page=page, chosen=chosen, form=SearchForm(), staff=staff, filters={}
    )


def _page(session: Session) -> Page[PlainLine]:
    mine = (PlainFile.organisation_id == current_user.organisation_id, PlainFile.closed_on.is_(None))
    total = session.scalar(select(func.count()).select_from(PlainFile).where(*mine)) or 0
    found = session.scalars(select(PlainFile).where(*mine).order_by(PlainFile.name).limit(SIZE))
    visible = visible_ids(session, current_user)
    return Page([PlainLine(row, row.id in visible) for row in found], 1, SIZE, total)


def results() -> Iterator[Result]:
    """A full page of a small register, which is the goal; and the first page of a long one."""
    yield _measured(SIZE, GOAL)
    yield _measured(MANY, None)


def _measured(many: int, goal: float | None) -> Result:
    with ground() as world:
        world.app.register_blueprint(blueprint)
        _fill(world, many)
        browser = client_as(world.asha)
        sealed, plain = _visit(browser.client, "/files"), _visit(browser.client, "/plain-files")
        assert _lines(sealed()) == _lines(plain()) == SIZE
        what = f"a list page of {SIZE} of {many} against plain columns"
        return against(what, sealed, plain, goal=goal, turns=TURNS)


def _fill(world: World, many: int) -> None:
    asha = world.asha
    with world.app.app_context():
        PlainBase.metadata.create_all(db.engine)
        made = fill_register(asha, invented_names(many))
    with acting(asha) as session:
        for number, (file_id, name) in enumerate(made.items()):
            code = f"{number // 1000 + 222}-{number % 1000:03}"
            session.add(
                PlainFile(
                    id=file_id,
                    organisation_id=asha.organisation_id,
                    name=name,
                    code=code,
                    palika=PALIKA,
                    assigned_to=asha.id,
                )
            )


def _visit(client: object, path: str) -> Work:
    def visit() -> object:
        response = client.get(path)  # type: ignore[attr-defined]
        assert response.status_code == 200
        return response.get_data(as_text=True)

    return visit


def _lines(page: object) -> int:
    assert isinstance(page, str)
    return page.count('class="over"')
