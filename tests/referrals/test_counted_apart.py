"""What the office reads about a woman leads to no row of the database."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Uuid, select
from sqlalchemy.orm import Session

from casework.core.db import Base
from casework.reporting.release.inbox import open_inbox
from tests.referrals.files import open_file, refer, take_up
from tests.support.people import World, acting


def test_no_id_that_the_officer_reads_stands_in_a_copy_of_the_database(world: World) -> None:
    case_id = open_file(world.asha)
    take_up(world.nani, refer(world.asha, case_id))
    with acting(world.ojaswi) as session:
        arrived = open_inbox(session, world.ojaswi.ring)
        read = {one.source for one in arrived.puts} | {UUID(one.pseudonym) for one in arrived.puts}
        assert len({one.source for one in arrived.puts}) > 2
        assert not read & _ids(session)


def test_versions_of_one_thing_have_one_source(world: World) -> None:
    case_id = open_file(world.asha)
    refer(world.asha, case_id)
    with acting(world.ojaswi) as session:
        puts = open_inbox(session, world.ojaswi.ring).puts
    by_part = {part: [one.source for one in puts if one.part is part] for part in {one.part for one in puts}}
    assert all(len(set(sources)) == 1 for sources in by_part.values())


def _ids(session: Session) -> set[UUID]:
    """Every id in any plain column."""
    columns = [c for table in Base.metadata.sorted_tables for c in table.columns if isinstance(c.type, Uuid)]
    return {one for column in columns for one in session.scalars(select(column).distinct())}
