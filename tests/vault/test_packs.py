"""Packs in the database: what is in them, what empties them, what never lies in one."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from casework.cases.lists import Listed
from casework.cases.search import search, similar
from casework.core.clock import today
from casework.doctor import examine
from casework.vault.folders import Folder
from casework.vault.packing import MANY_LOOSE, pack_some
from casework.vault.packs import Register, open_register
from casework.vault.register import Card, CardText, RegisterPack, drop_packs, write_card
from tests.support.people import Someone, World, acting, client_as
from tests.support.register import fill_register, invented_names

NAMES = ["Rukhsana Khatun", *invented_names(MANY_LOOSE + 20)]
HER = NAMES[0]


def pack(session: Session, someone: Someone) -> Register:
    """Pack what is to be packed; the register after it."""
    while pack_some(session, someone.ring, open_register(session, someone.ring)):
        pass
    return open_register(session, someone.ring)


@pytest.fixture
def files(world: World) -> dict[str, UUID]:
    """A register that is worth packing, packed; the files by name."""
    with world.app.app_context():
        made = fill_register(world.asha, NAMES)
    with acting(world.asha) as session:
        assert pack(session, world.asha).loose == {}
    return {name: file_id for file_id, name in made.items()}


def first(found: list[Listed]) -> UUID:
    return found[0].case.id


def words_kept(session: Session) -> int:
    return session.scalar(select(func.count()).where(RegisterPack.blob.is_not(None))) or 0


def test_a_search_packs_what_is_loose_and_the_next_finds_the_same(world: World) -> None:
    with world.app.app_context():
        fill_register(world.asha, NAMES)
    asha = client_as(world.asha)
    asha.visit("/files")
    found = []
    for _ in range(2):
        asha.fill("Name, phone, number or code", "रुखसाना")
        found.append(asha.press("Search"))
    assert [HER in page for page in found] == [True, True]
    with acting(world.asha) as session:
        register = open_register(session, world.asha.ring)
        assert (len(register.packs), register.loose) == (1, {})


def test_a_changed_card_is_read_by_itself_and_no_more_by_its_old_name(
    world: World, files: dict[str, UUID]
) -> None:
    with acting(world.asha) as session:
        write_card(session, world.asha.ring, files[HER], CardText(name="Goma Adhikari"))
        session.flush()
        assert first(search(session, world.asha.user, "Goma Adhikari")) == files[HER]
        assert files[HER] not in [one.case.id for one in search(session, world.asha.user, HER)]
        assert [one.case_id for one in similar(session, world.asha.user, HER, None)] == []


def test_changed_cards_are_packed_again_and_their_old_words_are_gone(
    world: World, files: dict[str, UUID]
) -> None:
    with acting(world.asha) as session:
        for name, file_id in files.items():
            write_card(session, world.asha.ring, file_id, CardText(name=name, code="777-777"))
        session.flush()
        before = session.scalars(select(RegisterPack.id)).all()
        assert pack(session, world.asha).loose == {}
        assert not set(before) & set(session.scalars(select(RegisterPack.id)))


@pytest.mark.parametrize("changed_before", [False, True])
def test_a_file_that_goes_takes_every_word_of_hers_out_of_the_packs(
    world: World, files: dict[str, UUID], changed_before: bool
) -> None:
    with acting(world.asha) as session:
        if changed_before:
            write_card(session, world.asha.ring, files[HER], CardText(name="Goma Adhikari"))
            session.flush()
        assert words_kept(session) == 1
        session.execute(delete(Folder).where(Folder.id == files[HER]))
        assert words_kept(session) == 0
        assert len(search(session, world.asha.user, NAMES[1])) > 0
        assert words_kept(session) == 1
        assert all(not one.holds(files[HER]) for one in pack(session, world.asha).packs.values())


def test_a_share_lies_in_no_pack_whatever_packs_it(world: World, files: dict[str, UUID]) -> None:
    with acting(world.asha) as session:
        pack_id = session.scalars(select(RegisterPack.id)).one()
        with pytest.raises(IntegrityError), session.begin_nested():
            session.execute(update(Card).where(Card.folder_id == files[HER]).values(grant_id=pack_id))


def test_a_change_of_keys_empties_the_packs_and_a_search_finds_all_the_same(
    world: World, files: dict[str, UUID]
) -> None:
    with acting(world.asha) as session:
        drop_packs(session, world.asha.ring.id)
        assert words_kept(session) == 0
        assert first(search(session, world.asha.user, HER)) == files[HER]


def test_a_pack_that_was_tampered_with_costs_time_and_no_answer(world: World, files: dict[str, UUID]) -> None:
    with acting(world.asha) as session:
        session.execute(update(RegisterPack).values(blob=b"\x01\x01" + bytes(2000)))
        assert first(search(session, world.asha.user, HER)) == files[HER]


def test_what_a_pack_says_of_a_file_that_names_another_is_not_believed(
    world: World, files: dict[str, UUID]
) -> None:
    with acting(world.asha) as session:
        other = RegisterPack(ring_id=world.asha.ring.id, epoch=1, cards=1, blob=None)
        session.add(other)
        session.flush()
        register = open_register(session, world.asha.ring)
        session.execute(update(Card).where(Card.folder_id == files[HER]).values(pack_id=other.id))
        assert register.packs
        assert first(search(session, world.asha.user, HER)) == files[HER]


def test_the_doctor_counts_packs_with_words_of_files_that_are_gone(
    world: World, files: dict[str, UUID]
) -> None:
    with acting(world.asha) as session:
        assert "packs of the register" not in " ".join(one.what for one in examine(session))
        session.execute(update(RegisterPack).values(cards=RegisterPack.cards + 1))
        assert "packs of the register" in " ".join(one.what for one in examine(session))


def test_a_new_file_is_packed_with_the_smallest_pack(world: World, files: dict[str, UUID]) -> None:
    with acting(world.asha) as session:
        ring = world.asha.ring
        for number in range(MANY_LOOSE):
            folder = Folder(ring_id=ring.id, made_on=today())
            session.add(folder)
            session.flush()
            write_card(session, ring, folder.id, CardText(name=f"Goma {number}"))
        session.flush()
        register = pack(session, world.asha)
        assert [len(one) for one in register.packs.values()] == [len(NAMES) + MANY_LOOSE]
