"""What the doctor asks about copies, secrets, the log of what ended, and the paper."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from auth import heads
from auth.models import Organisation, Ring, RingEpoch, User, UserRole
from auth.roles import RING_HOLDERS
from auth.secrets import KEYS, PEPPER, read_peppers
from casework.audit.models import Act, Entry
from casework.backup import unfinished
from casework.backup.making import LAST
from casework.config import Config
from casework.core import clock
from casework.core.db import Base
from casework.core.findings import Finding
from casework.core.i18n import _l
from casework.instance import Kind, kind_of
from casework.referrals.passing.queries import came_back
from casework.vault import ended
from casework.vault.folders import Folder, Grant, RestrictedFolder

COPIED_EVERY = timedelta(days=8)
PEPPER_LASTS = timedelta(days=45)
_AT_ONCE = 500


def of_log(session: Session, only: UUID | None = None) -> Iterator[Finding]:
    """Whose log was not copied to paper lately."""
    query = select(Organisation).join(Ring).where(Ring.restricted.is_(False))
    found = session.scalars(query.where(Organisation.id == only) if only else query).all()
    late = [one for one in found if heads.is_due(session, one.id, _began(one))]
    yield Finding(
        len(late),
        _l("logs were not written down for over a month"),
        _l("A steward: Keys, the end of the log. Only paper shows that a whole system was put back."),
    )


def _began(organisation: Organisation) -> datetime:
    return datetime.combine(organisation.founded_on, datetime.min.time(), clock.KATHMANDU)


def of_files(session: Session) -> Iterator[Finding]:
    """Folders that belong to nothing: no file of a woman, no cohort, no list; and those under other keys
    than they should be."""
    owners = [
        exists().where(table.c.id == Folder.id)
        for table in Base.metadata.sorted_tables
        if table.name != "folder" and "id" in table.c and _is_a_folder(table.c.id)
    ]
    count = session.scalar(select(func.count()).select_from(Folder).where(~or_(*owners))) or 0
    yield Finding(count, "folders belong to nothing", "What they were of was deleted outside: audit verify.")
    yield from _of_few(session)


def _is_a_folder(column: object) -> bool:
    return any(key.column.table.name == "folder" for key in getattr(column, "foreign_keys", ()))


def of_instance(session: Session, config: Config) -> Iterator[Finding]:
    """Secrets, copies and what was put back, of the whole instance."""
    folder = config.instance
    yield Finding(
        int(unfinished.begun(folder) is not None),
        "restore is not finished: nobody is answered",
        "Run it again: flask --app wsgi backup restore.",
    )
    open_to_others = [path for path in _secrets(folder) if os.name != "nt" and path.stat().st_mode & 0o077]
    yield Finding(
        len(open_to_others),
        "files with secrets can be read by others on this machine",
        "chmod 600 pepper.json keys.json ended.log in the instance folder; renew the pepper.",
    )
    yield Finding(
        int(len(read_peppers(folder)) > 1),
        "change of the pepper is not finished",
        "Run it again: flask --app wsgi pepper rotate.",
    )
    yield from _of_age(session, config)
    yield from _of_ended(session, config)


def _secrets(folder: Path) -> list[Path]:
    return [folder / name for name in (PEPPER, KEYS, ended.NAME) if (folder / name).exists()]


def _of_age(session: Session, config: Config) -> Iterator[Finding]:
    first = session.scalar(select(func.min(Organisation.founded_on)))
    if kind_of(config) is not Kind.REAL or first is None:
        return
    made = config.instance / LAST
    last = datetime.fromisoformat(made.read_text()) if made.exists() else None
    began = datetime.combine(first, datetime.min.time(), clock.KATHMANDU)
    yield Finding(
        int(clock.now() - (last or began) > COPIED_EVERY),
        "instance without a copy of the last week",
        "flask --app wsgi backup create FOLDER, each night: docs/operations.md.",
    )
    written = datetime.fromtimestamp((config.instance / PEPPER).stat().st_mtime, UTC)
    yield Finding(
        int(clock.now() - written > PEPPER_LASTS),
        "pepper is older than a month and a half",
        "flask --app wsgi pepper rotate, then a copy, its verification, and the copy of the secrets.",
    )


def _of_ended(session: Session, config: Config) -> Iterator[Finding]:
    log = ended.read(config.instance / ended.NAME, sure=True)
    back = sum(
        _still(session, table, ids)
        for table, ids in ((Grant, log[ended.Kind.SHARE]), (Folder, log[ended.Kind.ERASED]))
    )
    yield Finding(
        back,
        "shares or files are there again that had ended",
        "The database was put back by hand. Stop, and put it back with flask --app wsgi backup restore.",
    )
    left = select(func.count()).select_from(User).where(User.left_at.is_(None))
    people = sum(session.scalar(left.where(User.id.in_(some))) or 0 for some in _parts(log[ended.Kind.LEFT]))
    yield Finding(
        people, "people work here again who had left", "The same: the database was put back by hand."
    )
    holding = select(UserRole.user_id).where(UserRole.role.in_(RING_HOLDERS))
    holding = holding.where(UserRole.user_id.in_(log[ended.Kind.OUT]))
    pairs = {one.id for one in ended.who_has(session, ended.Kind.PAIR, log[ended.Kind.PAIR])}
    yield Finding(
        len(set(session.scalars(holding)) | pairs),
        "people have keys again that had ended",
        "An older copy was put back, and nobody else could let them in. They say on their accounts that"
        " somebody may know their passphrase, or an administrator changes what they do.",
    )
    yield Finding(
        sum(came_back(session, some) for some in _parts(log[ended.Kind.PASSED])),
        "files are with an organisation again that had passed them on",
        "An older copy was put back. Tell that organisation: it passes them on anew, with the woman.",
    )
    due = [day for day in _epochs_needed(session, log[ended.Kind.ERASED], config.backup_days) if day]
    yield Finding(
        len(due),
        "rings have erased files that their older keys still open in older copies",
        "Their stewards change the keys and throw the old ones away a day later; the first until"
        f" {min(due):%Y-%m-%d}."
        if due
        else "",
    )


def _still(session: Session, table: type[Grant] | type[Folder], ids: frozenset[UUID]) -> int:
    counting = select(func.count()).select_from(table)
    return sum(session.scalar(counting.where(table.id.in_(some))) or 0 for some in _parts(ids))


def _parts(ids: frozenset[UUID]) -> Iterator[list[UUID]]:
    ordered = sorted(ids)
    return (ordered[at : at + _AT_ONCE] for at in range(0, len(ordered), _AT_ONCE))


def _epochs_needed(session: Session, erased: frozenset[UUID], days: int) -> Iterator[datetime | None]:
    """For each ring: until when its keys have to change, so that no copy that is still kept opens with
    them what was erased. None: nothing was erased that its keys of today could open."""
    for ring in session.scalars(select(Ring)).all():
        moments = [
            at
            for some in _parts(_under(session, ring, erased))
            for at in session.scalars(
                select(Entry.at)
                .where(
                    Entry.organisation_id == ring.organisation_id, Entry.act.in_((Act.DELETED, Act.ERASED))
                )
                .where(Entry.folder_id.in_(some), Entry.subject_id.is_(None))
            )
        ]
        since = _reach(session, ring)
        late = [at for at in moments if at > since]
        yield min(late) + timedelta(days=days) if late else None


def _of_few(session: Session) -> Iterator[Finding]:
    """Files that are hidden and stand under everybody's keys, or the other way round."""
    apart = select(RestrictedFolder.folder_id)
    small = select(Ring.id).where(Ring.restricted)
    count = select(func.count()).select_from(Folder)
    open_to_all = count.where(Folder.id.in_(apart), Folder.ring_id.not_in(small))
    yield Finding(
        session.scalar(open_to_all) or 0,
        "files of a few stand under everybody's keys",
        "An older copy was brought back. Whoever worked with them leaves them to a few again.",
    )
    yield Finding(
        session.scalar(count.where(Folder.id.not_in(apart), Folder.ring_id.in_(small))) or 0,
        "files under the keys of a few are not marked as theirs",
        "Somebody changed the database from outside. Run audit verify.",
    )


def _under(session: Session, ring: Ring, erased: frozenset[UUID]) -> frozenset[UUID]:
    """Of what was erased that which may have stood under a ring's keys: under those of everybody at some
    time all of it."""
    if not ring.restricted:
        return erased
    hers = select(RestrictedFolder.folder_id).where(RestrictedFolder.ring_id == ring.id)
    return erased & frozenset(session.scalars(hers))


def _reach(session: Session, ring: Ring) -> datetime:
    """Since when the oldest of the keys that are still kept was in use."""
    number = ring.epoch
    row = session.get_one(RingEpoch, (ring.id, number))
    while row.previous_secret is not None and number > 1:
        number -= 1
        row = session.get_one(RingEpoch, (ring.id, number))
    return row.began_at
