"""A long register for the tests and measurements of lists and searches: many women, made quickly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice, product
from uuid import UUID

from casework.cases.models import Case
from casework.core import clock
from casework.core.db import new_id
from casework.vault.folders import Folder
from casework.vault.register import CardText, write_card
from tests.support.people import Someone, acting

PALIKA = 20104
# Common words of names, in no order of meaning; put together they make women who do not exist.
FIRST = (  # noqa: SIM905  (a list of many quoted words is harder to read)
    "Sita Gita Maya Sunita Sabita Kamala Bimala Nirmala Anita Mina Tara Durga Rita Sarita Puja Asmita Bishnu "
    "Radha Parvati Saraswati Laxmi Manju Sangita Samjhana Rekha Sushila Pabitra Januka Kalpana Goma "
    "Dolma Pasang Phulmaya Suntali Aitamaya Ganga Jamuna Rukmini Shova Usha"
).split()
MIDDLE = ("", "Kumari", "Maya", "Devi")
LAST = (  # noqa: SIM905
    "Tamang Lama Rai Limbu Magar Thapa Sherpa Yadav Mandal Khatun Sah Tharu Gurung Shrestha Chaudhary Nepali "
    "Bishwakarma Pariyar Karki Basnet Ghale Majhi Danuwar Sunuwar Dahal Adhikari Poudel Khadka Budhathoki "
    "Bhujel Moktan Ansari"
).split()


def invented_names(many: int) -> list[str]:
    """That many different names. They come in an even mixture, always the same."""
    every = [" ".join(filter(None, words)) for words in product(FIRST, MIDDLE, LAST)]
    step = 1801  # has no divisor in common with their number
    mixed: Iterator[str] = (every[place * step % len(every)] for place in range(len(every)))
    found = list(islice(mixed, many))
    assert len(set(found)) == many, "there are not so many names"
    return found


def fill_register(someone: Someone, names: Iterable[str]) -> dict[UUID, str]:
    """A file and a card for each name, in somebody's organisation and assigned to her; by id.

    The files have no heads: only lists and searches read them, and those read cards.
    """
    ring, wanted = someone.ring, {new_id(): name for name in names}
    with acting(someone) as session:
        session.add_all(Folder(id=folder_id, ring_id=ring.id) for folder_id in wanted)
        session.flush()
        session.add_all(_case(someone, folder_id) for folder_id in wanted)
        session.flush()
        with session.no_autoflush:
            for number, (folder_id, name) in enumerate(wanted.items()):
                write_card(session, ring, folder_id, _card(number, name))
    return wanted


def _case(someone: Someone, folder_id: UUID) -> Case:
    organisation, worker = someone.organisation_id, someone.id
    return Case(id=folder_id, organisation_id=organisation, opened_on=clock.today(), assigned_to=worker)


def _card(number: int, name: str) -> CardText:
    code = f"{number // 1000 + 222}-{number % 1000:03}"
    phone = f"98{number:08}"
    return CardText(name=name, code=code, phones=(phone,), birth_year=2040 + number % 20, palika=PALIKA)
