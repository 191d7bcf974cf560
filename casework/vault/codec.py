"""Typed values to JSON and back. What a sealed field may hold is immutable and listed here."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from casework.core.calendar import PartialDate

Decode = Callable[[Any], Any]


def encode(value: Any) -> Any:
    """A value as JSON. Raises TypeError for anything that could change or that is not listed."""
    if value is None or (isinstance(value, bool | int | str) and not isinstance(value, Enum)):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, PartialDate):
        return value.to_json()
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _encode_dataclass(value)
    raise TypeError(f"a sealed field cannot hold a {type(value).__name__}")


def _encode_dataclass(value: Any) -> dict[str, Any]:
    # What still has its default is left out, so that a new field needs no upgrade.
    return {
        f.name: encode(item)
        for f in dataclasses.fields(value)
        if (item := getattr(value, f.name)) != f.default
    }


def _same(value: Any) -> Any:
    return value


_PLAIN: dict[Any, Decode] = {
    int: _same,
    str: _same,
    bool: _same,
    PartialDate: PartialDate.from_json,
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
    UUID: UUID,
}


@cache
def decoder(declared: Any) -> Decode:
    """How to read a value of a declared type back from JSON."""
    origin, arguments = get_origin(declared), get_args(declared)
    if origin in (Union, types.UnionType):
        return _optional(decoder(next(a for a in arguments if a is not type(None))))
    if origin is tuple:
        item = decoder(arguments[0])
        return lambda value: tuple(item(v) for v in value)
    if declared in _PLAIN:
        return _PLAIN[declared]
    if isinstance(declared, type) and issubclass(declared, Enum):
        return declared
    if dataclasses.is_dataclass(declared):
        return _dataclass_decoder(declared)
    raise TypeError(f"a sealed field cannot be declared as {declared}")


def _optional(inner: Decode) -> Decode:
    return lambda value: None if value is None else inner(value)


def _dataclass_decoder(declared: Any) -> Decode:
    hints = get_type_hints(declared)
    fields = {f.name: decoder(hints[f.name]) for f in dataclasses.fields(declared)}

    def decode(value: dict[str, Any]) -> Any:
        return declared(**{k: fields[k](v) for k, v in value.items() if k in fields})

    return decode
