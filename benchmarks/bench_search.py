"""Searching 5,000 cards by name: opened, scanned by sound, ranked. Against LIKE over 5,000 plain rows,
which finds a spelling and not a name."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import text
from sqlalchemy.orm import Session

from benchmarks.ground import ground
from benchmarks.measure import Result, Work
from benchmarks.processor import against, alone
from casework.audit.chain import forget
from casework.cases.search import search
from casework.vault.names import Prepared, scan
from casework.vault.register import read_cards
from tests.support.people import Someone, acting, client_as
from tests.support.register import fill_register, invented_names

MANY = 5000
ASKED = "लक्ष्मी तामाङ"
SPELT = "Laxmi Tamang"


def results() -> Iterator[Result]:
    """The search, its two halves, and the whole page."""
    with ground() as world:
        asha = world.asha
        with world.app.app_context():
            fill_register(asha, invented_names(MANY))
        with acting(asha) as session:
            _plain_table(session)
            yield against(f"search over {MANY} cards against LIKE", _search(session, asha), _like(session))
            yield alone(f"  of which opening {MANY} cards", lambda: read_cards(session, asha.ring))
            yield alone(f"  of which comparing {MANY} names", _scan(session, asha))
            forget(session)
            session.rollback()
        yield alone("  the page, from sending to answer", _page(asha))


def _plain_table(session: Session) -> None:
    session.execute(text("CREATE TABLE plain_name (id INTEGER PRIMARY KEY, name TEXT, latin TEXT)"))
    for name in invented_names(MANY):
        session.execute(text("INSERT INTO plain_name (name) VALUES (:name)"), {"name": name})


def _search(session: Session, someone: Someone) -> Work:
    return lambda: search(session, someone.user, ASKED)


def _like(session: Session) -> Work:
    query = text("SELECT id, name FROM plain_name WHERE name LIKE :asked LIMIT 20")
    return lambda: session.execute(query, {"asked": f"%{SPELT}%"}).all()


def _scan(session: Session, someone: Someone) -> Work:
    cards = read_cards(session, someone.ring).values()
    known = [(c.folder_id, Prepared.from_json(one)) for c in cards for one in c.text.sounds]
    return lambda: scan(ASKED, known, 20)


def _page(someone: Someone) -> Work:
    browser = client_as(someone)
    token = {"csrf_token": browser.visit("/files") and browser.token(), "text": ASKED}

    def send() -> None:
        response = browser.client.post("/files", data=token)
        assert response.status_code == 200
        assert SPELT in response.get_data(as_text=True)

    return send
