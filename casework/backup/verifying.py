"""Looking at a copy without bringing it back, and without any key of a ring."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy.exc import DatabaseError

from auth.secrets import Secrets
from casework.audit.chain import written_down
from casework.backup import in_sqlite
from casework.backup.archive import Listed, code_of, read_list, take_out
from casework.backup.audited import faults
from casework.backup.engines import engine_named

NOT_OURS = "The list of this copy was not written by this instance, or was changed."


def keys_for(listed: Listed, folders: Iterable[Path]) -> Secrets | None:
    """The secrets of the instance that made a copy, if they are in one of these folders."""
    for folder in folders:
        try:
            secrets = Secrets.read(folder)
        except (OSError, ValueError, KeyError):
            continue
        if listed.is_of(secrets.audit_key):
            return secrets
    return None


def missing_peppers(listed: Listed, known: Iterable[bytes]) -> bool:
    """Whether the locks in a copy lie under a pepper that is none of these."""
    return not set(listed.manifest.peppers.values()) <= {code_of(pepper) for pepper in known}


def wrong(copy: Path, folders: Iterable[Path], work: Path) -> Iterator[str]:
    """What is wrong with a copy. Its database is looked at in a folder of our own, which is deleted.
    Raises NotPossible if it cannot be read at all."""
    listed = read_list(copy)
    secrets = keys_for(listed, folders)
    if secrets is None:
        yield NOT_OURS
    elif missing_peppers(listed, secrets.peppers.values()):
        yield "Its pepper is not here: without it, it opens for nobody."
    if listed.manifest.holds is False:
        yield "When it was made, the audit was broken already: see audit verify."
    with TemporaryDirectory(dir=work, prefix=".copy-") as inside:
        database = Path(inside) / "database"
        take_out(copy, listed.manifest, database)
        found = engine_named(listed.manifest.engine).faults(database)
        yield from found
        if secrets and not found and listed.manifest.engine == in_sqlite.NAME:
            yield from _of_audit(database, secrets.audit_key, listed.manifest.heads)


def _of_audit(database: Path, key: bytes, heads: tuple[str, ...]) -> Iterator[str]:
    """A dump of PostgreSQL shows its audit only once it is put back; it was looked at when it was made."""
    try:
        with in_sqlite.looked_into(database) as session:
            if tuple(written_down(session)) != heads:
                yield "Its audit does not end where its list says."
            yield from faults(session, key)
    except DatabaseError:
        yield "Its tables are not those of this version; after a restore they are brought up to date."
