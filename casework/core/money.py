"""Amounts of money, in whole Nepali rupees."""

from __future__ import annotations

import re

from casework.core.digits import NotANumber, group_lakh, parse_int, to_ascii, to_devanagari

_SIGN = re.compile(r"^(?:npr|nrs|rs|रु|रू|रुपैयाँ|नेरू)\.?\s*", re.IGNORECASE)
_TAIL = re.compile(r"(?:\.0{1,2})?\s*(?:/[-–]|npr|रुपैयाँ)?$", re.IGNORECASE)


def show_npr(amount: int, lang: str) -> str:
    """`NPR 12,34,567` in English, `रु. १२,३४,५६७` in Nepali."""
    grouped = group_lakh(amount)
    return f"रु. {to_devanagari(grouped)}" if lang == "ne" else f"NPR {grouped}"


def parse_npr(text: str) -> int:
    """An amount as people write it: `Rs. 1,50,000/-`, `रु. १५००`, `1500.00`.

    Raises NotANumber for paisa and anything that is not an amount.
    """
    bare = _TAIL.sub("", _SIGN.sub("", to_ascii(text).strip()))
    return parse_int(bare)


__all__ = ["NotANumber", "parse_npr", "show_npr"]
