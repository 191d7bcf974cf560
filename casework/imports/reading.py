"""One line of a file to what it tells, by the crosswalk of the standard to our parts of a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casework.core import clock
from casework.core.places import find_palika
from casework.imports.basis import Basis, covers
from casework.imports.cells import Cells
from casework.imports.columns import CONSENT, NAMES
from casework.imports.problems import Kind, Problem, Wrong
from casework.imports.told import Event, SupportPlan, Told
from casework.imports.values import country_of, language_of, number_of, phone_of, yes_no
from casework.people.models import Identification

_SEX = {"Feminine": "female", "Masculine": "male", "NonSpecifiedUnknown": ""}
_SHELTER = ("shelter", "safe home", "safe house", "safehouse", "सेल्टर", "आश्रय", "पुनःस्थापना", "सुरक्षित आवास")
_CLOSED = ("Closed", "ClosedReferred")
_ADULT = 18


@dataclass(frozen=True)
class Reading:
    """A line, read: what it tells, and what is wrong with it."""

    told: Told
    problems: tuple[Problem, ...]

    @property
    def fine(self) -> bool:
        """Whether it can be brought in."""
        return not any(problem.stops for problem in self.problems)


def read(texts: Mapping[str, str], *, calendar: str, basis: Basis | None) -> Reading:
    """Read one line. `texts` maps fields of the standard to cells. Nothing is computed about her:
    what a line does not say stays open."""
    cells = Cells(texts, calendar)
    status = cells.code("cas_Status", "htcds_case_status")
    told = Told(
        **_who(cells),
        **_record(cells),
        **_more(cells),
        event=_event(cells),
        plan=_plan(cells),
        comment=cells.text("cco_CaseComment"),
        closed=status in _CLOSED,
        referred_on=status == "ClosedReferred",
        closed_because=cells.text("cas_ReasonForCaseClosure"),
    )
    _check(cells, told, basis)
    return Reading(told, tuple(cells.problems))


def _who(cells: Cells) -> dict[str, Any]:
    gender = cells.code("prs_Gender", "htcds_gender")
    phone = cells.read("prs_MobilePhone", phone_of, "") or cells.read("prs_HomePhone", phone_of, "")
    return {
        "name": " ".join(" ".join(cells.text(field) for field in NAMES).split()),
        "birth": cells.date("prs_Birthdate"),
        "sex": _SEX.get(gender, "other") if gender else "",
        "phone": phone,
    }


def _record(cells: Cells) -> dict[str, Any]:
    spoken = [cells.read(f"prs_{which}Language", language_of, "") for which in ("Primary", "Secondary")]
    palika, tole = _address(cells)
    return {
        "marital": cells.code("prs_MaritalStatus", "htcds_marital_status"),
        "children": cells.read("prs_NumberOfChildren", _children, None),
        "languages": tuple(dict.fromkeys(language for language in spoken if language)),
        "education": cells.code("prs_HighestLevelOfEducation", "htcds_education"),
        "document_number": cells.text("prs_IdentityNumber"),
        "palika": palika,
        "tole": tole,
    }


def _children(text: str) -> int | None:
    return number_of(text, 30)


def _address(cells: Cells) -> tuple[int | None, str]:
    """Palika and the words that are left of an address. A safe place's is never kept."""
    city, street, state = (cells.text(f"prs_Mailing{part}") for part in ("City", "Street", "State"))
    if any(word in f"{city} {street} {state}".casefold() for word in _SHELTER):
        cells.note(Kind.SHELTER_ADDRESS, "prs_MailingStreet" if street else "prs_MailingCity")
        return None, ""
    country = cells.read("prs_MailingCountry", country_of, "NP")
    found = _palika(city, state) if country == "NP" else None
    if city and found is None:
        cells.note(Kind.PLACE_UNKNOWN, "prs_MailingCity")
    words = (street, "" if found else city)
    return found, ", ".join(word for word in words if word)


def _palika(city: str, state: str) -> int | None:
    for text in (f"{city}, {state}" if state else city, city):
        found = find_palika(text) if city else []
        if len(found) == 1:
            return found[0].code
    return None


def _more(cells: Cells) -> dict[str, Any]:
    return {
        "controls": cells.codes("vic_MethodsOfControl", "htcds_methods_of_control"),
        "exploitation": cells.codes("vic_TypeOfExploitation", "htcds_type_of_exploitation"),
        "identification": _identification(cells),
        "harm_extras": cells.extras(
            ("vic_TypeOfSexExploitation", "htcds_type_of_sex_exploitation"),
            ("vic_ForcedLabourIndustry", "htcds_forced_labour_industry_isic4"),
            ("vic_RelationshipToTrafficker", "htcds_relationship_to_trafficker"),
            ("vic_AgeWhenTrafficked", ""),
            ("vic_LocationOfExploitation", ""),
            ("vic_ExploitationWebsitesAndApps", "htcds_websites_apps"),
        ),
        "journey_extras": cells.extras(
            ("vic_MethodOfRecruitment", "htcds_method_of_recruitment"),
            ("vic_RecruitmentWebsitesAndApps", "htcds_websites_apps"),
            ("vic_LocationOfRecruitment", ""),
        ),
        "wellbeing_extras": cells.extras(("vic_Vulnerabilities", ""), ("vic_DetailsOfVulnerabilities", "")),
    }


def _identification(cells: Cells) -> Identification | None:
    """What a named body decided. A status without a body is nobody's decision, and left out."""
    status = cells.code("vic_TraffickingStatus", "htcds_trafficking_status")
    body = cells.code("vic_TraffickingStatusDecisionMakingOrg", "htcds_status_decision_org")
    if status and not body:
        cells.note(Kind.STATUS_WITHOUT_BODY, "vic_TraffickingStatus")
    return Identification(status, body) if status and body else None


def _event(cells: Cells) -> Event:
    place = ", ".join(text for text in (cells.text("hte_City"), cells.text("hte_State")) if text)
    return Event(
        kind=cells.code("hte_Type", "htcds_historic_event_type"),
        on=cells.date("hte_Date"),
        country=cells.read("hte_Country", country_of, ""),
        place=place,
        description=cells.text("hte_Description"),
    )


def _plan(cells: Cells) -> SupportPlan:
    return SupportPlan(
        kind=cells.code("spl_Type", "htcds_support_plan_type"),
        objectives=cells.text("spl_Objectives"),
        actions=cells.text("spl_ActionPlan"),
        planned_end=cells.date("spl_PlannedEndDate", future=True),
        actual_end=cells.date("spl_ActualEndDate", future=True),
    )


def _check(cells: Cells, told: Told, basis: Basis | None) -> None:
    """What a line as a whole must have, or must not say."""
    if not told.name:
        cells.note(Kind.NO_NAME, NAMES[0])
    if told.birth is not None and told.birth.may_be_under(_ADULT, clock.today()):
        cells.note(Kind.MAY_BE_MINOR, "prs_Birthdate")
    if cells.read("prs_Deceased", yes_no, None):
        cells.note(Kind.NOT_ALIVE, "prs_Deceased")
    _check_consent(cells, basis)


def _check_consent(cells: Cells, basis: Basis | None) -> None:
    field = next((field for field in CONSENT if cells.text(field)), CONSENT[0])
    try:
        said = yes_no(cells.text(field))
    except Wrong:
        cells.note(Kind.CONSENT_UNCLEAR, field)
        return
    if said is False:
        cells.note(Kind.SAID_NO, field)
    elif basis is not None and not covers(basis, said):
        cells.note(Kind.NO_CONSENT, field)
