"""What a line tells of the work with her: notes, the plan, and whether her file is closed."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from auth.models import User
from casework.cases.models import Case
from casework.cases.plan import GoalState
from casework.cases.planning import add_action, add_goal, add_note
from casework.cases.state_changes import close
from casework.core import clock
from casework.core.codes import codelist
from casework.core.db import new_id
from casework.core.i18n import language
from casework.imports.told import SupportPlan, Told

_DIMENSION = {
    **dict.fromkeys(("Education", "Financial", "Livelihood", "RightsBasedTraining"), "economic"),
    **dict.fromkeys(("Legal", "SocialCare"), "social"),
}
_ELSE = "psychosocial"


def write_work(session: Session, user: User, case: Case, told: Told) -> None:
    """Write note and plan into a new file, and close it if the line says so."""
    if told.comment:
        add_note(session, user, case, note_id=new_id(), words=told.comment)
    if told.plan.told:
        _write_plan(session, user, case, told.plan)
    if told.closed:
        session.flush()
        words = told.closed_because
        close(session, user, case.id, closure_id=new_id(), reason=_reason(told), words=words)


def _reason(told: Told) -> str:
    found = codelist("case_closure_reason").match(told.closed_because) if told.closed_because else None
    return found.code if found else "referred_out" if told.referred_on else "other"


def _write_plan(session: Session, user: User, case: Case, plan: SupportPlan) -> None:
    today = clock.today()
    dimension = _DIMENSION.get(plan.kind, _ELSE)
    due = _still_due(plan, today)
    words = [plan.objectives or _kind(plan), "" if due else plan.actions]
    goal = add_goal(
        session,
        user,
        case,
        goal_id=new_id(),
        dimension=dimension,
        words="\n".join(text for text in words if text) or plan.actions,
    )
    if plan.actual_end is not None and plan.actual_end.start <= today:
        goal.state = GoalState.REACHED
    elif due and plan.actions:
        session.flush()
        add_action(
            session,
            user,
            case,
            action_id=new_id(),
            words=plan.actions,
            due_on=due,
            by_user=None,
            goal_id=goal.id,
        )


def _still_due(plan: SupportPlan, today: date) -> date | None:
    """The planned end, if it is still to come: what is long past is nobody's task for today."""
    end = plan.planned_end
    return end.last if end is not None and end.last >= today and plan.actual_end is None else None


def _kind(plan: SupportPlan) -> str:
    return codelist("htcds_support_plan_type").label(plan.kind, language()) if plan.kind else ""
