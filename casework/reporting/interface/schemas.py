"""The shape of every answer (JSON Schema 2020-12). Nothing stands in an answer that is not named here."""

from __future__ import annotations

from typing import Any

from casework.reporting.categories import Dimension
from casework.reporting.lattice import Measure
from casework.reporting.marks import Mark
from casework.reporting.out.audience import Audience

Schema = dict[str, Any]


def _record(about: str, **fields: Schema) -> Schema:
    return {
        "type": "object",
        "description": about,
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _text(about: str, **more: Any) -> Schema:
    return {"type": "string", "description": about, **more}


_DAY = {"type": "string", "format": "date"}
_OF_RELEASE = {
    "demo": {"type": "boolean", "description": "Whether everybody counted is invented."},
    "release": _ref("Release"),
}
_MARKS = [mark.value for mark in Mark]

SCHEMAS: dict[str, Schema] = {
    "Text": _record("The same in Nepali and English.", ne={"type": "string"}, en={"type": "string"}),
    "Release": _record(
        "The release from which all numbers are.",
        number={"type": "integer", "minimum": 1},
        published_on=_DAY,
        data_until=_DAY,
    ),
    "Measure": _record(
        "Who is counted.",
        code={"type": "string", "enum": [one.value for one in Measure]},
        label=_ref("Text"),
        counted=_ref("Text"),
    ),
    "Category": _record("A row or column of a table.", code={"type": "string"}, label=_ref("Text")),
    "Dimension": _record(
        "By what a table is cut.",
        code={"type": "string", "enum": [one.value for one in Dimension]},
        label=_ref("Text"),
        time={"type": "boolean", "description": "Whether its categories are periods of the BS calendar."},
        categories=_list(_ref("Category")),
    ),
    "Cell": _record(
        "A protected number, or a mark that says why there is none. With `ge` the number is a lower bound;"
        " with every other mark it is null, and never 0.",
        at=_list(_text("The code of each dimension, in their order.")),
        n={"type": ["integer", "null"], "minimum": 6},
        mark={"type": ["string", "null"], "enum": [*_MARKS, None]},
    ),
    "Table": _record(
        "One table of a release. The whole grid: no line is left out for being empty.",
        **_OF_RELEASE,
        audience={"type": "string", "enum": [one.value for one in Audience]},
        words=_text("The words in which this table is asked for."),
        measure=_ref("Measure"),
        data_until=_DAY,
        dimensions=_list(_ref("Dimension")),
        chosen=_list(_ref("Dimension")),
        cells=_list(_ref("Cell")),
        marks=_record("What each mark means.", **{mark: _ref("Text") for mark in _MARKS}),
        notes=_record("What has to stand under every table.", **{k: _list(_text("")) for k in ("ne", "en")}),
    ),
    "Tables": _record(
        "What can be asked for.",
        **_OF_RELEASE,
        tables=_list(
            _record(
                "A table.",
                number={"type": "integer", "minimum": 1},
                words=_text("The words in which it is asked for."),
                measure=_ref("Measure"),
                dimensions=_list({"type": "string", "enum": [one.value for one in Dimension]}),
                data_until=_DAY,
            )
        ),
    ),
    "Dimensions": _record("All dimensions.", **_OF_RELEASE, dimensions=_list(_ref("Dimension"))),
    "Releases": _record(
        "Where the numbers stand.",
        **_OF_RELEASE,
        frozen_years=_record(
            "Fiscal years that no release changes any more.",
            plain=_list(_text("Of tables of women reached.")),
            sensitive=_list(_text("Of tables of steps.")),
        ),
    ),
    "Description": {"type": "object", "description": "An OpenAPI document."},
    "Problem": _record(
        "Why there is no answer (RFC 9457).",
        type=_text("Where this kind of problem is explained.", format="uri-reference"),
        title={"type": "string"},
        status={"type": "integer"},
    ),
}
