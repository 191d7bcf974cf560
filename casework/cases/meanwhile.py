"""Two people, one row: both versions side by side, and a choice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.models import User
from casework.audit.models import Entry, Seal
from casework.core.csrf import FIELD_NAME
from casework.core.db import db
from casework.core.forms import Revises
from casework.core.i18n import _, calendar, language
from casework.core.i18n_pages import ReaderText
from casework.vault.sealed import SealedRow

CHOICE = "choose"


def keeps_theirs() -> bool:
    """Whether she has seen both versions and lets the saved one stand."""
    return request.form.get(CHOICE) == "theirs"


@dataclass(frozen=True)
class Saver:
    """Who saved it last, when, and which revision that made."""

    who: str
    when: datetime | None
    revision: int


def both_versions(
    form: Revises, row: SealedRow, saved: Mapping[str, Any], *, back: str
) -> ResponseReturnValue:
    """The page with what is saved now and what she wrote. `saved` is what would fill the form now;
    her answer comes back to the same address, with the revision that she has now seen."""
    saver = Saver(*last_saved(db.session, row.id), row.revision)
    return side_by_side(form, saved, saver, back=back)


def side_by_side(form: Revises, saved: Mapping[str, Any], saver: Saver, *, back: str) -> ResponseReturnValue:
    """The same for what is no row of its own."""
    theirs = type(form)(formdata=None, data=dict(saved))
    mine = {field.short_name: field for field in form.visible_fields()}
    for name, field in mine.items():
        if hasattr(field, "source"):
            theirs[name].source = field.source
    pairs = [
        (field.label.text, shown(field), shown(mine[field.short_name])) for field in theirs.visible_fields()
    ]
    kept = _kept(saver.revision)
    page = render_template(
        "cases/meanwhile.html", pairs=pairs, who=saver.who, when=saver.when, kept=kept, back=back
    )
    return page, 409


def _kept(revision: int) -> list[tuple[str, str]]:
    typed = [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name not in (FIELD_NAME, CHOICE, "revision")
    ]
    return [*typed, ("revision", str(revision))]


def shown(field: Any) -> str:
    """The answer in a field as a reader reads it."""
    if field.control in ("radios", "select", "checkboxes"):
        return ", ".join(str(label) for value, label, chosen in field.options() if chosen and value)
    if field.control == "date3":
        return ReaderText(language, calendar).date(field.data)
    if field.control == "tick":
        return _("Yes") if field.data else _("No")
    return field.stored_text() if field.data is not None else ""


def last_saved(session: Session, row_id: UUID) -> tuple[str, datetime | None]:
    """Who saved a row last, and when, as the audit has it."""
    query = (
        select(User, Entry.at)
        .join(Entry, Entry.user_id == User.id)
        .join(Seal, Seal.entry_id == Entry.id)
        .where(Seal.row_id == row_id)
        .order_by(Seal.version.desc())
    )
    found = session.execute(query).first()
    return (found[0].name(language()), found[1]) if found else ("", None)
