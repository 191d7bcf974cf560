"""Who did what: an organisation reads its own log, and can tell from paper whether it was cut back."""

from __future__ import annotations

import re

from sqlalchemy import select

from auth.small_ring_log import WORDS as OF_A_FEW
from casework.audit.models import Act, Entry
from casework.core.db import db
from casework.logbook.words import WORDS
from casework.vault.register import read_cards
from tests.referrals.files import NAME, open_file
from tests.support.people import World, acting, client_as


def test_every_act_has_its_words() -> None:
    assert set(WORDS) | set(OF_A_FEW) == set(Act)
    assert not set(WORDS) & set(OF_A_FEW)


def test_a_supervisor_reads_who_opened_which_file_and_looks_for_it(world: World) -> None:
    mine, other = open_file(world.asha), open_file(world.asha)
    with acting(world.asha) as session:
        codes = {
            one: card.text.code for one, card in read_cards(session, world.asha.ring, [mine, other]).items()
        }
    client_as(world.asha).visit(f"/files/{mine}")
    sunita = client_as(world.sunita)
    sunita.visit("logbook.log")
    assert codes[mine] in sunita.page.text
    assert "Opened a file" in sunita.page.text
    assert NAME not in sunita.page.text
    sunita.visit("logbook.log", code=codes[mine])
    assert codes[mine] in sunita.page.text
    assert codes[other] not in sunita.page.text
    sunita.visit("logbook.log", who=str(world.sunita.id), act="opened")
    assert "Nothing of the kind is in the log." in sunita.page.text


def test_what_is_done_again_and_again_is_one_line(world: World) -> None:
    mine = open_file(world.asha)
    asha = client_as(world.asha)
    for _look in range(3):
        asha.visit(f"/files/{mine}")
    sunita = client_as(world.sunita)
    sunita.visit("logbook.log", act="opened", who=str(world.asha.id))
    assert "Opened a file 3 times" in sunita.page.text


def test_the_log_of_another_organisation_is_not_in_it(world: World) -> None:
    open_file(world.bina)
    sunita = client_as(world.sunita)
    sunita.visit("logbook.log", act="created")
    assert "Nothing of the kind is in the log." in sunita.page.text


def test_a_file_of_the_log_runs_no_formula_and_is_noted(world: World) -> None:
    with acting(world.asha):
        world.asha.user.name_en = "=1+1"
    client_as(world.asha)
    answer = client_as(world.sunita).client.get("/log.csv")
    assert answer.mimetype == "text/csv"
    assert "'=1+1" in answer.text
    assert ",=1+1" not in answer.text
    with world.app.app_context():
        noted = select(Entry.id).where(Entry.act == Act.EXPORTED, Entry.user_id == world.sunita.id)
        assert db.session.scalars(noted).one()


def test_what_was_written_down_is_compared_in_either_script(world: World) -> None:
    open_file(world.asha)
    sunita = client_as(world.sunita)
    sunita.visit("logbook.end")
    number = re.search(r"Number of the last line: (\d+)", sunita.page.text)
    digits = re.search(r"(\d{5} ){5}", sunita.page.text)
    assert number
    assert digits
    sunita.press("I have written it down")
    assert "Noted." in sunita.page.text
    spoken = digits[0].translate(str.maketrans("0123456789", "०१२३४५६७८९"))
    sunita.post("logbook.compare", {"number": number[1], "digits": spoken})
    assert "It is the same." in sunita.page.text
    sunita.post("logbook.compare", {"number": number[1], "digits": "11111 22222 33333 44444 55555"})
    assert "It is not the same." in sunita.page.text


def test_the_programme_looks_by_organisation_and_never_sees_a_file(world: World) -> None:
    case_id = open_file(world.asha)
    client_as(world.bina)
    uma = client_as(world.uma)
    uma.visit("auth.chain", who=str(world.ids["b"]), act="signed_in")
    assert "bina" in uma.page.text
    assert "asha" not in uma.page.text
    taken = uma.client.get("/chain.csv").text
    assert str(case_id) not in taken
    assert "Opened a" not in taken
