"""The rules of Nepali spelling, one by one."""

from __future__ import annotations

import pytest

from casework.core.name_script import romanise, sort_key
from casework.core.name_sound import sound


def key(word: str) -> str:
    return sound("".join(romanise(word)))


@pytest.mark.parametrize(
    "written",
    [
        "Vishnu Bishnu Wishnu विष्णु",
        "Sharmila Sarmila शर्मिला सर्मिला",
        "Thuli Tuli ठूली थुली",
        "Geeta Gita गीता गिता",
        "Pooja Puja पूजा",
        "Lakshmi Laxmi Laksmi Lachhimi Lachhmi Lachmi लक्ष्मी",
        "Chhetri Kshetri क्षेत्री",
        "Raksha Rakshya Rachhya रक्षा",
        "Pragya Prajna प्रज्ञा",
        "Ambika Anbika अम्बिका अंबिका",
        "Kamala Kamla कमला",
        "Bijaya Bijay Vijay विजय",
        "Gauri Gouri गौरी",
        "Rai राई",
        "Shrestha Shresth श्रेष्ठ",
        "Basanta Basant बसन्त",
        "Paudel Poudel Paudyal पौडेल पौड्याल",
        "Neupane Nyaupane न्यौपाने",
        "Saraswati Saraswoti सरस्वती",
        "Chaudhary Choudhari Chowdhari चौधरी",
        "Rozina Rojina रोजिना",
        "Phulmaya Fulmaya फूलमाया",
        "Singh Singha सिंह",
        "Tamang तामाङ",
        "Sangita सङ्गीता संगीता",
        "Kunwar कुँवर",
        "Fatimah Phatima फातिमा",
        "Pandey Pande Panday पाण्डे",
    ],
)
def test_spellings_of_one_name_have_one_key(written: str) -> None:
    assert len({key(word) for word in written.split()}) == 1


@pytest.mark.parametrize(
    "written",
    ["Sita Sit", "Sita Sati", "Ram Rama", "Mina Mona Muna Maina", "Bishnu Bisna", "Shah Saha", "Tara Tari"],
)
def test_a_vowel_that_makes_another_name_stays(written: str) -> None:
    words = written.split()
    assert len({key(word) for word in words}) == len(words)


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("राम", "ram"),
        ("कृष्ण", "krishna"),
        ("कमला", "kamala"),
        ("सिंह", "singha"),
        ("म", "ma"),
        ("गङ्गा", "ganga"),
    ],
)
def test_devanagari_is_read_as_it_is_spoken(written: str, spoken: str) -> None:
    assert romanise(written) == [spoken]


def test_dots_accents_and_joiners_leave_no_trace() -> None:
    assert romanise("B.K. Sītā-Māyā") == ["bk", "sita", "maya"]
    assert romanise("शर्\u200dमा") == romanise("शर्मा")


def test_a_list_of_names_has_one_order_for_both_scripts() -> None:
    names = ["Sita", "सीता", "शान्ति", "Bina", "विना", "बिमला", "Kamala", "कमला", ""]
    ordered = ["बिमला", "Bina", "विना", "Kamala", "कमला", "शान्ति", "Sita", "सीता", ""]
    assert sorted(names, key=sort_key) == ordered


def test_names_of_either_script_stand_in_the_order_of_the_readers_script() -> None:
    ordered = ["अनिता", "Asha", "इन्दिरा", "उमा", "कमला", "Khusbu", "गीता", "चमेली", "जमुना", "दुर्गा", "नमुना"]
    ordered += ["पवित्रा", "Phulmaya", "बिमला", "भावना", "माया", "राधा", "लक्ष्मी", "सीता", "Hira", ""]
    mixed = sorted(ordered)
    assert sorted(mixed, key=lambda name: sort_key(name, "ne")) == ordered
    assert sorted(["Bimala", "अनिता", "चमेली"], key=sort_key) == ["अनिता", "Bimala", "चमेली"]
