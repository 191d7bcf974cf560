"""Where she was and worked; and only what she wants to tell."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, ClassVar

from casework.core.forms import (
    DOES_NOT_KNOW,
    DOES_NOT_SAY,
    ChoiceField,
    CodeField,
    CodesField,
    LongText,
    PalikaField,
    PartialDateField,
    TextField,
)
from casework.core.i18n import _l
from casework.people.models import Identification, Stay
from casework.people.part_form import Condition, PartForm

NEPAL, INDIA, ABROAD = "nepal", "india", "abroad"

_UNKNOWN = ((DOES_NOT_KNOW, _l("Does not know")), (DOES_NOT_SAY, _l("Does not want to say")))


class JourneyForm(PartForm):
    """यात्रा र काम: the first question; each stay has a form of its own."""

    travelled = ChoiceField(
        _l("Has she been away from home for work?"),
        choices=(("yes", _l("Yes")), ("no", _l("No")), *_UNKNOWN),
        blank=_l("Not asked"),
        hint=_l("Within Nepal, in India or further away."),
    )


class StayForm(PartForm):
    """One time away."""

    where = ChoiceField(
        _l("Where was she?"),
        choices=(
            (NEPAL, _l("Within Nepal")),
            (INDIA, _l("In India")),
            (ABROAD, _l("In another country")),
            *_UNKNOWN,
        ),
        blank=_l("Not asked"),
    )
    palika = PalikaField(_l("In which palika?"))
    place = TextField(_l("In which town or state?"), length=120)
    destination = CodeField(
        _l("In which country?"),
        "destination_countries",
        only=None,
        answers=True,
        control="select",
    )
    channel = CodeField(
        _l("How did she go?"),
        "migration_channel",
        only=("regular", "irregular", "via_india", "visit_visa"),
        answers=True,
    )
    recruiter = TextField(_l("Who arranged it?"), length=200, hint=_l("Somebody she knew, an agent, nobody."))
    work = TextField(_l("What work did she do?"), length=200)
    left = PartialDateField(_l("When did she go?"), about=True, future=False)
    returned = PartialDateField(_l("When did she come back?"), about=True, future=False)
    return_type = CodeField(_l("How did she come back?"), "return_type", answers=True)
    documents = CodesField(_l("Which papers did she have?"), "id_document_types", answers=True)
    documents_kept = ChoiceField(
        _l("Where are her papers now?"),
        choices=(
            ("with_her", _l("With her")),
            ("employer", _l("With the employer")),
            ("recruiter", _l("With whoever arranged it")),
            ("lost", _l("Lost")),
            *_UNKNOWN,
        ),
        blank=_l("Not asked"),
    )
    debt = CodeField(_l("Is there a debt from going?"), "yes_no", answers=True)
    unpaid_wages = CodeField(_l("Are wages still owed to her?"), "yes_no", answers=True)
    note = LongText(_l("Anything else she wants to have written down"), length=1500, rows=3)

    conditions: ClassVar[dict[str, Condition]] = {
        "palika": ("where", (NEPAL,)),
        "place": ("where", (INDIA,)),
        "destination": ("where", (ABROAD,)),
        "channel": ("where", (ABROAD,)),
        "return_type": ("where", (INDIA, ABROAD)),
    }

    def stay(self, stay_id: Any) -> Stay:
        """What the form says, as one entry of her journey."""
        empty = Stay(id=stay_id)
        told = {name: answer for name, answer in self.answers().items() if answer not in (None, "", ())}
        known = {field.name for field in fields(Stay)} - {"id"}
        made = {name: told.get(name, getattr(empty, name)) for name in known}
        return Stay(id=stay_id, **(made | _implied(made["where"])))


def _implied(where: str) -> dict[str, str]:
    """Within Nepal there is no border to cross; to India it is open."""
    if where == NEPAL:
        return {"channel": "internal"}
    return {"destination": "IN", "channel": "india"} if where == INDIA else {}


class MoreForm(PartForm):
    """थप कुरा: only what she wants to tell."""

    indicators = CodesField(_l("What she met there"), "ilo_forced_labour_indicators")
    controls = CodesField(_l("What was used to hold her"), "htcds_methods_of_control")
    exploitation = CodesField(_l("What kind of thing it was"), "htcds_type_of_exploitation")
    note = LongText(
        _l("In her words"),
        length=3000,
        hint=_l("Only what she wants to have written down. She need not tell it again elsewhere."),
    )
    identified = ChoiceField(
        _l("Has a public body formally decided about it?"),
        choices=(("yes", _l("Yes")), ("no", _l("No")), (DOES_NOT_KNOW, _l("Does not know"))),
        blank=_l("Not asked"),
    )
    identified_status = CodeField(_l("What did it decide?"), "htcds_trafficking_status")
    identified_body = CodeField(_l("Which body?"), "htcds_status_decision_org")
    identified_on = PartialDateField(_l("When?"), future=False)

    conditions = dict.fromkeys(
        ("identified_status", "identified_body", "identified_on"), ("identified", ("yes",))
    )

    @classmethod
    def stored(cls, plain: dict[str, Any]) -> dict[str, Any]:
        found: Identification | None = plain["identification"]
        if found is None:
            return {}
        return {
            "identified": "yes",
            "identified_status": found.status,
            "identified_body": found.body,
            "identified_on": found.on,
        }

    def composed(self) -> dict[str, Any]:
        if self.identified.data != "yes":
            return {"identification": None}
        told = (self.identified_status.data or "", self.identified_body.data or "", self.identified_on.data)
        return {"identification": Identification(*told)}
