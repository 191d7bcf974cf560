"""Reading tables for the page of somebody: each that is asked for is noted."""

from __future__ import annotations

from collections.abc import Collection

from casework.core.db import db
from casework.reporting.asking import Question
from casework.reporting.noting import note_questions
from casework.reporting.queries import Published, published
from casework.vault.acting import actor


def frame() -> Published | None:
    """The latest release without a single number of it: what a page may offer; none before the first."""
    return published(db.session, ())


def read(asked: Collection[Question]) -> Published | None:
    """The tables of some questions from the latest release; none before the first. Raises
    NotAtThisDetail for a table that an installation of this size does not have."""
    found = published(db.session, list(dict.fromkeys(one.node for one in asked)))
    note_questions(db.session, actor(db.session), asked, found.release.number if found else 0)
    return found
