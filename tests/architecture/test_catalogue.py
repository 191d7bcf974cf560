"""The Nepali is complete, fresh, and says what the English says."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from babel.messages.catalog import Catalog, Message

from tests.support.catalogue import english, extracted, kept, messages, nepali

PLACE = re.compile(r"%\((\w+)\)[sd]|%%")
TAG = re.compile(r"</?\w+[^>]*>")
DEVANAGARI = re.compile(r"[\u0900-\u097f]")
ENGLISH_WORD = re.compile(r"\b[a-z]{3,}\b")
# In Nepali print “ ” alone. An apostrophe in a Latin word is none of them.
OTHER_QUOTES = re.compile(r"[«»‹›„‘’\"]|(?<![A-Za-z])'|'(?![A-Za-z])")
# Words that the product has for nobody.
NEVER = re.compile(r"\b(victims?|beneficiar(y|ies))\b|पीडित|पिडित", re.IGNORECASE)


@pytest.fixture(scope="module")
def said() -> Catalog:
    return extracted()


@pytest.fixture(scope="module")
def translations() -> dict[str, Message]:
    return messages(kept())


def test_the_catalogue_holds_every_message_that_the_product_says(
    said: Catalog, translations: dict[str, Message]
) -> None:
    assert sorted(set(messages(said)) - set(translations)) == []


def test_the_catalogue_holds_nothing_that_nobody_says(
    said: Catalog, translations: dict[str, Message]
) -> None:
    assert sorted(set(translations) - set(messages(said))) == []


def test_every_message_has_its_nepali(translations: dict[str, Message]) -> None:
    assert [key for key, message in translations.items() if not all(nepali(message))] == []


def test_no_translation_is_a_guess(translations: dict[str, Message]) -> None:
    assert [key for key, message in translations.items() if message.fuzzy] == []


def test_a_translation_has_the_places_of_its_english(translations: dict[str, Message]) -> None:
    # The last English form names every place; a singular may write its number as a word.
    wrong = [
        key
        for key, message in translations.items()
        if any(_places(form) != _places(english(message)[-1]) for form in nepali(message)[-1:])
        or any(_places(form) - _places(english(message)[-1]) for form in nepali(message))
    ]
    assert wrong == []


def test_a_translation_has_the_tags_of_its_english(translations: dict[str, Message]) -> None:
    wrong = [
        key
        for key, message in translations.items()
        if any(_tags(form) != _tags(english(message)[-1]) for form in nepali(message))
    ]
    assert wrong == []


def test_a_translation_is_in_nepali(translations: dict[str, Message]) -> None:
    english_left = [
        key
        for key, message in translations.items()
        if ENGLISH_WORD.search(PLACE.sub("", TAG.sub("", key)))
        and not all(DEVANAGARI.search(form) for form in nepali(message))
    ]
    assert english_left == []


def test_the_nepali_knows_one_kind_of_quotation_marks(translations: dict[str, Message]) -> None:
    said = [form for message in translations.values() for form in nepali(message)]
    assert [form for form in said if OTHER_QUOTES.search(form) or form.count("“") != form.count("”")] == []


def test_no_word_makes_her_a_victim(translations: dict[str, Message]) -> None:
    said = [key for key, message in translations.items() if any(map(NEVER.search, (key, *nepali(message))))]
    assert said == []


def test_a_message_names_its_places(said: Catalog) -> None:
    """A place without a name (%s) cannot change its order in another language."""
    unnamed = re.compile(r"(?<!%)%[sdr]|(?<!\{)\{\w*\}")
    assert [key for key in messages(said) if unnamed.search(key)] == []


def _places(text: str) -> set[str]:
    return {match.group() for match in PLACE.finditer(text)}


def _tags(text: str) -> Counter[str]:
    return Counter(TAG.findall(text))
