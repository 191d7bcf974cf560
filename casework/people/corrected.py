"""What stood there before it was corrected, and what she asked to be corrected: kept where the value is."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casework.vault.codec import encode
from casework.vault.sealed import Sealed, SealedRow, sealed

BESIDE = 48
"""Bytes that the count of what is gone and a longer revision may take."""


@dataclass(frozen=True)
class Was:
    """One answer as it was read, in Nepali, and in English where that reads otherwise."""

    question: str
    text: str
    english: str = ""


@dataclass(frozen=True)
class Change:
    """Answers that somebody changed on one day. `about` is the time away or the enrolment they belong
    to, `asked` what she said, if she had asked for it."""

    part: str
    on: date
    by: UUID
    was: tuple[Was, ...]
    about: UUID | None = None
    asked: UUID | None = None


@dataclass(frozen=True)
class Asked:
    """She asks for a correction. Where it is not made, `refused` says why, and her words stay beside it."""

    id: UUID
    part: str
    says: str
    on: date
    by: UUID
    refused: str = ""


class Traced(SealedRow):
    """A row that keeps what stood in it before, the oldest first."""

    __in_no_form__ = frozenset({"earlier", "earlier_gone", "asked"})

    earlier: Sealed[tuple[Change, ...]] = sealed(())
    earlier_gone: Sealed[int] = sealed(0)

    def make_room(self) -> None:
        """Let the oldest go, and count them, where they alone would make the blob a step longer: its
        length would tell that much was corrected. What she asked for stays, and so does the newest day."""
        bound = tuple(one for one in self.earlier if self._stays(one))
        if len(bound) == len(self.earlier):
            return
        whole = self.earlier
        self.earlier = bound
        room = self.room() - BESIDE
        kept = []
        for one in reversed(whole):
            if not self._stays(one):
                room -= _size(one)
            if room >= 0 or self._stays(one):
                kept.append(one)
        self.earlier = tuple(reversed(kept))
        self.earlier_gone += len(whole) - len(kept)

    def _stays(self, one: Change) -> bool:
        return one.asked is not None or one.on == self.earlier[-1].on


class Answerable(Traced):
    """A head that also keeps what she asked to be corrected in its part of the file."""

    asked: Sealed[tuple[Asked, ...]] = sealed(())


def _size(one: Change) -> int:
    return len(json.dumps(encode(one), ensure_ascii=False, separators=(",", ":")).encode()) + 1
