"""Finding a file: by a part of a name in either script, a phone, a number or the spoken code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from auth.models import User
from casework.audit.models import Act
from casework.audit.readings import note_reading
from casework.cases.lists import Listed, listed
from casework.core.digits import to_ascii
from casework.core.name_script import sort_key
from casework.vault.acting import actor
from casework.vault.names import SIMILAR, Prepared, scan
from casework.vault.register import CardText

LEAST_LETTERS = 3
MOST = 20


def search(session: Session, user: User, text: str) -> list[Listed]:
    """The files of her organisation that a text may mean, best first. Noted in the audit."""
    note_reading(session, actor(session), Act.SEARCHED)
    return matching(listed(session, user), text, MOST)


def matching(listed_files: list[Listed], text: str, most: int) -> list[Listed]:
    """Of some files those that a text may mean, best first, and no more than so many."""
    files = {one.case.id: one for one in listed_files}
    wanted = _number(text)
    if wanted:
        found = [one for one in files.values() if _has_number(one.card, wanted)]
        return sorted(found, key=lambda one: sort_key(one.name))[:most]
    hits = scan(text, [pair for one in files.values() for pair in prepared(one)], most)
    return [files[case_id] for case_id, _score in hits]


def prepared(one: Listed) -> list[tuple[UUID, Prepared]]:
    """Her names as the search compares them."""
    return [(one.case.id, Prepared.from_json(sound)) for sound in one.card.sounds]


def _number(text: str) -> str:
    """The digits and letters of a number; "" where the text is a name."""
    plain = re.sub(r"[\s\-/.]", "", to_ascii(text)).casefold()
    return plain if any(sign.isdigit() for sign in plain) else ""


def _has_number(card: CardText, wanted: str) -> bool:
    return any(wanted in _number(known) for known in (card.code, *card.phones, *card.numbers))


@dataclass(frozen=True)
class Similar:
    """Somebody whose name is alike, as a hint. Or, without anything else, that a phone number is
    also in another file: that opens nothing and says of nobody that she is the same."""

    case_id: UUID | None = None
    name: str = ""
    code: str = ""
    birth_year: int | None = None
    palika: int | None = None
    same_phone: bool = False


def similar(session: Session, user: User, name: str, phone: str | None) -> list[Similar]:
    """What to look at before a new file is opened: files with a name like hers, best first.
    Noted in the audit."""
    note_reading(session, actor(session), Act.SEARCHED)
    files = {one.case.id: one for one in listed(session, user)}
    found = []
    if len(name.strip()) >= LEAST_LETTERS:
        pairs = [pair for one in files.values() for pair in prepared(one)]
        found = [_alike(files[case_id]) for case_id, score in scan(name, pairs, 5) if score >= SIMILAR]
    if phone and any(phone in one.card.phones for one in files.values()):
        found.append(Similar(same_phone=True))
    return found


def _alike(one: Listed) -> Similar:
    card = one.card
    return Similar(one.case.id, card.name, card.code, card.birth_year, card.palika)
