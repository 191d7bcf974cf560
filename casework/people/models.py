"""The seven head rows of a woman's file. Which field lives where is a rule of protection."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from casework.core.calendar import PartialDate
from casework.core.db import Base
from casework.people.corrected import Answerable
from casework.people.papers import Paper
from casework.vault.compartments import Compartment
from casework.vault.sealed import HeadRow, Sealed, sealed


class Identity(HeadRow, Base):
    """Who she is, in her words. One row in every file.

    In every head `unsaid` says of questions without an answer why there is none, as
    "birth:does_not_know": a question that is not named was not asked.
    """

    __tablename__ = "identity"
    __sealed_as__ = "identity"
    __compartment__ = Compartment.IDENTITY
    __pad__ = 512

    name: Sealed[str] = sealed("")
    other_names: Sealed[tuple[str, ...]] = sealed(())
    birth_family_name: Sealed[str] = sealed("")
    married_family_name: Sealed[str] = sealed("")
    birth: Sealed[PartialDate | None] = sealed(None)
    sex: Sealed[str] = sealed("")
    unsaid: Sealed[tuple[str, ...]] = sealed(())


class Contact(HeadRow, Base):
    """How to reach her safely, and from where she would travel. The two words that only she knows
    are not here: this compartment can be shared, they never are."""

    __tablename__ = "contact"
    __sealed_as__ = "contact"
    __compartment__ = Compartment.CONTACT
    __pad__ = 512

    reachable: Sealed[str] = sealed("")  # phone | worker | none
    phone: Sealed[str] = sealed("")
    phone_owner: Sealed[str] = sealed("")
    others_see: Sealed[tuple[str, ...]] = sealed(())
    channels: Sealed[tuple[str, ...]] = sealed(())
    days: Sealed[tuple[str, ...]] = sealed(())
    hours: Sealed[tuple[str, ...]] = sealed(())
    missed_call_first: Sealed[bool | None] = sealed(None)
    palika: Sealed[int | None] = sealed(None)
    unsaid: Sealed[tuple[str, ...]] = sealed(())


class Livelihood(HeadRow, Base):
    """What she can do, wants to learn and lives on."""

    __tablename__ = "livelihood"
    __sealed_as__ = "livelihood"
    __compartment__ = Compartment.LIVELIHOOD

    education: Sealed[str] = sealed("")
    skills: Sealed[str] = sealed("")
    trades_wanted: Sealed[tuple[str, ...]] = sealed(())
    income_band: Sealed[str] = sealed("")
    hours_free: Sealed[tuple[str, ...]] = sealed(())
    childcare: Sealed[str] = sealed("")
    access_needs: Sealed[tuple[str, ...]] = sealed(())
    citizenship: Sealed[str] = sealed("")
    unsaid: Sealed[tuple[str, ...]] = sealed(())


class Wellbeing(Answerable, HeadRow, Base):
    """Health, and what she needs help with."""

    __tablename__ = "wellbeing"
    __sealed_as__ = "wellbeing"
    __compartment__ = Compartment.WELLBEING

    needs: Sealed[tuple[str, ...]] = sealed(())
    health: Sealed[str] = sealed("")
    psychosocial: Sealed[str] = sealed("")
    unsaid: Sealed[tuple[str, ...]] = sealed(())


@dataclass(frozen=True)
class Stay:
    """One time away for work: every time she went is one entry."""

    id: UUID
    where: str = ""  # nepal | india | abroad, or one of the two answers without an answer
    palika: int | None = None
    place: str = ""
    destination: str = ""
    channel: str = ""
    recruiter: str = ""
    work: str = ""
    left: PartialDate | None = None
    returned: PartialDate | None = None
    return_type: str = ""
    documents: tuple[str, ...] = ()
    documents_kept: str = ""
    debt: str = ""
    unpaid_wages: str = ""
    note: str = ""


class Journey(Answerable, HeadRow, Base):
    """Where she was and worked. All her journeys lie inside this one row."""

    __tablename__ = "journey"
    __sealed_as__ = "journey"
    __compartment__ = Compartment.JOURNEY

    travelled: Sealed[str] = sealed("")  # yes | no, or one of the two answers without an answer
    stays: Sealed[tuple[Stay, ...]] = sealed(())


@dataclass(frozen=True)
class Identification:
    """What a named body decided. Nothing here is ever computed."""

    status: str = ""
    body: str = ""
    on: PartialDate | None = None


class Harm(Answerable, HeadRow, Base):
    """Only what she wants to tell."""

    __tablename__ = "harm"
    __sealed_as__ = "harm"
    __compartment__ = Compartment.HARM

    indicators: Sealed[tuple[str, ...]] = sealed(())
    exploitation: Sealed[tuple[str, ...]] = sealed(())
    controls: Sealed[tuple[str, ...]] = sealed(())
    identified: Sealed[str] = sealed("")  # yes | no | does_not_know
    identification: Sealed[Identification | None] = sealed(None)
    note: Sealed[str] = sealed("")
    papers: Sealed[tuple[Paper, ...]] = sealed(())


class Safety(StrEnum):
    """The answer to "Is she safe today?"."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


@dataclass(frozen=True)
class SafetyCheck:
    """One answer, and the day of the next question."""

    on: date
    answer: Safety
    next_on: date | None = None


@dataclass(frozen=True)
class Document:
    """A document she named, by number as she reads it out."""

    kind: str
    number: str


@dataclass(frozen=True)
class Elsewhere:
    """Help from somebody who does not use this system, and what came of it. It lies in the record,
    so that a stolen copy does not count whose file leads where."""

    id: UUID
    service: str
    day: date
    by: UUID
    whom: str = ""
    what_for: str = ""
    may_be_said: str = ""
    accompanied: bool | None = None
    result: str = ""
    result_on: date | None = None
    result_by: UUID | None = None
    result_at: datetime | None = None
    revision: int = 0


@dataclass(frozen=True)
class SaidOfTalk:
    """Her yes to a talk, and how that conversation went: what a consent record says of any other."""

    given_on: date
    entered_at: datetime
    entered_by: UUID
    method: str = ""
    how_said: str = ""
    explained_language: str = ""
    explained_by: str = ""
    paper_number: str = ""
    paper_kept: str = ""
    witness: str = ""
    notice_version: str = ""
    notice_language: str = ""
    notice_hash: str = ""


@dataclass(frozen=True)
class AskedTalk:
    """A talk with a caseworker that a network asked a partner for. All of it lies in the record, what
    she said to it too, so that a stolen copy does not tell for whom."""

    talk_id: UUID
    form_id: UUID
    recipient: UUID
    asked_on: date
    said: SaidOfTalk
    seen: bool = False
    ended_on: date | None = None
    ended_by: UUID | None = None
    by_her: bool = False  # she took back her yes; else the request was taken back


class Record(Answerable, HeadRow, Base):
    """The record of the help: what stays with the organisation that writes it."""

    __tablename__ = "record"
    __sealed_as__ = "record"
    __compartment__ = Compartment.CASEWORK
    # How often she was counted differs where a woman was referred: no number in a form may tell.
    __in_no_form__ = Answerable.__in_no_form__ | {"consents", "pseudonym", "sent_facts", "fact_number"}

    code: Sealed[str] = sealed("")
    paper_number: Sealed[str] = sealed("")
    if_other_answers: Sealed[str] = sealed("")
    safe_word: Sealed[str] = sealed("")
    stop_word: Sealed[str] = sealed("")
    dwelling: Sealed[str] = sealed("")
    home_palika: Sealed[int | None] = sealed(None)
    ward: Sealed[int | None] = sealed(None)
    tole: Sealed[str] = sealed("")
    present_palika: Sealed[int | None] = sealed(None)
    present_ward: Sealed[int | None] = sealed(None)
    present_tole: Sealed[str] = sealed("")
    marital: Sealed[str] = sealed("")
    children: Sealed[int | None] = sealed(None)
    ethnicity: Sealed[str] = sealed("")
    documents: Sealed[tuple[Document, ...]] = sealed(())
    family: Sealed[str] = sealed("")
    languages: Sealed[tuple[str, ...]] = sealed(())
    safety: Sealed[tuple[SafetyCheck, ...]] = sealed(())
    elsewhere: Sealed[tuple[Elsewhere, ...]] = sealed(())
    talks: Sealed[tuple[AskedTalk, ...]] = sealed(())
    last_contact: Sealed[date | None] = sealed(None)
    consents: Sealed[int] = sealed(0)
    pseudonym: Sealed[str] = sealed("")
    source_key: Sealed[str] = sealed("")
    sent_facts: Sealed[tuple[str, ...]] = sealed(())
    fact_number: Sealed[int] = sealed(0)
    unsaid: Sealed[tuple[str, ...]] = sealed(())
