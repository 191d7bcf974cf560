"""Searching by name in 5,000 and in 50,000 files: packs opened, scanned by sound, ranked, the files loaded.

Against what an ordinary product does over as many plain rows in the same database: a case-insensitive LIKE
over name, other names and phone, ordered, the first twenty. That finds a spelling and not a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product
from random import Random

from sqlalchemy import insert, or_, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from benchmarks.ground import ground
from benchmarks.measure import Result, Work
from benchmarks.processor import against, alone
from casework.audit.chain import forget
from casework.cases.search import search, similar
from casework.core.db import db
from casework.vault.packing import pack_some
from casework.vault.packs import open_register
from casework.vault.register import read_cards
from tests.support.people import Someone, World, acting, client_as
from tests.support.register import FIRST, LAST, fill_register

FEW, MANY = 5_000, 50_000
GOAL = 2.0
SPELT = "Laxmi Tamang"
ASKED = {
    "a name that many have": "लक्ष्मी तामाङ",
    "a word that thousands have": "Maya",
    "a name misspelt": "Lakhsmee Tomanng",
    "a name of nobody": "Xhosa Quelimane",
    "the end of a phone": "0004711",
}


class PlainBase(DeclarativeBase):
    """Apart from the product's own tables."""


class PlainName(PlainBase):
    """Who she is, as an ordinary product keeps it."""

    __tablename__ = "plain_name"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(index=True)
    other_names: Mapped[str]
    phone: Mapped[str]


def results() -> Iterator[Result]:
    """The time that 5,000 take, then 50,000; and the whole page."""
    yield from _measured(FEW, ("a name that many have",), goal=None)
    yield from _measured(MANY, tuple(ASKED), goal=GOAL)


def _measured(many: int, asked: tuple[str, ...], goal: float | None) -> Iterator[Result]:
    with ground() as world:
        asha = world.asha
        _fill(world, many)
        with acting(asha) as session:
            while pack_some(session, asha.ring, open_register(session, asha.ring)):
                pass
            like = _like(session)
            for what in asked:
                work = _search(session, asha, ASKED[what])
                yield against(f"{what}, of {many} files, against LIKE", work, like, goal=goal)
            yield alone("  the LIKE", like)
            yield alone("  of which opening the packs", lambda: open_register(session, asha.ring))
            yield alone("  the hint beside a new file", lambda: similar(session, asha.user, SPELT, "9800"))
            yield alone(f"  for comparison: opening {many} cards", _cards(session, asha), turns=3)
            forget(session)
        yield alone("  the page, from sending to answer", _page(asha))


def women(many: int) -> list[str]:
    """That many different names: most of words that many have, one in ten with a word of her own."""
    dice = Random(20260322)  # noqa: S311
    common = [" ".join(words) for words in product(FIRST, ("", *FIRST), LAST) if words[0] != words[1]]
    dice.shuffle(common)
    syllables = [one + two for one, two in product((*"kgjtdnpbmrlsh", "kh", "ch"), "aiueo")]
    rare = (
        f"{''.join(dice.choices(syllables, k=3)).title()} {dice.choice(('', *FIRST))} {dice.choice(LAST)}"
        for _ in iter(int, 1)
    )
    usual = iter(common)
    mixed = (" ".join(next(rare if dice.random() < _OWN_WORD else usual).split()) for _ in iter(int, 1))
    return list(islice(dict.fromkeys(islice(mixed, many + many // 10)), many))


_OWN_WORD = 0.1


def _fill(world: World, many: int) -> None:
    names = women(many)
    assert len(names) == many
    with world.app.app_context():
        fill_register(world.asha, names)
        PlainBase.metadata.create_all(db.engine)
        with db.engine.begin() as connection:
            rows = [
                {"name": name, "other_names": name.split()[0], "phone": f"98{number:08}"}
                for number, name in enumerate(names)
            ]
            connection.execute(insert(PlainName), rows)


def _search(session: Session, someone: Someone, text: str) -> Work:
    return lambda: search(session, someone.user, text)


def _like(session: Session) -> Work:
    wanted = f"%{SPELT.lower()}%"
    told = (PlainName.name, PlainName.other_names, PlainName.phone)
    query = select(PlainName.id, *told).where(or_(*(one.ilike(wanted) for one in told)))
    first = query.order_by(PlainName.name).limit(20)
    return lambda: session.execute(first).all()


def _cards(session: Session, someone: Someone) -> Work:
    return lambda: read_cards(session, someone.ring)


def _page(someone: Someone) -> Work:
    browser = client_as(someone)
    token = {"csrf_token": browser.visit("/files") and browser.token(), "text": SPELT}

    def send() -> None:
        response = browser.client.post("/files", data=token)
        assert response.status_code == 200
        assert SPELT in response.get_data(as_text=True)

    return send
