"""A name in either script as plain Latin letters, as a Nepali speaker would type it.

Whole words only: a final vowel that is written but not spoken (राम is *ram*) goes here.
"""

from __future__ import annotations

import re
import unicodedata

# Each line is one place of the mouth, in the order of the script.
_CONSONANT_TABLE = """
क k ख kh ग g घ gh ङ ng
च ch छ chh ज j झ jh ञ n
ट t ठ th ड d ढ dh ण n
त t थ th द d ध dh न n
प p फ ph ब b भ bh म m
य y र r ल l व w ळ l
श sh ष sh स s ह h
"""
_VOWEL_TABLE = "अ a आ a इ i ई i उ u ऊ u ऋ ri ए e ऐ ai ओ o औ au ऍ e ऑ o"
_SIGN_TABLE = "ा a ि i ी i ु u ू u ृ ri े e ै ai ो o ौ au ॅ e ॉ o"


def _pairs(table: str) -> dict[str, str]:
    entries = table.split()
    return dict(zip(entries[::2], entries[1::2], strict=True))


_CONSONANTS = _pairs(_CONSONANT_TABLE)
_VOWELS = _pairs(_VOWEL_TABLE)
_SIGNS = _pairs(_SIGN_TABLE)
_VIRAMA, _NUKTA, _ANUSVARA, _CANDRABINDU = "्", "़", "ं", "ँ"
_JOINERS = dict.fromkeys(map(ord, "\u200c\u200d" + _NUKTA))
_DEVANAGARI = re.compile("[ऀ-ॿ]")
# Two letters together sound like neither of them.
_TOGETHER = (("क्ष", "क्श"), ("ज्ञ", "ग्य"), ("ंह", "ङ्घ"))
_VELAR = re.compile("ङ्(?=[कखगघ])")


def romanise(name: str) -> list[str]:
    """The words of a name in lower-case ASCII letters, without dots and accents."""
    plain = unicodedata.normalize("NFC", name).translate(_JOINERS).casefold()
    words = re.split(r"[\s\-–/,()]+", plain.replace(".", "").replace("'", "").replace("’", ""))
    romanised = (_spoken(word) if _DEVANAGARI.search(word) else _ascii(word) for word in words)
    return [word for word in romanised if word]


_SAME_PLACE = (("aa", "a"), ("ee", "i"), ("oo", "u"), ("chh", "ch"), ("sh", "s"), ("v", "b"), ("w", "b"))


# As अ–ज्ञ has them; what sounds alike stands at one place, and letters of no Nepali word beside their sound.
_IN_ORDER = "a i u e ai o au k kh g gh ch j jh t th d dh n p ph b bh m y r l s h"
_PLACE_OF = {letter: chr(ord("A") + place) for place, letter in enumerate(_IN_ORDER.split())}
_PLACE_OF |= {" ": " ", "c": _PLACE_OF["ch"], "f": _PLACE_OF["ph"], "q": _PLACE_OF["k"]}
_PLACE_OF |= {"x": _PLACE_OF["k"] + _PLACE_OF["s"], "z": _PLACE_OF["j"]}
_LETTER = re.compile("[kgjtdpbc]h|a[iu]|.")


def sort_key(name: str, language: str = "en") -> str:
    """Where a name stands in a list, whichever script it is written in: by the order of the reader's
    script, अ–ज्ञ in Nepali and A–Z in English. Nameless ones come last."""
    place = " ".join(romanise(name))
    for written, kept in _SAME_PLACE:
        place = place.replace(written, kept)
    if language == "ne":
        place = "".join(map(_PLACE_OF.__getitem__, _LETTER.findall(place)))
    return place or "~"


def _ascii(word: str) -> str:
    apart = unicodedata.normalize("NFD", word)
    return "".join(sign for sign in apart if "a" <= sign <= "z")


def _spoken(word: str) -> str:
    for written, simple in _TOGETHER:
        word = word.replace(written, simple)
    word = _VELAR.sub("न्", word)
    return "".join(_sound(word, place) for place in range(len(word)))


def _sound(word: str, place: int) -> str:
    sign = word[place]
    after = word[place + 1 : place + 2]
    if sign in _CONSONANTS:
        return _CONSONANTS[sign] + ("a" if _speaks_a(word, place) else "")
    if sign == _ANUSVARA or (sign == _CANDRABINDU and after in _CONSONANTS):
        return "n"
    return _VOWELS.get(sign) or _SIGNS.get(sign, "")


def _speaks_a(word: str, place: int) -> bool:
    """Whether the consonant's own vowel is heard: at the end only after another consonant."""
    after = word[place + 1 : place + 2]
    if after in _SIGNS or after == _VIRAMA:
        return False
    if after:
        return True
    return place == 0 or word[place - 1] == _VIRAMA
