"""Opening one sealed row through the model, against AES-GCM from the same library.

The base opens the same padded bytes with the same context as additional data. Each row of a page has a
key of its own, so the base sets its cipher up for each row as well. Three bases, from fair to hard: with
the padding and the JSON read as any sealed row needs; the decryption alone; a cipher that stands ready.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import select
from sqlalchemy.orm import Session

from benchmarks.ground import ground
from benchmarks.measure import Result, Work
from benchmarks.processor import against
from casework.cases.actions import open_case, save
from casework.people.models import Identity
from casework.vault.keyring import keyring
from crypto import envelope
from tests.support.people import World, acting

GOAL = 9.0
ROWS, TURNS = 100, 151
"""Openings in one turn; the times printed are for all of them. Turns are short and many, so that what
else the machine does falls on both sides alike."""


def results() -> Iterator[Result]:
    """Opening and sealing."""
    with ground() as world:
        woman = _woman(world)
        with acting(world.asha) as session:
            keyring(session).open_folders(session, [woman])
            row = session.scalars(select(Identity).where(Identity.folder_id == woman)).one()
            key = _key(session, row)
            yield from _opening(row, key)
            yield _sealing(row, key)
            session.expire_all()


def _woman(world: World) -> UUID:
    case_id = uuid4()
    with acting(world.asha) as session:
        _case, person = open_case(session, world.asha.user, case_id=case_id)
        person.identity.name = "लक्ष्मी तामाङ"
        person.identity.other_names = ("कान्छी",)
        person.identity.birth_family_name = "घले"
        person.identity.sex = "female"
        save(session, case_id, person)
    return case_id


def _key(session: Session, row: Identity) -> bytes:
    return keyring(session).data_key(row.folder_id, row.__compartment__, row.key_number)


def _opening(row: Identity, key: bytes) -> Iterator[Result]:
    bound = row._context()  # noqa: SLF001  (the base binds the same context)
    padded = envelope.unseal(key, bound, row.blob)
    nonce, ready = os.urandom(12), AESGCM(key)
    plain = ready.encrypt(nonce, padded, bound)

    def opened() -> None:
        row.__dict__.pop("_plain")
        row.plain()

    def read() -> object:
        return json.loads(envelope.unpad(AESGCM(key).decrypt(nonce, plain, bound)))

    def decrypted() -> object:
        return AESGCM(key).decrypt(nonce, plain, bound)

    def at_hand() -> object:
        return ready.decrypt(nonce, plain, bound)

    row.plain()
    yield _against("100 sealed rows against AES-GCM, unpadded, JSON", opened, read, goal=GOAL)
    yield _against("  against AES-GCM alone, a cipher a row", opened, decrypted)
    yield _against("  against AES-GCM alone, one cipher at hand", opened, at_hand)


def _sealing(row: Identity, key: bytes) -> Result:
    number, bound = row.key_number, row._context()  # noqa: SLF001  (the base binds the same context)
    body = envelope.unseal(key, bound, row.blob)

    def sealed() -> None:
        row.seal(number, key)

    def plain() -> object:
        return AESGCM(key).encrypt(os.urandom(12), body, bound)

    return _against("sealing 100 rows against AES-GCM alone", sealed, plain)


def _against(what: str, work: Work, base: Work, goal: float | None = None) -> Result:
    return against(what, _often(work), _often(base), goal=goal, turns=TURNS)


def _often(work: Work) -> Work:
    def often() -> None:
        for _ in range(ROWS):
            work()

    return often
