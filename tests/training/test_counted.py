"""What training, follow-up and business tell the numbers, and of whom."""

from __future__ import annotations

from uuid import uuid4

import pytest

from casework.cases.models import Case
from casework.consent.purposes import Purpose, State
from casework.core import clock
from casework.enterprise.actions import begin, give
from casework.enterprise.models import Support
from casework.facts.models import FactMessage
from casework.followup.actions import record
from casework.followup.ways import CAME
from casework.training.enrolment import SkillTest
from casework.training.outcomes import complete, take_test
from casework.vault.keyring import keyring
from tests.support.people import World, acting
from tests.support.trainees import ALL_YES, cohort, count, place, row, woman


@pytest.mark.parametrize(("said", "told"), [(State.GIVEN, 7), (State.REFUSED, 0)])
def test_every_step_is_told_of_a_woman_who_is_counted_and_none_of_another(
    world: World, said: State, told: int
) -> None:
    case_id = woman(world.nani, "सीता", said={**ALL_YES, Purpose.COUNT: said})
    with acting(world.nani) as session:
        before = count(session, FactMessage)
    enrolled = place(world.nani, cohort(world.nani), case_id)
    with acting(world.nani) as session:
        done, today = row(session, enrolled), clock.today()
        complete(session, world.nani.user, done, revision=0, on=today, certificate="C-1")
        take_test(session, done, revision=1, test=SkillTest("L2", today, "passed"))
        case = session.get_one(Case, case_id)
        keyring(session).open_folders(session, [case_id])
        answers = {"what": "own_business", "channel": CAME, "asked_on": today, "income_band": "5000_9999"}
        record(session, case, uuid4(), answers)
        shop = begin(session, case, uuid4(), {"trade": "retail", "stage": "running"})
        give(session, case, shop, Support(uuid4(), "loan", today, 10_000))
        session.flush()
        assert count(session, FactMessage) - before == told
