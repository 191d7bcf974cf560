"""Which file a line leads to: the same line always to the same one, and nobody else can tell which.

The id of a file brought in from a list is a keyed hash of who the line is about, cut to a UUID. Without
the key it is as random as any other id.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import unicodedata
from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.models import Ring, User
from casework.core.db import new_id
from casework.imports.models import Ledger, LedgerKey
from casework.imports.told import Told
from casework.vault.acting import own_ring
from casework.vault.grants import make_folder
from casework.vault.keyring import keyring


def who(told: Told, texts: Mapping[str, str]) -> str:
    """What tells her from others: name, birth, phone, document. Of a line that has a name alone the
    whole line, for two women may have one name."""
    marks = [told.birth.to_json() if told.birth else None, told.phone, _plain(told.document_number)]
    told_apart = any(marks)
    return json.dumps([_plain(told.name), marks if told_apart else sorted(texts.items())], ensure_ascii=False)


def case_id_of(key: bytes, identity: str) -> UUID:
    """The id of the file that belongs to an identity."""
    digest = hmac.new(key, identity.encode(), hashlib.sha256).digest()
    return UUID(bytes=digest[:16], version=4)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def naming_key(session: Session, user: User) -> bytes:
    """The organisation's key for these ids; made, under the lock of its ring, at the first use."""
    found = _key(session, user)
    if found is not None:
        return found
    ring = own_ring(session)
    session.execute(select(Ring.id).where(Ring.id == ring.id).with_for_update())
    found = _key(session, user)
    if found is not None:
        return found
    folder = make_folder(session, ring)
    made = secrets.token_bytes(32)
    session.add(Ledger(id=folder.id, organisation_id=user.organisation_id))
    session.flush()
    session.add(LedgerKey(row_id=new_id(), folder_id=folder.id, secret=made.hex()))
    session.flush()
    return made


def known_key(session: Session, user: User) -> bytes | None:
    """The same, if there is one: for a page, which writes nothing."""
    return _key(session, user)


def _key(session: Session, user: User) -> bytes | None:
    ledger = session.scalar(select(Ledger).where(Ledger.organisation_id == user.organisation_id))
    if ledger is None:
        return None
    keyring(session).open_folders(session, [ledger.id])
    row = session.scalars(select(LedgerKey).where(LedgerKey.folder_id == ledger.id)).one()
    return bytes.fromhex(row.secret)
