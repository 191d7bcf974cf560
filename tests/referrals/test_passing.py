"""A file passes to another organisation: all of it, once, and nothing of it stays behind."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from auth import rings
from auth.held import HeldRing
from auth.models import KeyKind
from auth.trust import forget_key
from casework.cases.attachments.actions import attach
from casework.cases.attachments.kinds import kind_of
from casework.cases.attachments.models import Piece, What
from casework.cases.attachments.pictures import redrawn
from casework.cases.attachments.queries import content_of, listed
from casework.cases.models import Case
from casework.cases.planning import add_action, add_note
from casework.cases.reading import notes, steps
from casework.consent.actions import record, withdraw
from casework.consent.errors import NobodyToTell
from casework.consent.passing import to_ask_anew
from casework.consent.purposes import Purpose, State
from casework.consent.queries import records, standing
from casework.core import clock
from casework.core.errors import NotVisible
from casework.facts.models import FactMessage
from casework.people.models import Record
from casework.people.shown import shown
from casework.referrals.models import ReferralState
from casework.referrals.passing import ending, letters
from casework.referrals.passing.errors import KeptByFew, NotOpenAnyMore, OfferedAlready
from casework.referrals.passing.models import Passing, PassingLetter, PassingState
from casework.referrals.passing.queries import find_sent
from casework.vault.errors import CannotOpen, Locked
from casework.vault.folders import Folder, Grant, Stub
from casework.vault.heads import the_head
from casework.vault.keyring import Opened, keyring
from casework.vault.opening import open_sheet
from casework.vault.register import Card, read_cards
from casework.vault.sealed import REGISTRY
from casework.vault.verify import changed_rows, missing_rows
from tests.cases.few import leave
from tests.referrals.files import NAME, open_file, refer, take_up, talk, the_referral
from tests.referrals.passing_on import WHY, acquaint, offer, opened, state_of, take_over
from tests.support.contents import picture
from tests.support.people import World, acting

NOTE = "बसपार्कमा भेट्ने"


@pytest.fixture
def world(world: World) -> World:
    """Both partners know each other's keys."""
    acquaint(world)
    return world


def a_file(world: World) -> UUID:
    """A file with a note and a step of Asha's."""
    case_id = open_file(world.asha)
    with acting(world.asha) as session:
        case, user = opened(session, world.asha, case_id), world.asha.user
        add_note(session, user, case, note_id=uuid4(), words=NOTE)
        today = clock.today()
        add_action(session, user, case, action_id=uuid4(), words="फोन गर्ने", due_on=today, by_user=user.id)
    return case_id


def test_a_file_passes_with_all_that_stands_in_it(world: World) -> None:
    case_id = a_file(world)
    passing_id = offer(world.asha, case_id)
    with acting(world.gita) as session:
        told = letters.offer_of(session, world.gita.ring, session.get_one(Passing, passing_id))
        assert (told.name, told.why, told.by) == (NAME, WHY, world.asha.id.hex)
    assert take_over(world.gita, passing_id, world.bina) == case_id
    with acting(world.bina) as session:
        case = opened(session, world.bina, case_id)
        assert (case.organisation_id, case.assigned_to) == (world.ids["b"], world.bina.id)
        assert shown(session, case).name == NAME
        assert [one.words for one in notes(session, case_id)] == [NOTE]
        assert [one.by_user for one in steps(session, case_id)] == [world.bina.id]
        assert list(read_cards(session, world.bina.ring, [case_id])) == [case_id]
        assert not session.scalars(select(PassingLetter)).all()
    assert take_over(world.gita, passing_id, world.bina) == case_id  # a second click


def test_the_former_owner_opens_nothing_of_it(world: World) -> None:
    """Neither on a page nor with its ring's secret and the keys that it had, on a copy of the database."""
    case_id = a_file(world)
    with acting(world.asha) as session:
        opened(session, world.asha, case_id)
        ring, before = world.asha.ring, keyring(session).opened[case_id]
    take_over(world.gita, offer(world.asha, case_id), world.bina)
    for somebody in (world.asha, world.sunita, world.nani):
        with pytest.raises(NotVisible), acting(somebody) as session:
            opened(session, somebody, case_id)
    with acting(world.asha) as session:
        grants = session.scalars(select(Grant).where(Grant.folder_id == case_id)).all()
        assert [_opens(session, ring, one) for one in grants] == [False]
        cards = select(Card.ring_id).where(Card.folder_id == case_id)
        assert set(session.scalars(cards)) == {world.ring("b").id}
        assert not session.scalars(select(Stub).where(Stub.folder_id == case_id)).all()
        keyring(session).opened[case_id] = Opened(before.sheet)
        assert _read(session, case_id) == 0


def _opens(session: object, ring: HeldRing, grant: Grant) -> bool:
    try:
        open_sheet(session, ring, grant)  # type: ignore[arg-type]
    except CannotOpen:
        return False
    return True


def _read(session: object, case_id: UUID) -> int:
    """How many rows of a file open."""
    found = 0
    for cls in REGISTRY:
        for row in session.scalars(select(cls).where(cls.folder_id == case_id)):  # type: ignore[attr-defined]
            try:
                row.plain()
                found += 1
            except (CannotOpen, Locked):
                continue
    return found


def test_what_she_said_before_has_ended(world: World) -> None:
    case_id = a_file(world)
    theirs = take_up(world.nani, refer(world.asha, case_id))
    with acting(world.asha) as session:
        opened(session, world.asha, case_id)
        pseudonym = the_head(session, Record, case_id).pseudonym
        assert pseudonym
    take_over(world.gita, offer(world.asha, case_id), world.bina)
    with acting(world.bina) as session:
        opened(session, world.bina, case_id)
        now, rows = standing(session, case_id), records(session, case_id)
        assert now.allows(Purpose.KEEP) and now.allows(Purpose.CALL)
        assert now.said[Purpose.COUNT].state is State.INVALIDATED
        assert to_ask_anew(session, now)
        shared = [row.id for row in rows if row.says(Purpose.SHARE) is State.GIVEN]
        assert set(shared) <= {row.withdraws for row in rows}
        assert the_head(session, Record, case_id).pseudonym == ""
        record(session, world.bina.user, case_id, {Purpose.KEEP: State.GIVEN}, talk())
        assert not to_ask_anew(session, standing(session, case_id))
        sent = select(func.count()).select_from(FactMessage)
        assert session.scalar(sent.where(FactMessage.sender_ring_id == world.ring("b").id)) == 1  # forget
    with acting(world.nani) as session:
        assert the_referral(session).state is ReferralState.WITHDRAWN
        case = session.get_one(Case, theirs)
        assert (case.source_id, case.closed_on) == (None, clock.today())
        assert not session.scalars(select(Grant).where(Grant.sender_ring_id.is_not(None))).all()


def test_the_audit_of_both_holds(world: World) -> None:
    case_id = a_file(world)
    take_over(world.gita, offer(world.asha, case_id), world.bina)
    with acting(world.gita) as session:
        assert not [*changed_rows(session), *missing_rows(session)]
        opened(session, world.gita, case_id)
        row = notes(session, case_id)[0]
        row_id = row.id
        session.delete(row)  # as from outside: nobody notes it
        session.flush()
        assert list(missing_rows(session)) == [row_id]  # the new owner's chain misses it


@pytest.mark.parametrize("how", ["recalled", "declined", "withdrawn"])
def test_an_offer_that_comes_to_nothing_leaves_no_key(world: World, how: str) -> None:
    case_id = a_file(world)
    passing_id = offer(world.asha, case_id)
    if how == "declined":
        with acting(world.gita) as session:
            ending.decline(session, session.get_one(Passing, passing_id), "nobody_free")
    else:
        with acting(world.asha) as session:
            opened(session, world.asha, case_id)
            passing = session.get_one(Passing, passing_id)
            if how == "recalled":
                ending.recall(session, passing)
            else:
                withdraw(session, world.asha.user, case_id, passing.consent_id)
    assert state_of(world, passing_id) == how
    with acting(world.asha) as session:
        case = opened(session, world.asha, case_id)
        add_note(session, world.asha.user, case, note_id=uuid4(), words="फेरि")
    with pytest.raises(NotOpenAnyMore):
        take_over(world.gita, passing_id, world.bina)
    with acting(world.asha) as session:
        opened(session, world.asha, case_id)
        keys = keyring(session).opened[case_id].sheet.entries
        assert {one.number for one in keys} == {2}
        assert session.get_one(Folder, case_id).ring_id == world.ring("a").id


def test_it_is_offered_once_at_a_time(world: World) -> None:
    case_id, form = a_file(world), uuid4()
    assert offer(world.asha, case_id, passing_id=form) == offer(world.asha, case_id, passing_id=form)
    with pytest.raises(OfferedAlready):
        offer(world.asha, case_id)


def test_it_passes_while_both_have_moved_to_new_keys(world: World) -> None:
    """Offered under keys of before, moved to the new ones with everything else, and taken over."""
    case_id = a_file(world)
    passing_id = offer(world.asha, case_id)
    for someone in (world.sunita, world.gita):
        with acting(someone) as session:
            rings.begin_epoch(session, world.secrets, someone.ring)
        with acting(someone) as session:
            while rings.move_some(session, someone.ring, 10):
                pass
    assert take_over(world.gita, passing_id, world.gita) == case_id
    with acting(world.gita) as session:
        assert shown(session, opened(session, world.gita, case_id)).name == NAME


def test_a_document_passes_and_its_pieces_stay_as_they_are(world: World) -> None:
    case_id, content = a_file(world), redrawn(picture())
    with acting(world.asha) as session:
        attach(
            session,
            world.asha.user,
            opened(session, world.asha, case_id),
            attachment_id=uuid4(),
            what=What.TOLD,
            name="एउटा चिठी",
            kind=kind_of(content),
            content=content,
        )
        before = session.scalars(select(Piece.blob)).all()
    take_over(world.gita, offer(world.asha, case_id), world.bina)
    with acting(world.bina) as session:
        case = opened(session, world.bina, case_id)
        paper = listed(session, case)[0]
        assert (paper.paper.name, content_of(session, case, paper)) == ("एउटा चिठी", content)
        assert session.scalars(select(Piece.blob)).all() == before


def test_it_comes_back_when_she_does(world: World) -> None:
    case_id = a_file(world)
    take_over(world.gita, offer(world.asha, case_id), world.bina)
    take_over(world.sunita, offer(world.bina, case_id, to="a"), world.asha)
    with acting(world.asha) as session:
        case = opened(session, world.asha, case_id)
        assert (shown(session, case).name, case.assigned_to) == (NAME, world.asha.id)
        assert to_ask_anew(session, standing(session, case_id))
    with pytest.raises(NotVisible), acting(world.bina) as session:
        opened(session, world.bina, case_id)


def test_it_is_not_taken_over_where_she_would_stay_in_the_numbers(world: World) -> None:
    """Whoever takes her file over has to be able to have her forgotten there."""
    passing_id = offer(world.asha, a_file(world))
    with acting(world.gita) as session:
        forget_key(session, world.gita.ring.id, KeyKind.RING, world.ring("office").id)
    with pytest.raises(NobodyToTell):
        take_over(world.gita, passing_id, world.bina)
    assert state_of(world, passing_id) is PassingState.OFFERED


def test_a_file_of_a_few_is_not_passed_on_nor_told_of(world: World) -> None:
    case_id = a_file(world)
    passing_id = offer(world.asha, case_id)
    with acting(world.asha) as session:
        ending.recall(session, session.get_one(Passing, passing_id))
    leave(world.asha, case_id)
    with pytest.raises(KeptByFew):
        offer(world.asha, case_id)
    with pytest.raises(NotVisible), acting(world.sunita) as session:
        find_sent(session, world.sunita.user, passing_id)
