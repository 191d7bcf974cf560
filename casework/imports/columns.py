"""The columns of the Human Trafficking Case Data Standard 2.0 (© IOM, CC BY 4.0), and which of them
have a place here. What has none is named on the page and left where it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from casework.core import datafiles

IMPORTED = frozenset(
    {
        "prs_FirstName",
        "prs_MiddleName",
        "prs_SecondName",
        "prs_Birthdate",
        "prs_Gender",
        "prs_Deceased",
        "prs_MaritalStatus",
        "prs_NumberOfChildren",
        "prs_PrimaryLanguage",
        "prs_SecondaryLanguage",
        "prs_HighestLevelOfEducation",
        "prs_IdentityNumber",
        "prs_HomePhone",
        "prs_MobilePhone",
        "prs_MailingCity",
        "prs_MailingState",
        "prs_MailingStreet",
        "prs_MailingCountry",
        "vic_AgreementToManagePersonalData",
        "vic_TraffickingStatus",
        "vic_TraffickingStatusDecisionMakingOrg",
        "vic_RelationshipToTrafficker",
        "vic_AgeWhenTrafficked",
        "vic_RecruitmentWebsitesAndApps",
        "vic_MethodOfRecruitment",
        "vic_LocationOfRecruitment",
        "vic_MethodsOfControl",
        "vic_TypeOfExploitation",
        "vic_ForcedLabourIndustry",
        "vic_TypeOfSexExploitation",
        "vic_LocationOfExploitation",
        "vic_ExploitationWebsitesAndApps",
        "vic_Vulnerabilities",
        "vic_DetailsOfVulnerabilities",
        "cas_Status",
        "cas_ReasonForCaseClosure",
        "cco_CaseComment",
        "hte_City",
        "hte_Country",
        "hte_State",
        "hte_Date",
        "hte_Type",
        "hte_Description",
        "spl_Objectives",
        "spl_ActionPlan",
        "spl_PlannedEndDate",
        "spl_ActualEndDate",
        "spl_Type",
        "con_Consent",
    }
)
"""Left out on purpose: exact positions, streets of where things happened, e-mail (a channel that she
has not agreed to), titles, other organisations and their staff, whoever did it to her."""

NAMES = ("prs_FirstName", "prs_MiddleName", "prs_SecondName")
CONSENT = ("con_Consent", "vic_AgreementToManagePersonalData")
"""The second is deprecated in 2.0: read where the first is missing, never written."""


def named(heading: str) -> str | None:
    """The field that a heading means: prs_FirstName, prs_First_Name and "PRS first name" are one."""
    return _fields().get(fold(heading))


def fold(heading: str) -> str:
    """Letters and digits alone, in lower case."""
    return "".join(sign for sign in heading.casefold() if sign.isalnum())


def placed(headings: Iterable[str]) -> list[str | None]:
    """For each heading the field that it brings, or None if the column stays behind."""
    fields = (named(heading) for heading in headings)
    return [field if field in IMPORTED else None for field in fields]


def left_behind(headings: Iterable[str]) -> Iterator[str]:
    """The headings, as written, that bring nothing."""
    for heading in headings:
        if heading.strip() and named(heading) not in IMPORTED:
            yield heading


@cache
def _fields() -> dict[str, str]:
    return {fold(row["field"]): row["field"] for row in datafiles.rows("htcds_2.0_fields.csv")}
