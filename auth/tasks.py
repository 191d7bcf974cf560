"""What stands on a steward's page and day until it is done."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from auth import due, progress, sheet_check, sheet_use
from auth.break_glass_models import BreakGlassNext
from auth.due import Why
from auth.held import HeldRing
from auth.models import Ring, User
from auth.policy import Permission
from auth.rings import may_drop_old
from auth.stewardship import members, partners, waiting
from casework.core.calendar_text import show_date
from casework.core.i18n import _, _n, calendar, language


@dataclass(frozen=True)
class Task:
    """Something to do: a sentence, and the endpoint where it is done ("" : by talking to somebody)."""

    text: str
    endpoint: str = ""


def tasks(session: Session, user: User, held: HeldRing | None) -> list[Task]:
    """What a steward has to do about keys today, as sentences in her language."""
    found = member_tasks(session, user, held)
    if not user.may(Permission.STEWARD) or held is None:
        return found
    count = len(waiting(session, user.organisation_id))
    if count:
        text = _n("%(num)s person waits for keys.", "%(num)s people wait for keys.", count)
        found.append(Task(text, "auth.stewardship"))
    if sum(one.is_steward for one in members(session, user.organisation_id)) == 1:
        text = _("You are the only steward. Please ask the administrator to name a second one.")
        found.append(Task(text))
    return found + _of_epoch(session, held) + _of_partners(session, held)


def member_tasks(session: Session, user: User, held: HeldRing | None) -> list[Task]:
    """What every member can do about the keys."""
    found = sheet_tasks(session, user, held)
    left = progress.of(session, held).left if held is not None else 0
    if left:
        text = _n(
            "%(num)s file is still under the old keys: please go on with the change.",
            "%(num)s files are still under the old keys: please go on with the change.",
            left,
        )
        found.append(Task(text, "auth.moving"))
    return found


def sheet_tasks(session: Session, user: User, held: HeldRing | None) -> list[Task]:
    """What there is to do about the break-glass sheets, for whoever may be the second person as well."""
    found = []
    row = sheet_use.running(session, user)
    if row is not None and row.started_by != user.id and row.blob is None:
        text = _("A colleague has begun to open the keys with the break-glass sheets. Do you keep one?")
        found.append(Task(text, "auth.give_page"))
    if sheet_check.may_confirm(session, user, held):
        found += _of_checking(session, user)
    if user.may(Permission.STEWARD) and sheet_check.somebody_left(session, user.organisation_id):
        text = _("Somebody who had a break-glass sheet in her hands has left: please make new ones.")
        found.append(Task(text, "auth.sheets"))
    return found


def _of_checking(session: Session, user: User) -> list[Task]:
    pair = sheet_check.pair_to_confirm(session, user)
    if pair is None:
        return []
    if user.id in (pair.seen_a_by, pair.seen_b_by):
        text = _("One break-glass sheet still has to be confirmed by a second person: please ask her.")
    elif isinstance(pair, BreakGlassNext):
        text = _("New break-glass sheets wait for two people: each types the check digits of one.")
    elif pair.verified_at is None:
        text = _("Please print the two break-glass sheets and type back their check digits.")
    elif pair.by_one_alone:
        text = _("One person alone has confirmed both break-glass sheets: please confirm one of them.")
    else:
        text = _("A year has passed: please look at both break-glass sheets and type their check digits.")
    return [Task(text, "auth.sheets")]


def _of_epoch(session: Session, held: HeldRing) -> list[Task]:
    asked = due.due(session, session.get_one(Ring, held.id))
    found = []
    if asked is not None and asked.why is Why.SOMEBODY_LEFT:
        day = show_date(asked.by, calendar=calendar(), lang=language())
        text = _("Somebody who had the keys has left: please change the keys by %(day)s.", day=day)
        found.append(Task(text, "auth.epoch"))
    elif asked is not None and asked.why is Why.SUSPECTED:
        text = _("Somebody may know the passphrase of a colleague: please change the keys.")
        found.append(Task(text, "auth.epoch"))
    elif asked is not None:
        found.append(Task(_("The keys are a year old: please change them."), "auth.epoch"))
    if may_drop_old(session, held):
        found.append(Task(_("The old keys can be thrown away now."), "auth.epoch"))
    return found


def _of_partners(session: Session, held: HeldRing) -> list[Task]:
    changed = [one.ring.organisation for one in partners(session, held) if one.state == "changed"]
    return [
        Task(
            _(
                "The key of %(name)s is not the one that was compared: nothing can go there until a steward "
                "has found out why.",
                name=one.name(language()),
            )
        )
        for one in changed
    ]
