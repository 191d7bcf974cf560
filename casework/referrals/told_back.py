"""How it goes at the organisation that a woman was referred to, as far as she lets it be told back: on the
referral's own page, and among what happened in her file."""

from __future__ import annotations

from dataclasses import replace

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.cases.models import Case
from casework.cases.telling import told
from casework.cases.timeline import TimelineItem
from casework.cases.timeline import source as tells_what_was
from casework.referrals.lists import ring_names
from casework.referrals.models import Referral
from casework.vault.keyring import keyring


def told_back(session: Session, referral: Referral) -> list[TimelineItem]:
    """What they wrote, newest first; nothing where she has not agreed, for then we hold no key to it."""
    theirs = referral.recipient_case_id
    if theirs is None or not referral.taken:
        return []
    keyring(session).open_folders(session, [theirs])
    return told(session, theirs)


@tells_what_was
def in_the_timeline(session: Session, case: Case) -> list[TimelineItem]:
    """The same in her file, each with the name of whoever says so."""
    query = select(Referral).where(Referral.case_id == case.id, Referral.recipient_case_id.is_not(None))
    sent = session.scalars(query.order_by(Referral.id)).all()
    names = ring_names(session) if sent else {}
    return [
        _from_there(item, names[one.recipient_ring_id], url_for("referrals.sent_one", referral_id=one.id))
        for one in sent
        for item in told_back(session, one)
    ]


def _from_there(item: TimelineItem, partner: str, url: str) -> TimelineItem:
    return replace(item, title=f"{partner}: {item.title}", by=None, url=url)
