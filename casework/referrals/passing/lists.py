"""The lists of files that pass on, and what stands on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from auth.models import User
from casework.core.i18n import language
from casework.referrals.passing import letters
from casework.referrals.passing.models import Passing
from casework.vault.acting import own_ring
from casework.vault.register import read_cards


@dataclass(frozen=True)
class Line:
    """One of them; her name only as long as we know it."""

    passing: Passing
    name: str


def sent_lines(session: Session, passings: Sequence[Passing]) -> list[Line]:
    """What we offered: named from our own register, in which she stands no longer once it has passed."""
    names = _names(session, passings)
    return [Line(one, names.get(one.case_id, "")) for one in passings]


def received_lines(session: Session, passings: Sequence[Passing]) -> list[Line]:
    """What was offered to us: named by the letter while it waits, from our own register once it is ours."""
    names = _names(session, passings)
    told = letters.offers_of(session, own_ring(session), [one for one in passings if one.waits])
    return [
        Line(one, told[one.id].name if one.id in told else names.get(one.case_id, "")) for one in passings
    ]


def code_here(session: Session, passing: Passing) -> str:
    """The spoken code that a file was given here; "" where it is not ours."""
    cards = read_cards(session, own_ring(session), [passing.case_id])
    return cards[passing.case_id].text.code if passing.case_id in cards else ""


def _names(session: Session, passings: Sequence[Passing]) -> dict[UUID, str]:
    cards = read_cards(session, own_ring(session), [one.case_id for one in passings])
    return {case_id: card.text.name for case_id, card in cards.items()}


def who_offers(session: Session, offer: letters.Offer) -> str:
    """Who of the other organisation wrote the letter, by name."""
    user = session.get(User, UUID(offer.by))
    return user.name(language()) if user is not None else ""
