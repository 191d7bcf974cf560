"""Finding the local level that a written address means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache

from casework.core.local_levels import District, Palika, PalikaKind, districts, palikas
from casework.core.name_script import romanise
from casework.core.name_sound import sound

Fold = Callable[[str], str]

# The longest first, so that "sub metropolitan city" does not leave "sub" behind.
_KIND_WORDS = sorted(
    {kind.label(lang).casefold().replace("-", " ") for kind in PalikaKind for lang in ("en", "ne")}
    | {"metropolitan", "sub metropolitan", "gaunpalika", "gaupalika", "nagarpalika", "rm"}
    | {"mahanagarpalika", "upamahanagarpalika", "palika", "district", "गाउंपालिका"}
    | {"गाउपालिका", "गापा", "नपा", "जिल्ला", "पालिका"},
    key=len,
    reverse=True,
)
_BETWEEN = re.compile(r"[\s,;:/()\-–]+")
# One sound, several spellings: every nasal before a consonant is written as anusvara.
_NASAL = re.compile("[ङञणनम]्|ँ")
# What people write in Latin letters for one and the same sound.
_LATIN = {
    "aa": "a",
    "ee": "i",
    "oo": "u",
    "ou": "au",
    "ow": "o",
    "sh": "s",
    "chh": "ch",
    "ph": "f",
    "v": "b",
    "w": "b",
    "y": "i",
}


def find_palika(text: str) -> list[Palika]:
    """The local levels that a text names, in either script, by any known spelling; where there is
    none of that spelling, those that sound like it.

    A district beside the name narrows them: "Madi, Chitwan". More than one means that
    the text does not say which; none, that nothing fits.
    """
    words = _without_kinds(text).split()
    return _find(words, _letters) or _find(words, _heard)


def _find(words: list[str], fold: Fold) -> list[Palika]:
    for named, rest in _readings(words, fold):
        inside = [one for one in _spellings(fold).get(rest, ()) if one.district == named.code]
        if inside:
            return inside
    return list(_spellings(fold).get(fold("".join(words)), ()))


def _readings(words: list[str], fold: Fold) -> Iterator[tuple[District, str]]:
    """Each way to read neighbouring words as a district, the longest first, and the rest."""
    for size in (4, 3, 2, 1):
        for first in range(len(words) - size + 1):
            named = _districts(fold).get(fold("".join(words[first : first + size])))
            if named:
                yield named, fold("".join(words[:first] + words[first + size :]))


@cache
def _districts(fold: Fold) -> dict[str, District]:
    return {_folded(name, fold): one for one in districts() for name in (one.name_en, one.name_ne)}


@cache
def _spellings(fold: Fold) -> dict[str, tuple[Palika, ...]]:
    found: dict[str, tuple[Palika, ...]] = {}
    for one in palikas():
        for name in {_folded(name, fold) for name in (one.name_en, one.name_ne, *one.aliases)}:
            found[name] = (*found.get(name, ()), one)
    return found


def _folded(name: str, fold: Fold) -> str:
    return fold("".join(_without_kinds(name).split()))


def _without_kinds(text: str) -> str:
    """Words apart by single spaces, without those that only name the kind."""
    plain = unicodedata.normalize("NFC", text).casefold().replace(".", "")
    plain = f" {' '.join(_BETWEEN.split(plain))} "
    for kind in _KIND_WORDS:
        plain = plain.replace(f" {kind} ", " ")
    return plain.strip()


def _letters(text: str) -> str:
    """Letters and vowel signs alone, with one spelling for one sound."""
    plain = "".join(sign for sign in _NASAL.sub("ं", text) if unicodedata.category(sign)[0] in "LM")
    for written, kept in _LATIN.items():
        plain = plain.replace(written, kept)
    return plain


def _heard(text: str) -> str:
    """How it sounds: short and long vowels, ब and व, श and स, doubled letters as one."""
    return sound("".join(romanise(text)))
