"""The consent of a file that comes from a list: kept here, and nothing else, as the supervisor states."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from auth.models import User
from casework.consent.actions import record
from casework.consent.conversation import Conversation
from casework.consent.purposes import Purpose, State
from casework.core import clock
from casework.core.i18n import _, language
from casework.imports.basis import LABELS, Basis
from casework.imports.models import ImportTerms

ON_PAPER = "on_paper"


def record_basis(session: Session, user: User, case_id: UUID, terms: ImportTerms) -> None:
    """Record that she agreed to being kept here. Counting, calling, messages and visits are not
    asked by a list: they stay unsaid, and sharing is asked when a referral is made."""
    on_paper = terms.basis is Basis.PAPER
    conversation = Conversation(
        given_on=terms.agreed_on or clock.today(),
        method=ON_PAPER if on_paper else terms.method,
        how_said="signature" if on_paper else "spoken",
        explained_language="",
        notice_language=language(),
        paper_number=terms.reference if on_paper else "",
        basis=_basis(user, terms),
    )
    record(session, user, case_id, {Purpose.KEEP: State.GIVEN}, conversation)


def _basis(user: User, terms: ImportTerms) -> str:
    """What was stated, and by whom, as a sentence for whoever looks at her consent."""
    basis = LABELS[terms.basis or Basis.COLUMN]
    words = _("From a list; stated by %(name)s: %(basis)s", name=user.name(language()), basis=basis)
    return f"{words} ({terms.reference})" if terms.reference else words
