"""What is known of a document or picture: its name in somebody's words, and the key that opens it.

It lies in the row of the attachment. If it belongs to what is kept apart, it lies in that head of the file
instead, so that no row of a stolen copy tells that there is such a thing.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Paper:
    """One document, picture or recording. `key`: 32 bytes, as hexadecimal digits."""

    id: UUID
    what: str
    kind: str
    key: str
    size: int
    name: str = ""
    about: UUID | None = None  # the note or the enrolment that it belongs to
