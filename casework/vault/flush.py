"""What happens around a flush: locks are taken, heads are sealed together, blobs are made."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from sqlalchemy import event
from sqlalchemy.orm import Mapper, ORMExecuteState, Session, object_session
from sqlalchemy.orm.attributes import flag_modified

from auth.trust import forget_partners
from casework.audit.chain import forget, note_seal
from casework.vault.errors import SealedInBulk
from casework.vault.heads import forget_heads, head_of
from casework.vault.keyring import Keyring, keyring
from casework.vault.sealed import HeadRow, SealedRow, heads, pad_alike


@event.listens_for(Session, "before_flush")
def _prepare(session: Session, _context: Any, _instances: Any) -> None:
    rows = [r for r in (*session.new, *session.dirty) if isinstance(r, SealedRow)]
    rows = [r for r in rows if r in session.new or session.is_modified(r)]
    if not rows:
        return
    ring = keyring(session)
    ring.hold_for_writing(session, {r.folder_id for r in rows})
    for folder_id in {r.folder_id for r in rows if isinstance(r, HeadRow)}:
        _seal_heads_together(session, ring, folder_id)


def _seal_heads_together(session: Session, ring: Keyring, folder_id: UUID) -> None:
    new = {type(r): r for r in session.new if isinstance(r, HeadRow) and r.folder_id == folder_id}
    together: list[HeadRow] = list(new.values())
    with session.no_autoflush:
        for cls in heads():
            if cls in new or not ring.can_open(folder_id, cls.__compartment__):
                continue
            row = head_of(session, cls, folder_id)
            if row is not None:
                row.plain()
                flag_modified(row, "blob")
                together.append(row)
    pad_alike(together)


def _seal(_mapper: Mapper[Any], _connection: Any, row: SealedRow) -> None:
    session = cast("Session", object_session(row))
    number, key = keyring(session).current_key(row.folder_id, row.__compartment__)
    row.plain()
    row.seal(number, key)
    note_seal(session, row.folder_id, row.id, row.version, row.blob)


event.listen(SealedRow, "before_insert", _seal, propagate=True)
event.listen(SealedRow, "before_update", _seal, propagate=True)


def _drop_plaintext(row: SealedRow | None, *_: Any) -> None:
    if row is None:  # it was collected before it expired
        return
    for name in ("_plain", "_revision", "_changed"):
        row.__dict__.pop(name, None)


event.listen(SealedRow, "expire", _drop_plaintext, propagate=True)
event.listen(SealedRow, "refresh", _drop_plaintext, propagate=True)


@event.listens_for(Session, "do_orm_execute")
def _refuse_bulk(state: ORMExecuteState) -> None:
    if not (state.is_update or state.is_insert):
        return
    mapper = state.bind_mapper
    if mapper is not None and issubclass(mapper.class_, SealedRow):
        raise SealedInBulk(f"{mapper.class_.__name__} is sealed row by row")


@event.listens_for(Session, "after_commit")
def _release(session: Session) -> None:
    _end(session)


@event.listens_for(Session, "after_rollback")
def _roll_back(session: Session) -> None:
    forget(session)
    _end(session)


def _end(session: Session) -> None:
    forget_heads(session)
    forget_partners(session)
    ring = session.info.get("keyring")
    if isinstance(ring, Keyring):
        ring.release()
