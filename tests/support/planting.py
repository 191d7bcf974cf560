"""Unmistakable words, planted into every field of a form, and looked for in every spelling of bytes."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from itertools import count

from casework.core import clock
from casework.core.calendar import to_bs
from casework.core.forms import DOES_NOT_KNOW, DOES_NOT_SAY
from tests.support.element import Element
from tests.support.form import Form, option_value, write

LATIN, DEVANAGARI, PHONE = "Qzxvcanarybird", "झ्यालकोकनारी", "98765"
PALIKA = "Gajuri"
# Answers after which more is asked come first; then whatever stands last, but never one of these.
OPENING_MORE = ("yes", "phone", "abroad", "in_person", "spoken")
WITHOUT_AN_ANSWER = ("", DOES_NOT_KNOW, DOES_NOT_SAY, "no")
INSTEAD = ("due_in",)
"""What can be ticked instead of writing a day. Here the day is written."""

_numbers = count(1)
planted: list[str] = []
"""Every word that was written into a field, in the order of writing."""


def plant(form: Form) -> int:
    """Write into every field of a form; returns how many words of ours were written."""
    before = len(planted)
    names = dict.fromkeys(field["name"] for field in form.fields())
    for name in (one for one in names if one not in INSTEAD):
        _answer([field for field in form.fields() if field["name"] == name])
    return len(planted) - before


def word(stem: str = LATIN) -> str:
    """A word that stands nowhere else."""
    made = f"{stem}{next(_numbers):05}"
    planted.append(made)
    return made


def _answer(fields: list[Element]) -> None:
    first = fields[0]
    if first["type"] == "radio":
        _choose(fields)
    elif first["type"] == "checkbox":
        for field in fields:
            if field["value"] not in WITHOUT_AN_ANSWER:
                field.attributes["checked"] = ""
    elif first.tag == "select":
        _choose_option(first)
    elif any("data-part" in field for field in fields):
        _date(fields)
    elif first["type"] not in ("hidden", "submit", "file"):
        _write(first)


def _choose(fields: list[Element]) -> None:
    wanted = [field for field in fields if field["value"] in OPENING_MORE]
    others = [field for field in fields if field["value"] not in WITHOUT_AN_ANSWER]
    chosen = (wanted or others or fields)[0]
    for field in fields:
        field.attributes.pop("checked", None)
    chosen.attributes["checked"] = ""


def _choose_option(select: Element) -> None:
    options = [option for option in select.all("option") if option_value(option) not in WITHOUT_AN_ANSWER]
    if options:
        for option in select.all("option"):
            option.attributes.pop("selected", None)
        options[0].attributes["selected"] = ""


def _date(fields: list[Element]) -> None:
    today = to_bs(clock.today())
    # She is grown up: of a girl some pages send nothing.
    values = {"year": today.year - (30 if fields[0]["name"] == "birth" else 0)}
    for field in fields:
        if part := field["data-part"]:
            write(field, str(values.get(part, getattr(today, part))))


def _write(field: Element) -> None:
    if any("data-place" in outer for outer in field.up()):
        write(field, PALIKA)
    elif field["inputmode"] == "tel":
        write(field, word(PHONE))
    elif field["inputmode"] == "numeric":
        write(field, "3")
    else:
        number = len(planted)
        write(field, word(DEVANAGARI if number % 2 else LATIN))


def spellings(text: str) -> Iterator[tuple[str, bytes]]:
    """The bytes by which a text could have been written down, each with its name."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        yield encoding, text.encode(encoding)
        yield from _armoured(encoding, text.encode(encoding))
    yield "json", json.dumps(text)[1:-1].encode()
    yield "json in capitals", json.dumps(text)[1:-1].upper().replace("\\U", "\\u").encode()


def _armoured(encoding: str, raw: bytes) -> Iterator[tuple[str, bytes]]:
    yield f"hex of {encoding}", raw.hex().encode()
    yield f"HEX of {encoding}", raw.hex().upper().encode()
    for shift in range(3):
        # What stands before shifts the letters; the first and last of them depend on neighbours.
        armoured = base64.b64encode(bytes(shift) + raw + bytes(3)).rstrip(b"=")
        core = armoured[4 if shift else 0 : (shift + len(raw)) * 8 // 6 - 1]
        yield f"base64 of {encoding} after {shift}", core
        yield f"URL base64 of {encoding} after {shift}", core.translate(bytes.maketrans(b"+/", b"-_"))


def found_in(content: bytes, stems: tuple[str, ...] = (LATIN, DEVANAGARI)) -> list[str]:
    """Which spellings of the planted words stand in some bytes. Phone numbers are looked for one by
    one, as their beginning alone is no word of ours."""
    phones = [one for one in planted if one.startswith(PHONE)]
    return [
        f"{text} as {name}" for text in (*stems, *phones) for name, raw in spellings(text) if raw in content
    ]
