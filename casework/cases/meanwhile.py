"""Two people, one row: both versions side by side, and a choice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.models import User
from casework.audit.models import Entry, Seal
from casework.core.csrf import FIELD_NAME
from casework.core.db import db
from casework.core.errors import EditedMeanwhile
from casework.core.fields_hidden import BEFORE
from casework.core.forms import Revises
from casework.core.i18n import language
from casework.core.typing_token import TYPING_TOKEN
from casework.people.answers import said
from casework.people.part_form import UNSAID
from casework.vault.sealed import SealedRow

CHOICE = "choose"
PICK = "keep-"
CHOICES = "choices"
MINE, THEIRS, EACH = "mine", "theirs", "each"
NOT_CARRIED = frozenset({FIELD_NAME, TYPING_TOKEN, CHOICE, CHOICES, "revision", BEFORE})


def keeps_theirs() -> bool:
    """Whether she has seen both versions and lets the saved one stand."""
    return request.form.get(CHOICE) == THEIRS


def kept_of_theirs() -> frozenset[str]:
    """The questions for which she chose what is saved, when she chose question by question."""
    if request.form.get(CHOICE) != EACH:
        return frozenset()
    picked = (k for k, v in request.form.items() if k.startswith(PICK) and v == THEIRS)
    return frozenset(k.removeprefix(PICK) for k in picked)


def expect_chosen(form: Revises, row: SealedRow) -> None:
    """Raise EditedMeanwhile if the row is no longer what the form was filled from, or if she chose
    question by question and left one open."""
    row.expect_revision(form.revision.data)
    if _left_open():
        raise EditedMeanwhile


def _left_open() -> bool:
    asked = request.form.getlist(CHOICES) if request.form.get(CHOICE) == EACH else ()
    return any(request.form.get(f"{PICK}{name}") not in (MINE, THEIRS) for name in asked)


@dataclass(frozen=True)
class Difference:
    """One question that is answered in two ways, as a page shows it."""

    name: str
    label: str
    theirs: str
    mine: str

    @property
    def picked(self) -> str:
        """Which version is chosen: what she has chosen, else the only one that says something."""
        only = (MINE if not self.theirs else THEIRS) if not (self.theirs and self.mine) else ""
        return request.form.get(f"{PICK}{self.name}", only)


@dataclass(frozen=True)
class Saver:
    """Who saved it last, when, and which revision that made."""

    who: str
    when: datetime | None
    revision: int
    hers: bool = False
    """Whether it was the reader herself, on another page."""


def both_versions(
    form: Revises, row: SealedRow, saved: Mapping[str, Any], *, back: str, one_by_one: bool = False
) -> ResponseReturnValue:
    """The page with what is saved now and what she wrote. `saved` is what would fill the form now;
    her answer comes back to the same address, with the revision that she has now seen. `one_by_one`
    where the view heeds `expect_chosen` and `kept_of_theirs`."""
    by, when = last_saved(db.session, row.id)
    who = by.name(language()) if by else ""
    saver = Saver(who, when, row.revision, by is not None and by.id == current_user.id)
    return side_by_side(form, saved, saver, back=back, one_by_one=one_by_one)


def side_by_side(
    form: Revises, saved: Mapping[str, Any], saver: Saver, *, back: str, one_by_one: bool = False
) -> ResponseReturnValue:
    """The same for what is no row of its own."""
    page = render_template(
        "cases/meanwhile.html",
        differences=differences(form, saved),
        saver=saver,
        carried=_carried(),
        before=form.revision.data,
        back=back,
        one_by_one=one_by_one,
        missing=_left_open(),
        form_name=form.form_key(),
    )
    return page, 409


def differences(form: Revises, saved: Mapping[str, Any]) -> list[Difference]:
    """The questions that are answered in two ways."""
    theirs = type(form)(formdata=None, data=dict(saved))
    found = []
    for field in form.visible_fields():
        name = field.short_name
        if hasattr(field, "source"):
            theirs[name].source = field.source
        if not name.endswith(UNSAID):
            found.append(Difference(name, field.label.text, said(theirs[name]), said(field)))
    return [one for one in found if one.theirs != one.mine]


def _carried() -> list[tuple[str, str]]:
    """What she wrote, to be sent again with her choice."""
    typed = request.form.items(multi=True)
    return [(k, v) for k, v in typed if k not in NOT_CARRIED and not k.startswith(PICK)]


def last_saved(session: Session, row_id: UUID) -> tuple[User | None, datetime | None]:
    """Who saved a row last, and when, as the audit has it."""
    query = (
        select(User, Entry.at)
        .join(Entry, Entry.user_id == User.id)
        .join(Seal, Seal.entry_id == Entry.id)
        .where(Seal.row_id == row_id)
        .order_by(Seal.version.desc())
    )
    found = session.execute(query).first()
    return (found[0], found[1]) if found else (None, None)
