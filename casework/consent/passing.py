"""Her yes to a new organisation for her whole file, and what stands of all that she said before."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from auth.models import Ring, User
from casework.audit.chain import note
from casework.audit.models import Act
from casework.consent.actions import keep_record, may_share, new_record, shared_until
from casework.consent.conversation import Conversation
from casework.consent.counting import stop_counting
from casework.consent.errors import NobodyToTell
from casework.consent.models import Answer, ConsentRecord
from casework.consent.purposes import PERMITS, Purpose, State
from casework.consent.queries import Standing, records, standing
from casework.core import clock
from casework.vault.acting import actor, own_ring
from casework.vault.compartments import OWNED
from casework.vault.folders import Grant
from casework.vault.grants import give_whole

ASKED_ANEW_WITHIN = timedelta(days=30)
"""So long the new organisation works on what she said elsewhere. Then the file rests until it has asked."""

WAYS = (Purpose.CALL, Purpose.MESSAGE, Purpose.VISIT)


def agree_to_pass(
    session: Session, user: User, case_id: UUID, *, to: Ring, ends_on: date, conversation: Conversation
) -> tuple[ConsentRecord, Grant]:
    """Write down that she wants her whole file at another organisation, and offer it there because of it.
    Raises AtRest, MinorNeedsSupervisor, BeyondCeiling, NotCompared or KeyChanged."""
    conversation.check()
    may_share(session, user, case_id)
    row = new_record(user, case_id, {Purpose.PASS_ON: State.GIVEN}, conversation, None)
    row.recipient, row.valid_until = to.id, shared_until(session, case_id, ends_on)
    row.data_categories = tuple(sorted(OWNED[to.purpose]))
    keep_record(session, row)
    grant = give_whole(
        session,
        own_ring(session),
        folder_id=case_id,
        recipient=to,
        consent_id=row.id,
        ends_on=row.valid_until,
    )
    note(session, actor(session), Act.SHARED, folder_id=case_id, subject_id=grant.id)
    return row, grant


def settle_with_us(session: Session, user: User, case_id: UUID, consent_id: UUID) -> ConsentRecord:
    """The file is ours now. What she said to those who had it has ended, but for the ways of reaching her,
    which she told for this; for thirty days we may keep and use it, and ask her ourselves meanwhile.

    Its keys have to be loaded. Raises LookupError where her yes to it is not in the file, NobodyToTell where
    she would stay in the numbers."""
    rows = records(session, case_id)
    yes = next((row for row in rows if row.id == consent_id and row.says(Purpose.PASS_ON) in PERMITS), None)
    if yes is None:
        raise LookupError("she has not agreed to this")
    _end_what_was_shared(session, user, rows, yes)
    if not stop_counting(session, case_id):
        raise NobodyToTell
    row = _came_along(session, user, yes)
    keep_record(session, row)
    return row


def _end_what_was_shared(session: Session, user: User, rows: list[ConsentRecord], yes: ConsentRecord) -> None:
    ended = {row.withdraws for row in rows}
    for row in rows:
        if row.recipient is not None and row.withdraws is None and row.id not in ended and row is not yes:
            # She took nothing back: it had been asked by somebody else, and for their help.
            keep_record(session, row.ended_as(State.INVALIDATED, user.id))


def _came_along(session: Session, user: User, yes: ConsentRecord) -> ConsentRecord:
    before = standing(session, yes.folder_id)
    said = {Purpose.PASS_ON: State.GIVEN, Purpose.KEEP: State.GIVEN}
    said |= {way: State.GIVEN for way in WAYS if before.allows(way)}
    if Purpose.COUNT in before.said:
        said[Purpose.COUNT] = State.INVALIDATED
    return ConsentRecord(
        folder_id=yes.folder_id,
        answers=tuple(Answer(purpose, state) for purpose, state in said.items()),
        given_on=yes.given_on,
        entered_at=clock.now(),
        entered_by=user.id,
        valid_until=clock.today() + ASKED_ANEW_WITHIN,
        collection_method=yes.collection_method,
        how_said=yes.how_said,
        explained_language=yes.explained_language,
        explained_by=yes.explained_by,
        paper_number=yes.paper_number,
        paper_kept=yes.paper_kept,
        witness=yes.witness,
        notice_version=yes.notice_version,
        notice_language=yes.notice_language,
        notice_hash=yes.notice_hash,
    )


def to_ask_anew(session: Session, stands: Standing) -> bool:
    """Whether what permits us to keep a file is still her yes to its passing to us."""
    keep = stands.said.get(Purpose.KEEP)
    row = session.get(ConsentRecord, keep.record_id) if keep is not None else None
    return row is not None and row.says(Purpose.PASS_ON) is not None
