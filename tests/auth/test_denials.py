"""What must not open: swapped keys, copied memberships, forged epochs, lowered prices."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from auth import break_glass, rings, trust
from auth import session as sessions
from auth.break_glass_models import BreakGlass
from auth.errors import KeyChanged, NotCompared, SheetsDoNotFit, WrongPassphrase
from auth.keys import make_lock, open_seed
from auth.models import KeyKind, Membership, Ring, RingEpoch, SignIn, TrustedKey, User
from auth.ring_opening import open_rings, unknown_rings
from auth.secrets import Secrets
from auth.signing_in import sign_in
from casework.core.db import begin_write, db
from crypto import context, password, sealedbox
from crypto.ring import new_ring
from tests.support.people import PASSPHRASE, World, acting, client_as


def test_a_copied_membership_does_not_open(world: World) -> None:
    with world.app.app_context():
        hers = db.session.scalars(select(Membership).where(Membership.user_id == world.asha.id)).one()
        theirs = db.session.scalars(select(Membership).where(Membership.user_id == world.bina.id)).one()
        theirs.ring_id, theirs.epoch, theirs.blob = hers.ring_id, hers.epoch, hers.blob
        with pytest.raises(KeyChanged):
            open_rings(db.session, world.secrets, world.bina.user, world.bina.seed)


def test_a_replaced_public_key_of_a_person_is_refused_at_sign_in(world: World) -> None:
    with world.app.app_context():
        world.asha.user.public_key = sealedbox.public_key(sealedbox.new_seed())
        with pytest.raises(KeyChanged):
            open_seed(world.secrets, world.asha.user, PASSPHRASE)


def test_a_replaced_public_key_of_a_member_stops_the_next_epoch(world: World) -> None:
    with world.app.app_context():
        world.asha.user.public_key = sealedbox.public_key(sealedbox.new_seed())
        db.session.commit()
        with pytest.raises(KeyChanged), acting(world.sunita) as session:
            rings.begin_epoch(session, world.secrets, world.sunita.ring)


def test_the_page_that_refuses_says_whose_key_was_replaced(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    sunita = client_as(world.sunita)
    sunita.visit("/keys/change")
    with world.app.app_context():
        world.asha.user.public_key = sealedbox.public_key(sealedbox.new_seed())
        db.session.commit()
    page = sunita.press("Change the keys now", status=409)
    assert "The key of this colleague is not the one that was compared" in page
    assert "Asha" in page
    assert "Asha" not in caplog.text


def test_a_key_that_was_replaced_after_it_was_shown_is_not_let_in(world: World) -> None:
    from auth.stewardship import find_waiting, let_in

    with world.app.app_context():
        with acting(world.sunita) as session:
            rings.remove(session, world.ring("a").id, world.asha.id)
        shown = find_waiting(db.session, world.ids["a"], world.asha.id).seen
        world.asha.user.public_key = sealedbox.public_key(sealedbox.new_seed())
        db.session.commit()
        with pytest.raises(KeyChanged), acting(world.sunita) as session:
            one = find_waiting(session, world.ids["a"], world.asha.id)
            let_in(session, world.secrets, world.sunita.ring, one, shown, by=world.sunita.id)


@pytest.mark.parametrize("column", ["inbox", "verify_key"])
def test_a_replaced_key_of_a_partner_ring_is_refused(world: World, column: str) -> None:
    with world.app.app_context():
        row = db.session.get_one(RingEpoch, (world.ring("network").id, 1))
        setattr(row, column, getattr(new_ring(), column))
        with pytest.raises(KeyChanged):
            trust.partner_now(db.session, world.sunita.ring, world.ring("network").id)


def test_a_replaced_key_of_the_own_ring_is_refused_at_sign_in(world: World) -> None:
    with world.app.app_context():
        db.session.get_one(RingEpoch, (world.ring("a").id, 1)).inbox = new_ring().inbox
        db.session.commit()
        with pytest.raises(KeyChanged):
            sign_in(db.session, world.secrets, "asha", PASSPHRASE, address="192.0.2.1", cheap=True)


def test_a_trusted_key_written_without_the_chain_key_is_refused(world: World) -> None:
    with world.app.app_context():
        ring_id = world.ring("network").id
        query = select(TrustedKey).where(
            TrustedKey.ring_id == world.ring("a").id, TrustedKey.subject_id == ring_id
        )
        row = db.session.scalars(query).one()
        row.public_key = new_ring().inbox
        with pytest.raises(KeyChanged):
            trust.trusted(db.session, world.sunita.ring, KeyKind.RING, ring_id)


def test_a_trusted_key_copied_from_another_ring_is_refused(world: World) -> None:
    with world.app.app_context():
        network, other = world.ring("network").id, world.ring("b").id
        mine = select(TrustedKey).where(TrustedKey.ring_id == world.ring("a").id)
        row = db.session.scalars(mine.where(TrustedKey.subject_id == network)).one()
        row.subject_id = other
        db.session.flush()
        with pytest.raises(KeyChanged):
            trust.trusted(db.session, world.sunita.ring, KeyKind.RING, other)


def test_a_partner_that_nobody_compared_gets_nothing(world: World) -> None:
    with world.app.app_context(), pytest.raises(NotCompared):
        trust.partner_now(db.session, world.sunita.ring, world.ring("b").id)


def _forge_epoch(world: World, signature: bytes | None) -> None:
    ring, keys = world.ring("network"), new_ring()
    first = db.session.get_one(RingEpoch, (ring.id, 1))
    db.session.add(
        RingEpoch(
            ring_id=ring.id,
            number=2,
            inbox=keys.inbox,
            verify_key=keys.verify_key,
            signature=signature,
            began_at=first.began_at,
        )
    )
    ring.epoch = 2
    db.session.flush()


@pytest.mark.parametrize("signature", [None, bytes(64)], ids=["none", "zeros"])
def test_an_unsigned_epoch_of_a_partner_is_refused(world: World, signature: bytes | None) -> None:
    with world.app.app_context():
        _forge_epoch(world, signature)
        with pytest.raises(KeyChanged):
            trust.partner_now(db.session, world.sunita.ring, world.ring("network").id)


def test_an_epoch_signed_by_itself_is_refused(world: World) -> None:
    with world.app.app_context():
        ring, keys = world.ring("network"), new_ring()
        bound = context.epoch(ring=ring.id, epoch=2, inbox=keys.inbox, verify=keys.verify_key)
        _forge_epoch(world, sealedbox.sign(keys.signing_seed, bound, b""))
        with pytest.raises(KeyChanged):
            trust.partner_now(db.session, world.sunita.ring, world.ring("network").id)


def test_an_epoch_that_does_not_follow_is_refused_to_a_member_who_knew_the_ring(world: World) -> None:
    """A whole new ring, sealed to her real key, in place of the one that she knows."""
    with world.app.app_context():
        ring, keys = world.ring("a"), new_ring()
        row = db.session.get_one(RingEpoch, (ring.id, 1))
        row.inbox, row.verify_key = keys.inbox, keys.verify_key
        _seal_to(world, keys.secret)
        with pytest.raises(KeyChanged):
            held = open_rings(db.session, world.secrets, world.asha.user, world.asha.seed)
            unknown_rings(db.session, world.asha.user, world.asha.seed, held)


def _seal_to(world: World, secret: bytes) -> None:
    from crypto import envelope

    row = db.session.scalars(select(Membership).where(Membership.user_id == world.asha.id)).one()
    bound = context.membership(ring=row.ring_id, epoch=1, user=world.asha.id)
    inner = sealedbox.seal_to(world.asha.user.public_key or b"", bound, secret)
    lock = context.membership_lock(
        ring=row.ring_id, epoch=1, user=world.asha.id, pepper_version=row.pepper_version
    )
    row.blob = envelope.seal(world.secrets.pepper, lock, inner)
    db.session.flush()


def test_a_forged_first_epoch_shows_other_numbers_to_a_new_member(world: World) -> None:
    """She has met no ring yet: she is asked to compare, and what she sees is the forgery's."""
    from auth.keys import ring_digits

    with world.app.app_context():
        keys, ring = new_ring(), world.ring("a")
        true = db.session.get_one(RingEpoch, (ring.id, 1))
        right = ring_digits(true.inbox, true.verify_key)
        true.inbox, true.verify_key = keys.inbox, keys.verify_key
        world.asha.user.known = None
        _seal_to(world, keys.secret)
        held = open_rings(db.session, world.secrets, world.asha.user, world.asha.seed)
        assert unknown_rings(db.session, world.asha.user, world.asha.seed, held) == held
        assert ring_digits(held[0].now.inbox, held[0].now.verify_key) != right


def test_a_wrong_passphrase_opens_nothing(world: World) -> None:
    with world.app.app_context(), pytest.raises(WrongPassphrase):
        open_seed(world.secrets, world.asha.user, PASSPHRASE + "!")


def test_a_lowered_price_of_a_guess_is_refused(world: World) -> None:
    with world.app.app_context():
        _seed, _public, lock = make_lock(world.secrets, world.asha.id, PASSPHRASE, cheap=True)
        outer = context.outer_lock(user=world.asha.id, form="passphrase", pepper_version=1)
        from crypto import envelope

        inner = envelope.unseal(world.secrets.pepper, outer, lock)
        cheaper = inner[:2] + (8).to_bytes(4, "big") + inner[6:]
        world.asha.user.lock = envelope.seal(world.secrets.pepper, outer, cheaper)
        with pytest.raises(WrongPassphrase):
            open_seed(world.secrets, world.asha.user, PASSPHRASE)
    assert password.FLOOR.memory_kib >= 19 * 1024


def test_an_old_backup_with_the_right_passphrase_and_the_new_pepper_opens_nothing(world: World) -> None:
    old = world.secrets
    new = Secrets({2: bytes(32)}, old.audit_key, old.sign_in_salt, old.form_key)
    with world.app.app_context(), pytest.raises(WrongPassphrase):
        open_seed(new, world.asha.user, PASSPHRASE)


def test_a_session_row_without_its_cookie_opens_nothing(world: World) -> None:
    with world.app.app_context():
        begin_write(db.session)
        cookie, row = sessions.begin(db.session, world.secrets, world.asha.user, world.asha.rings())
        db.session.flush()
        assert sessions.resume(db.session, world.secrets, cookie) is not None
        assert sessions.resume(db.session, world.secrets, row.id.hex()) is None
        assert sessions.resume(db.session, world.secrets, bytes(32).hex()) is None


def test_a_session_put_on_another_person_opens_nothing(world: World) -> None:
    with world.app.app_context():
        begin_write(db.session)
        cookie, row = sessions.begin(db.session, world.secrets, world.asha.user, world.asha.rings())
        row.user_id = world.maya.id
        db.session.flush()
        assert sessions.resume(db.session, world.secrets, cookie) is None
        assert isinstance(row, SignIn)


def test_a_replaced_break_glass_key_stops_the_next_epoch(world: World) -> None:
    with world.app.app_context():
        with acting(world.sunita) as session:
            rings.begin_epoch(session, world.secrets, world.sunita.ring)
        db.session.get_one(BreakGlass, world.ids["a"]).public_key = sealedbox.public_key(sealedbox.new_seed())
        db.session.commit()
        with pytest.raises(KeyChanged), acting(world.sunita) as session:
            rings.begin_epoch(session, world.secrets, world.sunita.ring)


def test_sheets_open_their_own_ring_only_and_only_together(world: World) -> None:
    with world.app.app_context():
        ours, theirs = world.sheets["a"], world.sheets["b"]
        ring = db.session.get_one(Ring, world.ring("a").id)
        held = break_glass.open_ring(db.session, world.secrets, ring, ours.first, ours.second)
        assert held.now.secret == world.asha.ring.now.secret
        for first, second in (
            (ours.first, ours.first),
            (ours.first, theirs.second),
            (theirs.first, theirs.second),
        ):
            with pytest.raises(SheetsDoNotFit):
                break_glass.open_ring(db.session, world.secrets, ring, first, second)


def test_nobody_without_a_role_for_it_holds_a_key(world: World) -> None:
    with world.app.app_context():
        holders = {
            user.login
            for user in db.session.scalars(select(User).join(Membership, Membership.user_id == User.id))
        }
    assert holders == {"asha", "sunita", "bina", "gita", "nani", "ojaswi"}
