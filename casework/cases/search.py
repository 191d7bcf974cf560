"""Finding a file: by a part of a name in either script, a phone, a number or the spoken code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.models import User
from casework.audit.models import Act
from casework.audit.readings import note_reading
from casework.cases.lists import Listed, listed
from casework.cases.models import Case
from casework.core.i18n import language
from casework.core.name_script import sort_key
from casework.vault.acting import actor, own_ring, own_rings
from casework.vault.names import SIMILAR, Prepared, scan
from casework.vault.packing import pack_some
from casework.vault.packs import Register, believed, by_name, by_number, by_phone, open_register
from casework.vault.register import CardText, plain_number

LEAST_LETTERS = 3
MOST = 20


def search(session: Session, user: User, text: str) -> list[Listed]:
    """The files of her organisation that a text may mean, best first. Noted in the audit. Where many
    cards lie loose, some are packed for the next search."""
    note_reading(session, actor(session), Act.SEARCHED)
    files = Files.of(session, user)
    wanted = _number(text)
    found = files.with_number(wanted, MOST) if wanted else files.named(text, MOST)
    pack_some(session, own_ring(session), files.register)
    return found


def matching(listed_files: list[Listed], text: str, most: int) -> list[Listed]:
    """Of some files those that a text may mean, best first, and no more than so many."""
    files = {one.case.id: one for one in listed_files}
    wanted = _number(text)
    if wanted:
        return _first([one for one in files.values() if _has_number(one.card, wanted)], most)
    hits = scan(text, [pair for one in files.values() for pair in prepared(one)], most)
    return [files[case_id] for case_id, _score in hits]


def prepared(one: Listed) -> list[tuple[UUID, Prepared]]:
    """Her names as the search compares them."""
    return [(one.case.id, Prepared.from_json(sound)) for sound in one.card.sounds]


def _first(found: list[Listed], most: int) -> list[Listed]:
    reader = language()
    return sorted(found, key=lambda one: (sort_key(one.name, reader), str(one.case.id)))[:most]


def _number(text: str) -> str:
    """The digits and letters of a number; "" where the text is a name."""
    plain = plain_number(text)
    return plain if any(sign.isdigit() for sign in plain) else ""


def _has_number(card: CardText, wanted: str) -> bool:
    return any(wanted in plain_number(known) for known in (card.code, *card.phones, *card.numbers))


@dataclass(frozen=True)
class Files:
    """The register of an organisation beside its files. A referred woman is known by the partner's
    card, for as long as its share lives, and by nothing that our own card says of who she is."""

    session: Session
    user: User
    register: Register
    of_source: dict[UUID, list[UUID]]
    """Our files, by the partner's file from which we know her, while we do."""
    referred: frozenset[UUID]

    @classmethod
    def of(cls, session: Session, user: User) -> Files:
        """Open the register of her organisation."""
        register = open_register(session, *own_rings(session))
        of_source: dict[UUID, list[UUID]] = defaultdict(list)
        if any(card.shared for card in register.loose.values()):
            mine = select(Case.id, Case.source_id).where(Case.organisation_id == user.organisation_id)
            for case_id, source_id in session.execute(mine.where(Case.source_id.is_not(None))):
                if source_id in register.loose:
                    of_source[source_id].append(case_id)
        referred = frozenset(case_id for cases in of_source.values() for case_id in cases)
        return cls(session, user, register, of_source, referred)

    def named(self, text: str, most: int, least: float = 0) -> list[Listed]:
        """Those whose names a text may mean, best first."""
        ranked = by_name(self.register, text, most, self._loose(), self.referred)
        wanted = [case_id for case_id, score in ranked if score >= least]
        found = {one.case.id: one for one in self._believed(wanted)}
        return [found[case_id] for case_id in wanted if case_id in found]

    def with_number(self, wanted: str, most: int) -> list[Listed]:
        """Those with a phone, a number or a code that holds this, in order of name."""
        packed = by_number(self.register, wanted, most, self.referred)
        loose = {case_id for case_id, card in self._loose() if _has_number(card, wanted)}
        coded = {
            case_id
            for case_id in self.referred & self.register.loose.keys()
            if _has_number(_own_part(self.register.loose[case_id].text), wanted)
        }
        return _first(self._believed([*packed, *loose, *coded]), most)

    def with_phone(self, phone: str) -> list[Listed]:
        """Those with exactly this phone, and others that only hold it."""
        wanted = plain_number(phone)
        packed = by_phone(self.register, wanted, self.referred) if wanted else []
        loose = [case_id for case_id, card in self._loose() if phone in card.phones]
        return self._believed([*packed, *loose])

    def _loose(self) -> Iterator[tuple[UUID, CardText]]:
        """Who the loose cards say she is, each with our file."""
        for folder_id, card in self.register.loose.items():
            if card.shared:
                yield from ((case_id, _who(card.text)) for case_id in self.of_source.get(folder_id, ()))
            elif folder_id not in self.referred:
                yield folder_id, card.text

    def _believed(self, wanted: list[UUID]) -> list[Listed]:
        """The files as they are listed; of those that a pack gave, only whose card still names it."""
        sure = self.referred | self.register.loose.keys()
        packed = [case_id for case_id in wanted if case_id not in sure]
        named = believed(self.session, own_ring(self.session), self.register, packed)
        return listed(self.session, self.user, [one for one in wanted if one in sure or one in named])


def _who(card: CardText) -> CardText:
    """Of a partner's card what says who she is: code and numbers are our own."""
    return CardText(phones=card.phones, sounds=card.sounds)


def _own_part(card: CardText) -> CardText:
    """Of our own card what counts beside a partner's."""
    return CardText(code=card.code, numbers=card.numbers)


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
    files = Files.of(session, user)
    found = []
    if len(name.strip()) >= LEAST_LETTERS:
        found = [_alike(one) for one in files.named(name, 5, SIMILAR)]
    if phone and any(phone in one.card.phones for one in files.with_phone(phone)):
        found.append(Similar(same_phone=True))
    return found


def _alike(one: Listed) -> Similar:
    card = one.card
    return Similar(one.case.id, card.name, card.code, card.birth_year, card.palika)
