"""Recording what she said, giving a key because of it, and taking it back."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from auth.models import Ring, User
from auth.policy import Permission
from casework.audit.chain import note
from casework.audit.models import Act
from casework.consent import hooks, notice
from casework.consent.conversation import DEFERRED_FOR, Conversation
from casework.consent.counted import tell_consent
from casework.consent.counting import start_counting, stop_counting, tell_again
from casework.consent.errors import AtRest, MinorNeedsSupervisor
from casework.consent.forms import MESSAGES
from casework.consent.models import Answer, ConsentRecord
from casework.consent.purposes import PERMITS, Purpose, State
from casework.consent.queries import records, standing
from casework.core import clock
from casework.core.errors import NotVisible
from casework.people.models import Contact, Identity, Record
from casework.vault.acting import actor, ring_of
from casework.vault.compartments import Compartment
from casework.vault.folders import Grant
from casework.vault.grants import give
from casework.vault.heads import the_head
from casework.vault.keychange import end_shares
from casework.vault.taking import take_own

WAYS = {
    Purpose.CALL: ("call",),
    Purpose.MESSAGE: MESSAGES,
    Purpose.VISIT: ("visit",),
}
"""Which ways of reaching her each purpose permits."""

LASTS = timedelta(days=365 * 2)
"""How long consent to be helped stands before it is asked again."""


def record(
    session: Session,
    user: User,
    case_id: UUID,
    said: Mapping[Purpose, State],
    conversation: Conversation,
    *,
    record_id: UUID | None = None,
) -> ConsentRecord:
    """Write down one conversation. What is refused or deferred is as much an answer as a yes.

    The folder's sheet has to be loaded. Raises Refused.
    """
    conversation.check()
    row = new_record(user, case_id, said, conversation, record_id)
    row.valid_until = _end(said, conversation.given_on)
    keep_record(session, row)
    if said.get(Purpose.KEEP, State.GIVEN) not in PERMITS:
        hooks.rested(session, case_id)
    _keep_counting_true(session, case_id, said)
    _close_ways(session, case_id, said)
    return row


def keep_record(session: Session, row: ConsentRecord) -> None:
    """Write a conversation down and count it in the file's head: if one is missing later, somebody
    has deleted it, and nothing is permitted any more."""
    record = the_head(session, Record, row.folder_id)
    record.consents += 1
    session.add(row)
    session.flush()


def _end(said: Mapping[Purpose, State], given_on: date) -> date:
    deferred = said.get(Purpose.KEEP) is State.DEFERRED
    return given_on + (DEFERRED_FOR if deferred else LASTS)


def _keep_counting_true(session: Session, case_id: UUID, said: Mapping[Purpose, State]) -> None:
    if Purpose.COUNT in said:
        if said[Purpose.COUNT] in PERMITS and standing(session, case_id).allows(Purpose.KEEP):
            if start_counting(session, case_id):
                tell_again(session, case_id)
        else:
            stop_counting(session, case_id)
    elif Purpose.KEEP in said:
        tell_consent(session, case_id)


def _close_ways(session: Session, case_id: UUID, said: Mapping[Purpose, State]) -> None:
    """What she no longer agrees to leaves the rules of how to reach her, wherever they are read."""
    closed = {way for p, ways in WAYS.items() if p in said and said[p] not in PERMITS for way in ways}
    contact = the_head(session, Contact, case_id)
    if closed & set(contact.channels):
        contact.channels = tuple(way for way in contact.channels if way not in closed)


def open_ways(contact: Contact, said: Mapping[Purpose, State], kinds: Iterable[str]) -> None:
    """Put what she agrees to among the ways of reaching her: else a yes would read as a no. `kinds`
    are the messages that she said yes to."""
    agreed = [purpose for purpose in WAYS if said.get(purpose) in PERMITS]
    asked = {way for purpose in agreed for way in WAYS[purpose]}
    opened = [way for p in agreed for way in WAYS[p] if p is not Purpose.MESSAGE or way in set(kinds)]
    contact.channels = (*(way for way in contact.channels if way not in asked), *opened)


def new_record(
    user: User,
    case_id: UUID,
    said: Mapping[Purpose, State],
    talk: Conversation,
    record_id: UUID | None,
) -> ConsentRecord:
    """A conversation as it is written down; `keep_record` keeps it."""
    return ConsentRecord(
        folder_id=case_id,
        row_id=record_id,
        answers=tuple(Answer(p, s) for p, s in said.items()),
        given_on=talk.given_on,
        entered_at=clock.now(),
        entered_by=user.id,
        collection_method=talk.method,
        how_said=talk.how_said,
        explained_language=talk.explained_language,
        explained_by=talk.explained_by,
        paper_number=talk.paper_number,
        paper_kept=talk.paper_kept,
        witness=talk.witness,
        minor=talk.minor,
        notice_version=notice.VERSION,
        notice_language=talk.notice_language,
        notice_hash=notice.digest(talk.notice_language),
        slip=talk.slip,
        slip_number=new_slip_number() if talk.slip == "slip" else "",
        basis=talk.basis,
    )


def new_slip_number() -> str:
    """A number for a slip of paper: random, and not the file's code."""
    digits = "".join(secrets.choice("0123456789") for _ in range(6))
    return f"{digits[:3]}-{digits[3:]}"


def share(
    session: Session,
    user: User,
    case_id: UUID,
    *,
    recipient: Ring,
    compartments: Iterable[Compartment],
    ends_on: date,
    conversation: Conversation,
    also: Mapping[Purpose, State] | None = None,
    record_id: UUID | None = None,
) -> tuple[ConsentRecord, Grant]:
    """Give a named organisation a key to named parts, because she said yes to exactly that, in
    this request. Raises AtRest, MinorNeedsSupervisor, BeyondCeiling, NotCompared, KeyChanged."""
    conversation.check()
    may_share(session, user, case_id)
    ends_on = shared_until(session, case_id, ends_on)
    wanted = sorted(compartments)
    said = {Purpose.SHARE: State.GIVEN, **(also or {})}
    row = new_record(user, case_id, said, conversation, record_id)
    row.recipient, row.valid_until = recipient.id, ends_on
    row.data_categories = tuple(c.value for c in wanted)
    keep_record(session, row)
    grant = give(
        session,
        ring_of(session, case_id),
        folder_id=case_id,
        recipient=recipient,
        compartments=wanted,
        consent_id=row.id,
        ends_on=ends_on,
    )
    note(session, actor(session), Act.SHARED, folder_id=case_id, subject_id=grant.id)
    return row, grant


def shared_until(session: Session, case_id: UUID, wished: date) -> date:
    """Until when others may read: as she wishes, and never longer than she agrees that we keep it. What
    lapses by the clock needs nobody's key."""
    keep = standing(session, case_id).said.get(Purpose.KEEP)
    return min(wished, keep.valid_until) if keep is not None and keep.valid_until else wished


def may_share(session: Session, user: User, case_id: UUID) -> None:
    """Refuse to open anything of a file to others. Raises AtRest or MinorNeedsSupervisor."""
    if not standing(session, case_id).allows(Purpose.KEEP):
        raise AtRest
    if may_be_minor(session, case_id) and not user.may(Permission.ASSIGN):
        raise MinorNeedsSupervisor


def may_be_minor(session: Session, case_id: UUID) -> bool:
    """Whether she is, or may be, under 18 today: by her birth if she told it, else by what was
    noted when consent was given."""
    identity = the_head(session, Identity, case_id)
    if identity.birth is not None:
        return identity.birth.may_be_under(18, clock.today())
    return any(row.minor is not None for row in records(session, case_id))


def withdraw(session: Session, user: User, case_id: UUID, consent_id: UUID) -> ConsentRecord:
    """Take back one consent: what waits is gone, its shares and their cards are gone, the lock has
    changed, all in this transaction. Raises NotVisible."""
    take_own(session, case_id)
    rows = {row.id: row for row in records(session, case_id)}
    given = rows.get(consent_id)
    if given is None:
        raise NotVisible
    earlier = next((r for r in rows.values() if r.withdraws == consent_id), None)
    if earlier is not None:
        return earlier
    hooks.ended(session, case_id, consent_id)
    end_shares(session, ring_of(session, case_id), case_id, consent_id)
    return _write_withdrawal(session, user, case_id, given)


def _write_withdrawal(session: Session, user: User, case_id: UUID, given: ConsentRecord) -> ConsentRecord:
    row = given.ended_as(State.WITHDRAWN, user.id)
    keep_record(session, row)
    note(session, actor(session), Act.SHARE_ENDED, folder_id=case_id, subject_id=row.id)
    return row


def withdraw_purposes(
    session: Session,
    user: User,
    case_id: UUID,
    purposes: Iterable[Purpose],
    conversation: Conversation,
) -> ConsentRecord:
    """She takes back some of what she said at the first conversation. Taking back "keep" ends
    every share as well and puts the file at rest."""
    said = dict.fromkeys(purposes, State.WITHDRAWN)
    if Purpose.KEEP in said:
        said[Purpose.COUNT] = State.WITHDRAWN
        for given in records(session, case_id):
            if given.recipient is not None and given.withdraws is None:
                withdraw(session, user, case_id, given.id)
    return record(session, user, case_id, said, conversation)
