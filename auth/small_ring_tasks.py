"""What there is to do about small rings: for those who have them, and as bare numbers for the stewards and
the doctor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from auth import due, progress, small_rings
from auth.due import Why
from auth.held import HeldRing
from auth.models import Ring, User
from auth.policy import Permission
from auth.rings import may_drop_old
from auth.tasks import Task
from casework.core.findings import Finding
from casework.core.i18n import _, _l, _n

PAGE = "auth.few"


def of_members(session: Session, user: User, held: Sequence[HeldRing]) -> list[Task]:
    """What somebody has to do about the small rings that she has."""
    hers, opened = small_rings.of(session, user), {one.id for one in held}
    alone = {one.id for one in hers if not one.others}
    rings = [one for one in held if one.restricted]
    texts = (text for ring in rings for text in _of_ring(session, ring, alone=ring.id in alone))
    found = [Task(text, PAGE) for text in dict.fromkeys(texts)]
    if any(one.id not in opened for one in hers):
        text = _(
            "A colleague has let you in to keys of a few whose numbers you have not compared yet. Please "
            "reach her, and compare them when you sign in."
        )
        found.append(Task(text, PAGE))
    return found


def _of_ring(session: Session, held: HeldRing, *, alone: bool) -> list[str]:
    found = []
    if alone:
        found.append(
            _(
                "You alone have the keys of files that nobody else reads. If you fall ill nobody can go on: "
                "please let in a second person."
            )
        )
    if small_rings.sheets_are_old(session, held.id):
        found.append(_("There are new break-glass sheets, and they do not open the keys of a few yet."))
    asked = due.due(session, session.get_one(Ring, held.id))
    if asked is not None and asked.why is Why.SOMEBODY_LEFT:
        found.append(_("Somebody has the keys of a few no longer: please change them."))
    elif asked is not None:
        found.append(_("The keys of a few are a year old: please change them."))
    if progress.of(session, held).left:
        found.append(_("Files are still under the old keys of a few: please go on with the change."))
    elif may_drop_old(session, held):
        found.append(_("The old keys of a few can be thrown away now."))
    return found


def of_stewards(session: Session, user: User) -> list[Task]:
    """What a steward is told: numbers, never whose, nor of which files."""
    if not user.may(Permission.STEWARD):
        return []
    sizes = small_rings.sizes(session, user.organisation_id)
    found = []
    if one := sizes.count(1):
        text = _n(
            "%(num)s set of keys of a few is with one person alone. She is asked to let in a second.",
            "%(num)s sets of keys of a few are with one person alone. They are asked to let in a second.",
            one,
        )
        found.append(Task(text))
    if nobody := sizes.count(0):
        text = _n(
            "%(num)s set of keys of a few is with nobody any more: the two break-glass sheets open it.",
            "%(num)s sets of keys of a few are with nobody any more: the two break-glass sheets open them.",
            nobody,
        )
        found.append(Task(text, "auth.use_page"))
    if old := small_rings.how_many_with_old_sheets(session, user.organisation_id):
        text = _n(
            "%(num)s set of keys of a few is still under the break-glass sheets of before. Keep those until "
            "whoever has it has put it under the new ones.",
            "%(num)s sets of keys of a few are still under the break-glass sheets of before. Keep those "
            "until whoever has them has put them under the new ones.",
            old,
        )
        found.append(Task(text))
    return found


def small_ring_findings(session: Session, only: UUID | None = None) -> Iterator[Finding]:
    """Rings of one or two people, as numbers: of which files they are nobody is told."""
    sizes = small_rings.sizes(session, only)
    yield Finding(
        sizes.count(1),
        _l("rings of a few have one member"),
        _l("She is asked to let in a second person: My account, keys of a few."),
    )
    yield Finding(
        sizes.count(0),
        _l("rings of a few have no member"),
        _l("Two people open them with the break-glass sheets: Keys, as for any other."),
    )
    yield Finding(
        small_rings.how_many_with_old_sheets(session, only),
        _l("rings of a few are not under the break-glass sheets of today"),
        _l("Keep the sheets of before. Whoever has these keys puts them under the new ones: My account."),
    )
