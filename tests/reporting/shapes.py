"""Whether a value has the shape that a schema says: as much of JSON Schema as ours use, and no more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

KINDS = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None)}
KNOWN = {
    *("type", "description", "properties", "required", "additionalProperties", "items", "enum", "format"),
    *("minimum", "$ref"),
}


def faults(value: Any, schema: Mapping[str, Any], shapes: Mapping[str, Any], at: str = "") -> Iterator[str]:
    """Where a value is not as its schema says. A word of a schema that is not known here is a fault too."""
    if "$ref" in schema:
        yield from faults(value, shapes[schema["$ref"].rpartition("/")[2]], shapes, at)
        return
    yield from (f"{at}: {word} is not looked at" for word in schema.keys() - KNOWN)
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if not any(isinstance(value, KINDS[kind]) for kind in kinds):
        yield f"{at}: {value!r} is no {kinds}"
        return
    if value not in schema.get("enum", [value]) or (
        isinstance(value, int) and value < schema.get("minimum", 0)
    ):
        yield f"{at}: {value!r} is not allowed"
    if schema.get("format") == "date":
        date.fromisoformat(value)
    yield from _within(value, schema, shapes, at)


def _within(value: Any, schema: Mapping[str, Any], shapes: Mapping[str, Any], at: str) -> Iterator[str]:
    if isinstance(value, list):
        for number, each in enumerate(value):
            yield from faults(each, schema["items"], shapes, f"{at}[{number}]")
    elif isinstance(value, dict) and "properties" in schema:
        fields = schema["properties"]
        yield from (f"{at}: {name} is missing" for name in schema["required"] if name not in value)
        yield from (f"{at}: {name} is not described" for name in value.keys() - fields.keys())
        for name in value.keys() & fields.keys():
            yield from faults(value[name], fields[name], shapes, f"{at}.{name}")
