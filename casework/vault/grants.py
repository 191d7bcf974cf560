"""Giving keys: a folder of one's own, a share for a partner, its acceptance and its end."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from auth.held import HeldRing
from auth.models import Purpose, Ring
from auth.trust import partner_now
from casework.audit.chain import Actor, note
from casework.audit.models import Act
from casework.core import clock
from casework.core.db import new_id
from casework.vault.compartments import CEILING, OWNED, Compartment
from casework.vault.ended import Kind as Ended
from casework.vault.ended import about
from casework.vault.errors import BeyondCeiling, Locked, OnlyForFew
from casework.vault.folders import Folder, Grant, Stub
from casework.vault.keyring import Opened, keyring
from casework.vault.opening import grant_context, offer_context, open_sheet
from casework.vault.sealed import REGISTRY
from crypto import context, envelope, sealedbox, sheet

_STUB_PAD = 512


def make_folder(session: Session, ring: HeldRing, *, folder_id: UUID | None = None) -> Folder:
    """A folder of one's own, with a first data key for each compartment that its ring keeps."""
    folder = Folder(id=folder_id or new_id(), ring_id=ring.id, made_on=clock.today())
    keys = [sheet.KeyEntry(c.value, 1, envelope.new_key()) for c in sorted(OWNED[ring.purpose])]
    session.add(folder)
    session.flush()
    session.add(own_grant(ring, folder.id, sheet.Sheet(keys)))
    holder = keyring(session)
    holder.opened[folder.id] = Opened(sheet.Sheet(keys))
    holder.held.add(folder.id)
    return folder


def own_grant(ring: HeldRing, folder_id: UUID, keys: sheet.Sheet) -> Grant:
    """The owner's own grant: no consent, no end."""
    grant = Grant(id=new_id(), folder_id=folder_id, ring_id=ring.id, epoch=ring.epoch)
    seal_grant(ring, grant, keys)
    return grant


def seal_grant(ring: HeldRing, grant: Grant, keys: sheet.Sheet) -> None:
    """Seal a sheet into a grant under the ring's current epoch."""
    grant.epoch = ring.epoch
    grant.blob = envelope.seal(ring.now.kek, grant_context(grant), sheet.encode(keys.entries))


@dataclass(frozen=True)
class Share:
    """What a stub says: who may read what of a folder, on which consent, until when."""

    grant_id: UUID
    folder_id: UUID
    ring_id: UUID
    consent_id: UUID
    compartments: frozenset[Compartment]
    ends_on: date


def give(
    session: Session,
    owner: HeldRing,
    *,
    folder_id: UUID,
    recipient: Ring,
    compartments: Iterable[Compartment],
    consent_id: UUID,
    ends_on: date,
) -> Grant:
    """Offer a share: sealed to the partner's compared key, signed by our ring, remembered in a
    stub. `consent` alone calls this, in the request in which her consent is confirmed.

    Raises BeyondCeiling, Locked, OnlyForFew, NotCompared or KeyChanged.
    """
    wanted = frozenset(compartments)
    if not wanted or not wanted <= CEILING[recipient.purpose]:
        raise BeyondCeiling
    return _give(session, owner, Share(new_id(), folder_id, recipient.id, consent_id, wanted, ends_on))


def give_whole(
    session: Session,
    owner: HeldRing,
    *,
    folder_id: UUID,
    recipient: Ring,
    consent_id: UUID,
    ends_on: date,
) -> Grant:
    """Offer the whole of a folder to a ring of the same purpose that is to own it from then on: the one
    share without a ceiling. It opens nothing until it is taken, and goes in the moment in which it is.

    Raises BeyondCeiling, Locked, NotCompared or KeyChanged.
    """
    if not owner.purpose is recipient.purpose is Purpose.CASEWORK or owner.id == recipient.id:
        raise BeyondCeiling
    wanted = OWNED[recipient.purpose]
    return _give(session, owner, Share(new_id(), folder_id, recipient.id, consent_id, wanted, ends_on))


def _give(session: Session, owner: HeldRing, share: Share) -> Grant:
    keyring(session).hold_for_writing(session, [share.folder_id])
    if session.get_one(Folder, share.folder_id).ring_id != owner.id or owner.restricted:
        raise OnlyForFew
    grant = _offer(session, owner, share)
    session.add(grant)
    session.add(_stub(owner, share, grant))
    return grant


def reissue(session: Session, owner: HeldRing, stub: Stub, grant: Grant) -> None:
    """Make a share again from its stub, because the folder's keys have changed."""
    share = read_stub(owner, stub)
    fresh = _offer(session, owner, share)
    grant.epoch, grant.sender_epoch = fresh.epoch, fresh.sender_epoch
    grant.blob = fresh.blob
    stub.epoch = owner.epoch
    stub.blob = _stub(owner, share, grant, stub.id).blob


def _offer(session: Session, owner: HeldRing, share: Share) -> Grant:
    partner = partner_now(session, owner, share.ring_id)
    keys = keyring(session).opened[share.folder_id].sheet
    entries = [e for c in sorted(share.compartments) if (e := keys.current(c))]
    if len(entries) != len(share.compartments):
        raise Locked
    grant = Grant(
        id=share.grant_id,
        folder_id=share.folder_id,
        ring_id=share.ring_id,
        epoch=partner.epoch,
        sender_ring_id=owner.id,
        sender_epoch=owner.epoch,
        consent_id=share.consent_id,
        ends_on=share.ends_on,
    )
    grant.blob = sealedbox.seal_signed(
        owner.now.signing_seed, partner.inbox, offer_context(grant), sheet.encode(entries)
    )
    return grant


def accept(session: Session, recipient: HeldRing, grant: Grant) -> None:
    """Take a share: check the sender's signature and keep the sheet under our own kek.

    Raises CannotOpen if it was forged, moved or changed.
    """
    rekey_share(session, recipient, grant)
    grant.accepted_on = clock.today()
    session.flush()
    keyring(session).open_folders(session, [grant.folder_id])


def rekey_share(session: Session, recipient: HeldRing, grant: Grant) -> None:
    """Put a share under our current kek, from the inbox or from an earlier epoch."""
    seal_grant(recipient, grant, open_sheet(session, recipient, grant))


def _stub(owner: HeldRing, share: Share, grant: Grant, stub_id: UUID | None = None) -> Stub:
    stub = Stub(
        id=stub_id or new_id(),
        folder_id=share.folder_id,
        ring_id=owner.id,
        epoch=owner.epoch,
        grant_id=share.grant_id,
    )
    body = {
        "ring": share.ring_id.hex,
        "consent": share.consent_id.hex,
        "compartments": sorted(c.value for c in share.compartments),
        "ends": share.ends_on.isoformat(),
        "hash": hashlib.sha256(grant.blob).hexdigest(),
    }
    plain = envelope.pad(json.dumps(body).encode(), _STUB_PAD)
    stub.blob = envelope.seal(owner.now.kek, _stub_context(stub), plain)
    return stub


def _stub_context(stub: Stub) -> bytes:
    return context.stub(stub=stub.id, folder=stub.folder_id, ring=stub.ring_id, epoch=stub.epoch)


def read_stub(owner: HeldRing, stub: Stub) -> Share:
    """What a stub says. Raises CannotOpen if it is not ours or was changed."""
    keys = owner.at(stub.epoch)
    body = json.loads(envelope.unpad(envelope.unseal(keys.kek, _stub_context(stub), stub.blob)))
    return Share(
        grant_id=stub.grant_id,
        folder_id=stub.folder_id,
        ring_id=UUID(body["ring"]),
        consent_id=UUID(body["consent"]),
        compartments=frozenset(Compartment(c) for c in body["compartments"]),
        ends_on=date.fromisoformat(body["ends"]),
    )


def rekey_stub(owner: HeldRing, stub: Stub) -> None:
    """Put a stub under our current kek."""
    plain = envelope.unseal(owner.at(stub.epoch).kek, _stub_context(stub), stub.blob)
    stub.epoch = owner.epoch
    stub.blob = envelope.seal(owner.now.kek, _stub_context(stub), plain)


def shares_of(session: Session, owner: HeldRing, folder_id: UUID) -> list[Share]:
    """Who else can read what of a folder, from its stubs; ended ones left out."""
    stubs = session.scalars(select(Stub).where(Stub.folder_id == folder_id).order_by(Stub.id))
    shares = [read_stub(owner, stub) for stub in stubs]
    return sorted((s for s in shares if s.ends_on >= clock.today()), key=lambda s: (s.ends_on, s.grant_id))


def drop(session: Session, grant_ids: Iterable[UUID]) -> None:
    """Delete shares with the cards that live by them, and their stubs. Needs no key."""
    ids = list(grant_ids)
    if ids:
        about(session, Ended.SHARE, ids)
    _note_what_lives_by(session, ids)
    session.execute(delete(Stub).where(Stub.grant_id.in_(ids)))
    session.execute(delete(Grant).where(Grant.id.in_(ids), Grant.sender_ring_id.is_not(None)))


def _note_what_lives_by(session: Session, grant_ids: list[UUID]) -> None:
    """Rows that the database deletes with a share are noted in their owner's chain: what is gone
    without a note was deleted by somebody outside."""
    for cls in REGISTRY:
        if "grant_id" not in cls.plain_columns():
            continue
        columns = select(cls.id, cls.folder_id, Ring.organisation_id)
        query = columns.join(Folder, Folder.id == cls.folder_id).join(Ring, Ring.id == Folder.ring_id)
        bound = query.where(cls.grant_id.in_(grant_ids))  # type: ignore[attr-defined]
        for row_id, folder_id, organisation_id in session.execute(bound).all():
            note(session, Actor(organisation_id, None), Act.DELETED, folder_id=folder_id, subject_id=row_id)
