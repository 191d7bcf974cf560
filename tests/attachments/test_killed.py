"""A change of keys whose process dies at any step: each document opens afterwards, before or after it."""

from __future__ import annotations

from uuid import UUID

import pytest
from flask import Flask

from auth.rings import begin_epoch, move_some
from casework.cases.attachments.models import What
from casework.consent.actions import withdraw
from casework.core.db import db
from casework.doctor import examine
from casework.vault.keyring import keyring
from tests.attachments.test_attachments import attached, pieces, read
from tests.referrals.files import open_file, refer, take_up, the_referral
from tests.support.contents import PDF, SOUND
from tests.support.instances import Instance
from tests.support.killing import killed_at_each_step
from tests.support.people import World, acting

KEPT = {What.LETTER: PDF, What.TOLD: SOUND * 9000}
"""One under the key of the record, one under that of what was told, and this one in several pieces."""


@pytest.fixture
def engine_name() -> str:
    """What dies in the middle of a transaction is tried on both engines by the rooms that write it."""
    return "sqlite"


def papers(world: World, case_id: UUID) -> dict[UUID, bytes]:
    return {attached(world.asha, case_id, content, what): content for what, content in KEPT.items()}


def all_open(world: World, case_id: UUID, kept: dict[UUID, bytes]) -> None:
    for paper_id, content in kept.items():
        assert read(world.asha, case_id, paper_id) == content


def test_documents_open_however_far_a_change_of_keys_came(
    instance: Instance, app: Flask, world: World
) -> None:
    case_id = open_file(world.asha)
    kept = papers(world, case_id)

    def act() -> None:
        with acting(world.sunita) as session:
            begin_epoch(session, world.secrets, world.sunita.ring)
        with acting(world.sunita) as session:
            move_some(session, world.sunita.ring, 50)

    died = 0
    for _one in killed_at_each_step(instance, app, act):
        all_open(world, case_id, kept)
        died += 1
    assert died > 3


def test_documents_open_however_far_a_withdrawal_came(instance: Instance, app: Flask, world: World) -> None:
    case_id = open_file(world.asha)
    take_up(world.nani, refer(world.asha, case_id))
    kept = papers(world, case_id)
    with app.app_context():
        sealed, well = [pieces(one) for one in kept], list(examine(db.session))

    def act() -> None:
        with acting(world.asha) as session:
            keyring(session).open_folders(session, [case_id])
            withdraw(session, world.asha.user, case_id, the_referral(session).consent_id)

    for died in killed_at_each_step(instance, app, act):
        all_open(world, case_id, kept)
        with app.app_context():
            assert [pieces(one) for one in kept] == sealed, "a change of keys touches no content"
            assert list(examine(db.session)) == well, died
