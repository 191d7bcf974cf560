"""Lists of invented women: names that nobody has, phones that nobody is allocated."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from openpyxl import Workbook

HEADINGS = (
    "prs_FirstName",
    "prs_SecondName",
    "prs_Birthdate",
    "prs_Gender",
    "prs_MobilePhone",
    "prs_MailingCity",
    "prs_MailingState",
    "prs_MaritalStatus",
    "vic_MethodsOfControl",
    "vic_TypeOfExploitation",
    "hte_Country",
    "hte_Type",
    "cas_Status",
    "cco_CaseComment",
    "con_Consent",
    "org_Name",
)
FIRST = ("Namuna", "Udaharan", "Kalpana", "नमुना", "उदाहरण", "कल्पित")
LAST = ("Pareeksha", "Abhyas", "Dristanta", "परीक्षा", "अभ्यास", "दृष्टान्त")
PLACES = (("Gajuri", "Dhading"), ("Helambu", "Sindhupalchok"), ("नीलकण्ठ", "धादिङ"))
BROKEN: tuple[Mapping[str, str], ...] = (
    {"prs_FirstName": "", "prs_SecondName": ""},
    {"prs_Birthdate": "03/04/1990"},
    {"prs_Birthdate": "2051-01-01"},
    {"prs_Birthdate": "1990-02-31"},
    {"prs_Birthdate": "2015-01-01"},
    {"prs_Gender": "purple"},
    {"prs_MobilePhone": "12345"},
    {"vic_MethodsOfControl": "DebtBondage ;Nothing"},
    {"hte_Country": "Atlantis"},
    {"con_Consent": "false"},
)


def line(number: int, **changes: str) -> dict[str, str]:
    """One invented woman, told from others by her number."""
    city, state = PLACES[number % len(PLACES)]
    made = {
        "prs_FirstName": FIRST[number % len(FIRST)],
        "prs_SecondName": LAST[number // len(FIRST) % len(LAST)],
        "prs_Birthdate": f"{1970 + number % 30}-{1 + number % 12:02}-{1 + number % 28:02}",
        "prs_Gender": "Feminine",
        "prs_MobilePhone": f"90000{number:05}",
        "prs_MailingCity": city,
        "prs_MailingState": state,
        "prs_MaritalStatus": "Single",
        "vic_MethodsOfControl": "DebtBondage ;FalsePromises" if number % 2 else "",
        "vic_TypeOfExploitation": "ForcedLabour" if number % 2 else "",
        "hte_Country": ("KW", "IN", "NP", "")[number % 4],
        "hte_Type": "Recruitment" if number % 4 < 3 else "",
        "cas_Status": "Closed" if number % 25 == 24 else "Active",
        "cco_CaseComment": "Canarycomment" if number % 3 else "",
        "con_Consent": "true",
        "org_Name": "Nobody's Organisation",
    }
    return made | changes


def lines(count: int, broken: int = 0) -> list[dict[str, str]]:
    """Many women, `broken` of them spread over the list with one of the faults of BROKEN each."""
    found = [line(number) for number in range(count)]
    for fault in range(broken):
        found[fault * (count // broken)].update(BROKEN[fault % len(BROKEN)])
    return found


def as_csv(rows: Iterable[Mapping[str, str]], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """The rows as a CSV file."""
    text = io.StringIO(newline="")
    rows = list(rows)
    writer = csv.DictWriter(text, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def as_xlsx(rows: Iterable[Mapping[str, object]]) -> bytes:
    """The rows as an XLSX file."""
    rows = list(rows)
    book = Workbook()
    book.active.append(list(rows[0]))
    for row in rows:
        book.active.append(list(row.values()))
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()
