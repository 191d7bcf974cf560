"""A trace of what stood in a row that may be shared back: it lies in the record, which is never shared."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from uuid import UUID

from sqlalchemy.orm import Session

from casework.people.models import Record
from casework.people.tracing import asked_today, in_each_language, keep_trace, replaced
from casework.vault.acting import actor
from casework.vault.heads import seal_heads_again, the_head

Told = Callable[[], Mapping[str, str]]


@contextmanager
def traced_in_record(
    session: Session, folder_id: UUID, part: str, told: Told, *, about: UUID
) -> Iterator[None]:
    """Keep what is replaced within the block, of what a page says of a row. Her heads are sealed again in
    any case, so that a correction looks like a first answer."""
    before = in_each_language(told)
    yield
    was = replaced(before, in_each_language(told))
    record, by = the_head(session, Record, folder_id), actor(session).user_id
    if was and by is not None:
        asked = asked_today(record, part, by)
        keep_trace(record, part, was, by=by, about=about, asked=asked)
    seal_heads_again(session, Record, folder_id)
