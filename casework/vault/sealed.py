"""SealedRow: fields that exist only as one padded blob under the key of their compartment."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, ClassVar, Generic, NoReturn, Self, TypeVar, cast, get_args, overload
from typing import get_type_hints as hints_of
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, object_session
from sqlalchemy.orm.attributes import flag_modified, instance_state

from casework.core.db import new_id
from casework.core.errors import EditedMeanwhile
from casework.vault.codec import decoder, encode
from casework.vault.compartments import Compartment
from casework.vault.errors import KeysNotLoaded, SealedInQuery
from casework.vault.keyring import keyring
from crypto import context, envelope

T = TypeVar("T")
_PLAIN = "_plain"
_REVISION = "_revision"
_PAD_TO = "_pad_to"
_MISSING: Any = object()

REGISTRY: list[type[SealedRow]] = []
"""Every sealed class, so that a change of keys finds all rows without knowing any room above."""


class Sealed(Generic[T]):
    """A field inside the blob. On the class it refuses to take part in a query."""

    def __init__(self, default: Any = _MISSING) -> None:
        self.default = default

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, row: None, owner: type) -> Self: ...
    @overload
    def __get__(self, row: SealedRow, owner: type) -> T: ...
    def __get__(self, row: SealedRow | None, owner: type) -> Self | T:
        if row is None:
            return self
        return cast("T", row.plain()[self.name])

    def __set__(self, row: SealedRow, value: T) -> None:
        row.change(self.name, value)

    def _refuse(self, *_: object) -> NoReturn:
        raise SealedInQuery(f"{self.name} is sealed: the database cannot compare it")

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _refuse
    in_ = like = ilike = is_ = is_not = desc = asc = __clause_element__ = _refuse
    __hash__ = object.__hash__


def sealed(default: Any = _MISSING) -> Any:
    """Declare a sealed field: `name: Sealed[str] = sealed()`."""
    return Sealed(default)


class SealedRow:
    """A row whose content only a key opens. It has no mutable column but what sealing changes."""

    __sealed_as__: ClassVar[str]
    __compartment__: ClassVar[Compartment]
    __pad__: ClassVar[int] = 512
    __schema__: ClassVar[int] = 1
    __upgrades__: ClassVar[dict[int, Callable[[dict[str, Any]], dict[str, Any]]]] = {}
    __sealed_fields__: ClassVar[dict[str, Sealed[Any]]]
    __in_no_form__: ClassVar[frozenset[str]] = frozenset()
    """Fields that no form is filled from: to change them makes no other revision."""

    id: Mapped[UUID] = mapped_column(primary_key=True)
    key_number: Mapped[int]
    version: Mapped[int]
    blob: Mapped[bytes] = mapped_column(LargeBinary)

    @declared_attr
    def folder_id(cls) -> Mapped[UUID]:  # noqa: N805  # SQLAlchemy passes the class
        """The folder whose keys seal this row."""
        return mapped_column(ForeignKey("folder.id", ondelete="CASCADE"), index=True)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805
        # A save that lost a race finds no row of its version, and fails instead of overwriting.
        return {"version_id_col": cls.version, "version_id_generator": False}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "__sealed_as__" in cls.__dict__:
            cls.__sealed_fields__ = {
                name: field
                for klass in reversed(cls.__mro__)
                for name, field in vars(klass).items()
                if isinstance(field, Sealed)
            }
            if any(cls.__sealed_as__ == other.__sealed_as__ for other in REGISTRY):
                raise TypeError(f"{cls.__sealed_as__} names two sealed classes")
            REGISTRY.append(cls)

    def __init__(self, *, folder_id: UUID, row_id: UUID | None = None, **fields: Any) -> None:
        unknown = set(fields) - set(self.__sealed_fields__) - set(self.plain_columns())
        if unknown:
            raise TypeError(f"{type(self).__name__} has no field {', '.join(sorted(unknown))}")
        self.id, self.folder_id = row_id or new_id(), folder_id
        self.key_number, self.version, self.blob = 0, 0, b""
        self.__dict__[_PLAIN] = self._defaults()
        self.__dict__[_REVISION] = 0
        for name, value in fields.items():
            setattr(self, name, value)
        self._complete()

    @classmethod
    def plain_columns(cls) -> tuple[str, ...]:
        """The columns that this class adds in the clear. Each is excused by a test."""
        mixin = {"id", "folder_id", "key_number", "version", "blob"}
        return tuple(c.key for c in cls.__table__.columns if c.key not in mixin)  # type: ignore[attr-defined]

    @classmethod
    def _defaults(cls) -> dict[str, Any]:
        return {n: f.default for n, f in cls.__sealed_fields__.items()}

    def _complete(self) -> None:
        missing = [n for n, v in self.__dict__[_PLAIN].items() if v is _MISSING]
        if missing:
            raise TypeError(f"{type(self).__name__} needs {', '.join(missing)}")

    # Reading

    def plain(self) -> dict[str, Any]:
        """The fields, opened once and kept until the row is expired, refreshed or rolled back."""
        found = self.__dict__.get(_PLAIN)
        if found is None:
            self._open()
            found = self.__dict__[_PLAIN]
        return cast("dict[str, Any]", found)

    def _open(self) -> None:
        session = object_session(self)
        if session is None:
            raise KeysNotLoaded("a row outside a session cannot be opened")
        blob = self.blob
        key = keyring(session).data_key(self.folder_id, self.__compartment__, self.key_number)
        body = json.loads(envelope.unpad(envelope.unseal(key, self._context(), blob)))
        for schema in range(body["v"], self.__schema__):
            body = self.__upgrades__[schema](body)
        types = _decoders(type(self))
        plain = self._defaults()
        plain.update({n: types[n](v) for n, v in body["f"].items() if n in types})
        self.__dict__[_PLAIN] = plain
        self.__dict__[_REVISION] = body["r"]

    @property
    def readable(self) -> bool:
        """Whether the reader holds the key of this row's compartment."""
        session = object_session(self)
        return session is not None and keyring(session).can_open(self.folder_id, self.__compartment__)

    @property
    def revision(self) -> int:
        """How often the content was changed. A form carries the one that it was filled from."""
        self.plain()
        return cast("int", self.__dict__[_REVISION])

    def expect_revision(self, revision: int) -> None:
        """Refuse a save that was filled from an older content. Raises EditedMeanwhile."""
        if revision != self.revision:
            raise EditedMeanwhile

    # Writing

    def change(self, name: str, value: Any) -> None:
        """Give a field a new value. Saving the value that it has changes nothing."""
        encode(value)  # refuses what could change under our hands
        plain = self.plain()
        if plain[name] is not _MISSING and plain[name] == value:
            return
        self.__dict__[_PLAIN] = {**plain, name: value}
        if not instance_state(self).persistent:
            return
        if name not in self.__in_no_form__ and not self.__dict__.get("_changed"):
            self.__dict__["_changed"] = True
            self.__dict__[_REVISION] += 1
        flag_modified(self, "blob")

    def seal(self, number: int, key: bytes) -> None:
        """Make the blob anew under a numbered key. Called by the flush alone."""
        pad = max(self.__pad__, self.__dict__.pop(_PAD_TO, 0))
        self.key_number, self.version = number, self.version + 1
        self.blob = envelope.seal(key, self._context(), envelope.pad(self.body(), pad))
        self.__dict__.pop("_changed", None)

    def body(self) -> bytes:
        """What is sealed: schema number, revision and the fields that differ from their default."""
        body = {"v": self.__schema__, "r": self.__dict__[_REVISION], "f": self._encoded()}
        return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()

    def room(self) -> int:
        """How many bytes more can be said before the blob is a step longer."""
        return -(len(self.body()) + envelope.LENGTH_BYTES) % self.__pad__

    def _encoded(self) -> dict[str, Any]:
        fields = self.__sealed_fields__
        return {n: encode(v) for n, v in self.plain().items() if v != fields[n].default}

    def _context(self) -> bytes:
        return context.row(
            sealed_as=self.__sealed_as__,
            row=self.id,
            folder=self.folder_id,
            compartment=self.__compartment__,
            key_number=self.key_number,
            version=self.version,
        )


class HeadRow(SealedRow):
    """The one row that every file has in a compartment from its first save. All heads of a file
    are sealed together, padded alike, so that nothing tells whether something was told."""

    __pad__: ClassVar[int] = 4096

    @declared_attr.directive
    def __table_args__(cls) -> tuple[UniqueConstraint]:  # noqa: N805
        return (UniqueConstraint("folder_id"),)

    def make_room(self) -> None:
        """Let go of what shall not make the blob longer. Called before the heads are padded."""


def pad_alike(rows: list[HeadRow]) -> None:
    """Pad the large heads of a file to the size that the largest of them needs, so that one long
    story shows in none of them."""
    for row in rows:
        row.make_room()
    large = [row for row in rows if row.__pad__ == HeadRow.__pad__]
    if not large:
        return
    longest = max(len(row.body()) for row in large) + envelope.LENGTH_BYTES
    size = -(-longest // HeadRow.__pad__) * HeadRow.__pad__
    for row in large:
        row.__dict__[_PAD_TO] = size


_DECODERS: dict[type, dict[str, Callable[[Any], Any]]] = {}


def _decoders(cls: type[SealedRow]) -> dict[str, Callable[[Any], Any]]:
    found = _DECODERS.get(cls)
    if found is None:
        hints = hints_of(cls)
        found = {n: decoder(get_args(hints[n])[0]) for n in cls.__sealed_fields__}
        _DECODERS[cls] = found
    return found


def heads() -> list[type[HeadRow]]:
    """The head classes, in the order of their compartments."""
    found = [cls for cls in REGISTRY if issubclass(cls, HeadRow)]
    return sorted(found, key=lambda cls: cls.__compartment__)
