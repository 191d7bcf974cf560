"""The names of the months, by calendar and language.

The Nepali names of BS months are the everyday forms (मंसिर), not the formal ones (मार्ग).
"""

from __future__ import annotations

from typing import Final

MONTHS: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "bs": {
        "en": (
            "Baisakh",
            "Jestha",
            "Asar",
            "Shrawan",
            "Bhadra",
            "Ashoj",
            "Kartik",
            "Mangsir",
            "Poush",
            "Magh",
            "Falgun",
            "Chaitra",
        ),
        "ne": (
            "बैशाख",
            "जेठ",
            "असार",
            "साउन",
            "भदौ",
            "असोज",
            "कात्तिक",
            "मंसिर",
            "पुस",
            "माघ",
            "फागुन",
            "चैत",
        ),
    },
    "ad": {
        "en": (
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ),
        "ne": (
            "जनवरी",
            "फेब्रुअरी",
            "मार्च",
            "अप्रिल",
            "मे",
            "जुन",
            "जुलाई",
            "अगस्ट",
            "सेप्टेम्बर",
            "अक्टोबर",
            "नोभेम्बर",
            "डिसेम्बर",
        ),
    },
}
