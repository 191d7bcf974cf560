"""Cells as files write them: codes, numbers, yes and no, phones, countries, languages."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale

from casework.core.codes import codelist
from casework.core.digits import NotANumber, parse_int, to_ascii
from casework.imports.problems import Kind, Wrong

_BETWEEN = re.compile(r"[;|]")
_YES = frozenset({"true", "yes", "y", "1", "x", "checked", "हो", "छ", "दिइन्", "सहमत"})
_NO = frozenset({"false", "no", "n", "0", "unchecked", "होइन", "छैन", "असहमत"})
_OTHER_SPELLINGS = {"unacquainted": "Unaquainted"}
"""The standard writes Unaquainted; both are read."""
_NEPALI_PHONE = re.compile(r"9\d{9}|0\d{7,9}")
_FOREIGN_PHONE = re.compile(r"\+\d{7,15}")
_LANGUAGES = {
    **dict.fromkeys(("ne", "nep", "npi"), "nepali"),
    **dict.fromkeys(("taj", "tdg", "tge", "tmk"), "tamang"),
    "mai": "maithili",
    "bho": "bhojpuri",
    "new": "newar",
    **dict.fromkeys(("thl", "tkt", "thr", "the", "thq"), "tharu"),
    **dict.fromkeys(("hi", "hin"), "hindi"),
    **dict.fromkeys(("mgp", "mrd"), "magar"),
    **dict.fromkeys(("nsp", "sgn"), "sign_language"),
}


def code_of(text: str, name: str) -> str:
    """A code of a list, by its code or a label in either language. Raises Wrong."""
    spelled = _OTHER_SPELLINGS.get(text.strip().casefold(), text)
    found = codelist(name).match(spelled)
    if found is None:
        raise Wrong(Kind.CODE_UNKNOWN)
    return found.code


def codes_of(text: str, name: str) -> tuple[str, ...]:
    """Several codes parted by ";" or "|", each once. Raises Wrong."""
    if codelist(name).match(text):  # some labels have a ";" of their own
        return (code_of(text, name),)
    parts = [part for part in _BETWEEN.split(text) if part.strip()]
    return tuple(dict.fromkeys(code_of(part, name) for part in parts))


def number_of(text: str, most: int) -> int:
    """A whole number from 0. Raises Wrong."""
    try:
        number = parse_int(re.sub(r"\.0+$", "", to_ascii(text.strip())))
    except NotANumber:
        raise Wrong(Kind.NUMBER_UNREADABLE) from None
    if number > most:
        raise Wrong(Kind.NUMBER_UNREADABLE)
    return number


def yes_no(text: str) -> bool | None:
    """Yes, no, or None for a blank. Raises Wrong."""
    said = to_ascii(text.strip()).casefold()
    if not said:
        return None
    if said in _YES:
        return True
    if said in _NO:
        return False
    raise Wrong(Kind.YES_NO_UNREADABLE)


def phone_of(text: str) -> str:
    """The digits as dialled in Nepal, "+..." for a foreign number. Raises Wrong."""
    number = re.sub(r"[\s().\-\u2010-\u2013\u200b-\u200d]", "", to_ascii(text))
    number = re.sub(r"^(\+|00)?977(?=\d{8,10}$)", "", number)
    number = re.sub(r"^00", "+", number)
    if not (_NEPALI_PHONE.fullmatch(number) or _FOREIGN_PHONE.fullmatch(number)):
        raise Wrong(Kind.PHONE_UNREADABLE)
    return number


def country_of(text: str) -> str:
    """The two letters of ISO 3166, from them or from a name in English or Nepali. Raises Wrong."""
    found = _countries().get("".join(text.split()).casefold())
    if found is None:
        raise Wrong(Kind.COUNTRY_UNKNOWN)
    return found


@cache
def _countries() -> dict[str, str]:
    found = {}
    for lang in ("en", "ne"):
        for code, name in Locale(lang).territories.items():
            if len(code) == 2 and code.isalpha() and code not in ("EU", "UN", "ZZ", "EZ", "XA", "XB"):
                found["".join(name.split()).casefold()] = code
                found[code.casefold()] = code
    for code in codelist("destination_countries"):
        if code.code != "OTHER":
            found.update({"".join(way.split()).casefold(): code.code for way in code.spellings})
    return found


def language_of(text: str) -> str:
    """A language as our own list has it, from ISO 639 or a name; "other" for one that it has not.

    Tamang is taj or tdg: tam would be Tamil. Raises Wrong.
    """
    said = text.strip().casefold()
    ours = codelist("explained_language").match(text)
    if ours is not None:
        return ours.code
    if said in _LANGUAGES:
        return _LANGUAGES[said]
    if re.fullmatch(r"[a-z]{2,3}", said) or said in _language_names():
        return _LANGUAGES.get(_language_names().get(said, said), "other")
    raise Wrong(Kind.CODE_UNKNOWN)


@cache
def _language_names() -> dict[str, str]:
    return {name.casefold(): code for lang in ("en", "ne") for code, name in Locale(lang).languages.items()}
