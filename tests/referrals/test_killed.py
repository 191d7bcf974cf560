"""A withdrawal whose process dies at any step: everything is as before, or everything is done."""

from __future__ import annotations

from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.cases.models import Case
from casework.consent.actions import withdraw
from casework.core.db import db
from casework.doctor import examine
from casework.people.shown import load_sheets, shown
from casework.referrals.models import ReferralMessage, ReferralState
from casework.vault.folders import Grant, Stub
from casework.vault.keyring import keyring
from casework.vault.register import Card
from tests.referrals.files import NAME, open_file, refer, take_up, the_referral
from tests.support.instances import Instance
from tests.support.killing import killed_at_each_step
from tests.support.people import World, acting

pytestmark = pytest.mark.both_engines


def test_a_withdrawal_that_dies_leaves_all_or_nothing(instance: Instance, app: Flask, world: World) -> None:
    case_id = open_file(world.asha)
    theirs = take_up(world.nani, refer(world.asha, case_id))
    with acting(world.asha) as session:
        before, well = _what_is_there(session), list(examine(session))

    def act() -> None:
        with acting(world.asha) as session:
            _take_back(session, world, case_id)

    left = []
    for died in killed_at_each_step(instance, app, act):
        with app.app_context():
            left.append(_what_is_there(db.session))
            assert list(examine(db.session)) == well, died
        if left[-1][0] is not ReferralState.WITHDRAWN:
            assert left[-1] == before, died
            assert not died.done
    _nothing_is_open(world, theirs)
    assert len(left) > 5


def _take_back(session: Session, world: World, case_id: UUID) -> None:
    keyring(session).open_folders(session, [case_id])
    withdraw(session, world.asha.user, case_id, the_referral(session).consent_id)


def _what_is_there(session: Session) -> tuple[object, ...]:
    shares = select(func.count()).select_from(Grant).where(Grant.sender_ring_id.is_not(None))
    counts = [session.scalar(select(func.count()).select_from(one)) for one in (Stub, Card, ReferralMessage)]
    return (the_referral(session).state, session.scalar(shares), *counts)


def _nothing_is_open(world: World, theirs: UUID) -> None:
    with acting(world.nani) as session:
        case = session.get_one(Case, theirs)
        load_sheets(session, [case])
        assert shown(session, case).name == ""
        assert not session.scalars(select(Grant.id).where(Grant.sender_ring_id.is_not(None))).all()
    with acting(world.asha) as session:
        own = session.scalars(select(Case).where(Case.id != theirs)).one()
        load_sheets(session, [own])
        assert shown(session, own).name == NAME
