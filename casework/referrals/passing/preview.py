"""In plain words: what passes on with a file, and what ends with it."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.cases.erasure.listing import LABELS
from casework.cases.models import Case
from casework.consent.counting import counted
from casework.core.fields_base import local_digits
from casework.core.i18n import _, _n
from casework.referrals.lists import ring_names
from casework.referrals.models import OPEN
from casework.referrals.queries import of_case
from casework.vault.sealed import REGISTRY, HeadRow


def what_passes(session: Session, case_id: UUID) -> Iterator[str]:
    """All of it, with numbers. Needs no key."""
    yield _("What she told: her name, how she is reached, and all other parts of the file")
    others = 0
    for cls in REGISTRY:
        if issubclass(cls, HeadRow):
            continue
        found = session.scalar(select(func.count()).select_from(cls).where(cls.folder_id == case_id)) or 0
        if found and cls.__sealed_as__ in LABELS:
            yield LABELS[cls.__sealed_as__](found)
        else:
            others += found
    if others:
        yield _n("%(num)s other entry", "%(num)s other entries", others)


def what_ends(session: Session, case: Case) -> Iterator[str]:
    """What there was between this organisation and others about her. The file's sheets are loaded."""
    names = ring_names(session)
    for one in of_case(session, case.id):
        if one.state_today in OPEN:
            yield _(
                "Referral %(number)s: %(partner)s no longer reads who she is",
                number=local_digits(one.number),
                partner=names[one.recipient_ring_id],
            )
    if counted(session, case.id):
        yield _("She is no longer counted in our numbers")
    yield _("What she agreed to with us, but for the ways in which she may be reached")
