"""The description of the interface for programs (OpenAPI 3.1), made of what its page says."""

from __future__ import annotations

from typing import Any

from casework.core.i18n import _, use_language
from casework.reporting.interface.addresses import ADDRESSES, Address, Parameter
from casework.reporting.interface.problems import ALL, MEDIA, Problem
from casework.reporting.interface.schemas import SCHEMAS


def description() -> dict[str, Any]:
    """The whole document, in English as programs expect it."""
    with use_language("en"):
        return {
            "openapi": "3.1.0",
            "info": {
                "title": "Sahayatri: published numbers",
                "version": "1",
                "summary": _("Protected numbers of the latest release, for other programs."),
            },
            "servers": [{"url": "/"}],
            "security": [{"token": []}],
            "paths": {one.path: {"get": _operation(one)} for one in ADDRESSES},
            "components": {
                "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
                "schemas": SCHEMAS,
                "responses": _problems(),
            },
        }


def _operation(one: Address) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{one.schema}"}
    answered = {
        "description": str(one.what),
        "headers": {"ETag": {"schema": {"type": "string"}}},
        "content": {"application/json": {"schema": schema}},
    }
    return {
        "operationId": one.schema[:1].lower() + one.schema[1:],
        "summary": str(one.what),
        "parameters": [_parameter(each) for each in one.parameters],
        "responses": {
            "200": answered,
            "304": {"description": "Nothing has changed since that ETag."},
            **{str(status): {"$ref": f"#/components/responses/{status}"} for status in _problems()},
        },
    }


def _parameter(one: Parameter) -> dict[str, Any]:
    word: dict[str, Any] = {"type": "string", "enum": list(one.one_of)} if one.one_of else {"type": "string"}
    schema = {"type": "array", "items": word, "uniqueItems": True} if one.several else word
    return {
        "name": one.name,
        "in": "query",
        "description": str(one.what),
        "required": one.required,
        "schema": schema,
    }


def _problems() -> dict[str, Any]:
    by_status: dict[int, list[Problem]] = {}
    for one in ALL:
        by_status.setdefault(one.status, []).append(one)
    content = {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        str(status): {"description": " ".join(str(one.title) for one in some), "content": content}
        for status, some in by_status.items()
    }
