"""The doctor: counts what is not as it should be with the keys, and says what to do about it. It has no
keys and opens nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from uuid import UUID

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel.speaklater import LazyString
from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from auth import due, second_step
from auth.break_glass import check_is_due
from auth.break_glass_models import BreakGlass, BreakGlassNext, BreakGlassUse
from auth.models import Membership, Organisation, Ring, RingEpoch
from auth.rings import OLD_SECRET_STAYS, names_older
from auth.small_ring_tasks import small_ring_findings
from auth.stewardship import exchanged, members, waiting
from auth.unlocked import second_step_by_role
from casework.backup import doctor_checks
from casework.consent.models import ConsentRecord
from casework.core import clock
from casework.core.db import Base, db
from casework.core.findings import Finding
from casework.core.i18n import _l, use_language
from casework.instance import needs_instance
from casework.referrals.models import OPEN, Referral
from casework.referrals.passing.orphaned import orphaned_offers
from casework.vault.folders import Folder, Grant, Stub
from casework.vault.locks import LockDue
from casework.vault.packing import with_lost_cards
from casework.vault.register import Card

LOCK_WAITS = timedelta(days=30)
"""How long a lock may wait for its owner's next save before the doctor speaks of it."""


Check = Callable[..., Iterator[Finding]]


def examine(session: Session) -> list[Finding]:
    """All that was found, in the words of the command line."""
    with use_language("en"):
        found = [finding for check in CHECKS for finding in check(session)]
        return [finding.spoken() for finding in found if finding.count]


def examine_own(session: Session, organisation_id: UUID) -> list[Finding]:
    """What of it concerns one organisation, in its reader's language."""
    found = [finding for check in OF_ONE for finding in check(session, organisation_id)]
    return [finding.spoken() for finding in found if finding.count]


def _lost(session: Session, only: UUID | None = None) -> Iterator[Finding]:
    """What no ring can open any more."""
    own = select(Grant.id).where(Grant.folder_id == Folder.id, Grant.ring_id == Folder.ring_id)
    orphans = _count(
        session, Folder, ~own.where(Grant.sender_ring_id.is_(None)).exists(), *_of(Folder.ring_id, only)
    )
    yield Finding(orphans, _l("files open for no ring"), _l("Their sheets are gone: bring back a backup."))
    for table, name in LOST.items():
        dropped = select(RingEpoch.number).where(
            RingEpoch.ring_id == table.ring_id,
            RingEpoch.number > table.epoch,
            RingEpoch.previous_secret.is_(None),
        )
        yield Finding(
            _count(session, table, dropped.exists(), *_of(table.ring_id, only)),
            name,
            _l("They open for nobody: bring back a backup from before, and change the keys again."),
        )


def _rings_alone(session: Session, only: UUID | None = None) -> Iterator[Finding]:
    """Rings that hang by one thread or by none."""
    founded = select(Organisation).join(Ring).where(Ring.restricted.is_(False))
    organisations = session.scalars(founded.where(*_is(Organisation.id, only))).all()
    people = [members(session, one.id) for one in organisations]
    yield Finding(
        sum(not found for found in people),
        _l("rings have no member"),
        _l("Two people open each with its break-glass sheets: docs/operations.md."),
    )
    yield Finding(
        sum(bool(found) and sum(one.is_steward for one in found) < 2 for found in people),
        _l("rings have fewer than two stewards"),
        _l("Their administrators name a second: Staff, role."),
    )


def _sheets(session: Session, only: UUID | None = None) -> Iterator[Finding]:
    rows = session.scalars(select(BreakGlass).where(*_is(BreakGlass.organisation_id, only))).all()
    rings = set(session.scalars(select(Ring.organisation_id).where(*_is(Ring.organisation_id, only))))
    unverified = rings - {row.organisation_id for row in rows if row.verified_at is not None}
    late = [row for row in rows if row.verified_at is not None and check_is_due(row)]
    yield Finding(
        len(unverified), _l("rings have no confirmed break-glass sheets"), _l("A steward: Keys, sheets.")
    )
    yield Finding(
        len(late),
        _l("pairs of sheets were not looked at for a year"),
        _l("Two people type their check digits."),
    )
    yield Finding(
        sum(row.by_one_alone for row in rows if row.verified_at is not None),
        _l("pairs of sheets were confirmed by one person alone"),
        _l("A second member confirms one of them."),
    )
    yield Finding(
        _count(session, BreakGlassNext, *_is(BreakGlassNext.organisation_id, only)),
        _l("new pairs of sheets wait to be confirmed"),
        _l("Two people: Keys, sheets."),
    )
    yield Finding(
        _count(session, BreakGlassUse, *_is(BreakGlassUse.organisation_id, only)),
        _l("rings are being opened with their sheets"),
        _l("If nobody of theirs knows of it, tell them today."),
    )


def _epochs(session: Session, only: UUID | None = None) -> Iterator[Finding]:
    rings = _rings(session, only)
    older = [ring for ring in rings if names_older(session, ring.id, ring.epoch)]
    yield Finding(
        len(older),
        _l("rings have things under their older keys"),
        _l(
            "A member goes on: My account, files under the old keys. For a day that is as it should be; then "
            "a steward: Keys, throw the old keys away."
        ),
    )
    asked = [found for ring in rings if (found := due.due(session, ring))]
    yield Finding(
        len(asked),
        _l("rings are due for new keys"),
        _l("Somebody has left, or a year has passed. A steward: Keys, change the keys."),
    )
    yield Finding(
        sum(found.late for found in asked if found.why is due.Why.SOMEBODY_LEFT),
        _l("rings have not changed their keys for days though somebody has left"),
        _l("Phone a steward of theirs today: whoever left may still know the keys."),
    )
    kept = and_(RingEpoch.previous_secret.is_not(None), RingEpoch.began_at < clock.now() - OLD_SECRET_STAYS)
    yield Finding(
        _count(session, RingEpoch, kept, *_of(RingEpoch.ring_id, only)),
        _l("old keys are still kept after a day"),
        _l("A steward: Keys, throw the old keys away. Until then an old backup opens with them."),
    )


def _partners(session: Session, only: UUID | None = None) -> Iterator[Finding]:
    yield Finding(
        sum(map(len, (exchanged(session, ring) for ring in _rings(session, only)))),
        _l("keys of organisations are not as a partner had compared them"),
        _l("Nothing goes there. Stewards phone each other: Keys, other organisations. Run audit verify."),
    )
    everybodys = [ring for ring in _rings(session, only) if not ring.restricted]
    unsteady = [members(session, ring.organisation_id) for ring in everybodys]
    yield Finding(
        sum(bool(found) and not any(one.is_steward for one in found) for found in unsteady),
        _l("rings have members and no steward"),
        _l("Nobody can let others in or change the keys. Their administrators name a steward: Staff, role."),
    )


def _rings(session: Session, only: UUID | None) -> Sequence[Ring]:
    return session.scalars(select(Ring).where(*_is(Ring.organisation_id, only))).all()


def _second_steps(session: Session, only: UUID | None = None) -> Iterator[Finding]:
    if second_step_by_role():
        yield Finding(
            second_step.missing(session, *([only] if only else [])),
            _l("people have no second step though their work needs one"),
            _l("They sign in: a page leads them through it. Until then they can do nothing else."),
        )


def _waiting(session: Session, only: UUID | None = None) -> Iterator[Finding]:
    organisations = session.scalars(select(Organisation.id).where(*_is(Organisation.id, only)))
    found = [waiting(session, one) for one in organisations]
    yield Finding(
        sum(map(len, found)),
        _l("people wait for keys"),
        _l("A steward compares numbers with each: Keys, people."),
    )
    older = select(Ring.id).where(Ring.id == Membership.ring_id, Ring.epoch > Membership.epoch)
    yield Finding(
        _count(session, Membership, older.exists(), *_of(Membership.ring_id, only)),
        _l("memberships are of an older epoch"),
        _l("Those people are let in again by a steward: Keys, people."),
    )


def _shares(session: Session) -> Iterator[Finding]:
    yield Finding(
        _count(session, Grant, Grant.ends_on < clock.today()),
        "shares have ended and are still there",
        "They open nothing. Run the nightly sweep: flask --app wsgi sweep.",
    )
    over = select(Referral.id).where(Referral.grant_id == Grant.id, Referral.state.not_in(OPEN))
    talk = select(ConsentRecord.id).where(ConsentRecord.id == Grant.consent_id)
    yield Finding(
        _count(session, Grant, Grant.sender_ring_id.is_not(None), or_(over.exists(), ~talk.exists())),
        "shares still have keys though her consent to them has ended or is gone",
        "Run audit verify. A caseworker of the owner: What she agreed to, stop.",
    )
    stub = select(Stub.id).where(Stub.grant_id == Grant.id)
    yield Finding(
        _count(session, Grant, Grant.sender_ring_id.is_not(None), ~stub.exists()),
        "shares are not in their owner's notes",
        "No person gave them. Run audit verify, and ask the organisations concerned.",
    )
    grant = select(Grant.id).where(Grant.id == Stub.grant_id)
    yield Finding(
        _count(session, Stub, ~grant.exists()),
        "notes of shares have no share",
        "Somebody deleted shares outside the application. Run audit verify.",
    )
    yield Finding(
        _count(session, LockDue, LockDue.since < clock.today() - LOCK_WAITS),
        "files wait for a new lock for over a month",
        "The share has ended, the keys have not changed. Their caseworkers save anything in them.",
    )
    card = select(Grant.id).where(Grant.folder_id == Card.folder_id, Grant.ring_id == Card.ring_id)
    yield Finding(
        _count(session, Card, ~card.exists()),
        "cards are of files that their ring has no key to",
        "A name is still known where it should not be. Run audit verify, then tell the owners.",
    )


def _packs(session: Session) -> Iterator[Finding]:
    yield Finding(
        with_lost_cards(session),
        "packs of the register hold words of files that are gone",
        "Empty them, searches pack anew: UPDATE register_pack SET blob = NULL. Run audit verify.",
    )


def _of_instance(session: Session) -> Iterator[Finding]:
    config = current_app.extensions["sahayatri_config"]
    return doctor_checks.of_instance(session, config)


LOST: dict[type[Grant] | type[Stub] | type[Card], LazyString] = {
    Grant: _l("key sheets are under keys that were thrown away"),
    Stub: _l("notes of shares are under keys that were thrown away"),
    Card: _l("cards are under keys that were thrown away"),
}
OF_ONE: tuple[Check, ...] = (
    _lost,
    _rings_alone,
    small_ring_findings,
    _sheets,
    _epochs,
    _partners,
    _second_steps,
    _waiting,
    doctor_checks.of_log,
)
"""Those that can be asked for one organisation alone: its administrator reads what they find."""

CHECKS: tuple[Check, ...] = (*OF_ONE, _shares, orphaned_offers, _packs, doctor_checks.of_files, _of_instance)


def _is(column: InstrumentedAttribute[UUID], only: UUID | None) -> list[ColumnElement[bool]]:
    """One organisation, if only one is asked for."""
    return [column == only] if only else []


def _of(column: InstrumentedAttribute[UUID], only: UUID | None) -> list[ColumnElement[bool]]:
    """The ring of one organisation, if only one is asked for."""
    return [column.in_(select(Ring.id).where(Ring.organisation_id == only))] if only else []


def _count(session: Session, table: type[Base], *which: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(table).where(*which)) or 0


@click.command("doctor")
@with_appcontext
@needs_instance
def doctor_command() -> None:
    """Count what is not as it should be with the keys, and say what to do."""
    findings = examine(db.session)
    for finding in findings:
        click.echo(f"{finding.count:>6}  {finding.what}\n        {finding.to_do}")
    click.echo("Nothing to do." if not findings else f"To do: {len(findings)}")
    if findings:
        raise SystemExit(1)
