"""Files that may be of the same woman: a hint for the supervisor, never a merge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from auth.models import User
from casework.cases.models import Case
from casework.cases.queries import of_organisation
from casework.imports.identity import case_id_of, known_key
from casework.imports.trial import Tried
from casework.vault.names import SIMILAR, Prepared, prepare
from casework.vault.names_score import Query
from casework.vault.own_cards import own_cards
from casework.vault.register import Entry


@dataclass(frozen=True)
class Hint:
    """A line, and a file that it may mean. `same_phone`: the number is also in another file, which
    says of nobody that she is the same."""

    line: int
    name: str
    case_id: UUID | None = None
    other_name: str = ""
    code: str = ""
    birth_year: int | None = None
    same_phone: bool = False


@dataclass(frozen=True)
class Known:
    """What a list meets that is here already: how many of its lines, and who may be the same."""

    lines: int
    hints: list[Hint]


def known(session: Session, user: User, tried: Iterable[Tried]) -> Known:
    """Look at every line that would open a file: did an earlier import open it, is there a name like
    hers, or her number?"""
    fine = [one for one in tried if one.fine and not one.repeats]
    waiting = _without_known(session, user, fine)
    cards = own_cards(session)
    phones = {phone for card in cards.values() for phone in card.text.phones}
    names = _Names(cards)
    found = (_hint(one, names, phones) for one in waiting)
    return Known(len(fine) - len(waiting), [hint for hint in found if hint is not None])


def _without_known(session: Session, user: User, tried: list[Tried]) -> list[Tried]:
    key = known_key(session, user)
    if key is None:
        return tried
    opened = set(session.scalars(of_organisation(user).with_only_columns(Case.id)))
    return [one for one in tried if case_id_of(key, one.identity) not in opened]


class _Names:
    """The register's names by the sound of their first word and of the whole, so that a list of many
    is compared with those alone that can be alike."""

    def __init__(self, cards: dict[UUID, Entry]) -> None:
        self.cards = cards
        self.by_sound: dict[str, list[tuple[UUID, Prepared]]] = defaultdict(list)
        for folder_id, card in cards.items():
            for sounds in card.text.sounds:
                name = Prepared.from_json(sounds)
                for sound in _first_sounds(name):
                    self.by_sound[sound].append((folder_id, name))

    def best(self, name: str) -> UUID | None:
        """The file with the name most like it, if one is alike."""
        wanted = prepare(name)
        query = Query(wanted)
        near = (pair for sound in _first_sounds(wanted) for pair in self.by_sound.get(sound, ()))
        scored = [(query.score(other), folder_id) for folder_id, other in near]
        best = max(scored, default=(0.0, None), key=lambda pair: pair[0])
        return best[1] if best[0] >= SIMILAR else None


def _first_sounds(name: Prepared) -> set[str]:
    return {sound for sound in (*name.words[:1], name.whole) if sound}


def _hint(one: Tried, names: _Names, phones: set[str]) -> Hint | None:
    told = one.reading.told
    found = names.best(told.name)
    if found is not None:
        card = names.cards[found].text
        return Hint(one.line.number, told.name, found, card.name, card.code, card.birth_year)
    if told.phone and told.phone in phones:
        return Hint(one.line.number, told.name, same_phone=True)
    return None
