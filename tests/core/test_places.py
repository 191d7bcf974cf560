"""The administrative units of Nepal."""

from __future__ import annotations

from collections import Counter

import pytest

from casework.core.places import (
    PalikaKind,
    district,
    districts,
    find_palika,
    palika,
    palikas,
    province,
    provinces,
)


def test_nepal_has_7_provinces_77_districts_753_local_levels_and_6743_wards() -> None:
    assert len(provinces()) == 7
    assert len(districts()) == 77
    assert len(palikas()) == 753
    assert sum(one.wards for one in palikas()) == 6743


def test_the_four_kinds_are_as_many_as_the_constitution_made() -> None:
    kinds = Counter(one.kind for one in palikas())
    assert kinds == {
        PalikaKind.METROPOLITAN: 6,
        PalikaKind.SUB_METROPOLITAN: 11,
        PalikaKind.MUNICIPALITY: 276,
        PalikaKind.RURAL: 460,
    }


def test_every_place_lies_in_the_one_that_its_code_begins_with() -> None:
    for one in palikas():
        assert (one.code // 100, one.code // 10000) == (one.district, one.province)
        found = district(one.district)
        assert found is not None
        assert found.province == one.province
        assert province(one.province) is not None


def test_every_place_has_a_name_in_both_scripts() -> None:
    names = [(one.name_en, one.name_ne) for one in provinces()]
    names += [(one.name_en, one.name_ne) for one in districts()]
    names += [(one.name_en, one.name_ne) for one in palikas()]
    for english, nepali in names:
        assert english.isascii()
        assert not any(sign.isascii() and sign.isalpha() for sign in nepali)


def test_a_label_names_the_kind_once() -> None:
    for one in palikas():
        assert one.label("en").count("unicipality") + one.label("en").count("City") == 1
        assert one.label("ne").count("पालिका") == 1


def test_the_lists_of_a_province_and_a_district_make_the_whole() -> None:
    assert sum(len(districts(one.code)) for one in provinces()) == 77
    assert sum(len(palikas(one.code)) for one in districts()) == 753


@pytest.mark.parametrize("lang", ["en", "ne"])
def test_every_local_level_is_found_by_its_label_and_its_district(lang: str) -> None:
    for one in palikas():
        within = district(one.district)
        assert within is not None
        assert find_palika(f"{one.label(lang)}, {within.label(lang)}") == [one]


@pytest.mark.parametrize(
    "text",
    ["Chautara Sangachokgadhi", "choutara sangachowkgadhi", "चौतारा साँगाचोकगढी न.पा.", "चौतारा सांगाचोकगढी"],
)
def test_a_local_level_is_found_by_other_spellings(text: str) -> None:
    assert [one.code for one in find_palika(text)] == [30207]


@pytest.mark.parametrize("text", ["निलकण्ठ", "नीलकण्ठ", "Neelkantha", "Nilakantha", "Nilkanth", "धादिङ निलकन्ठ"])
def test_a_local_level_is_found_by_how_its_name_sounds(text: str) -> None:
    assert [one.name_ne for one in find_palika(text)] == ["नीलकण्ठ"]


def test_a_name_that_several_have_gives_all_of_them() -> None:
    assert len(find_palika("Madi")) == 4
    assert len(find_palika("Madi, Chitwan")) == 1


@pytest.mark.parametrize("text", ["", "   ", "Sindhupalchok", "nowhere", "पालिका"])
def test_a_text_that_names_no_local_level_finds_none(text: str) -> None:
    assert find_palika(text) == []


def test_an_unknown_code_is_no_place() -> None:
    assert palika(99999) is None
    assert district(999) is None
    assert province(9) is None
