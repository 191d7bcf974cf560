"""Who she is, and how to reach her."""

from __future__ import annotations

import re
from typing import Any

from wtforms.validators import ValidationError

from casework.core.forms import (
    ChoiceField,
    CodeField,
    CodesField,
    PalikaField,
    PartialDateField,
    PhoneField,
    TextField,
    YesNoField,
)
from casework.core.i18n import _, _l
from casework.people.models import Contact
from casework.people.part_form import PartForm, UnsaidField
from casework.vault.sealed import SealedRow

VISIT = "visit"
BY_PHONE, THROUGH_WORKER, NO_WAY = "phone", "worker", "none"


class AboutForm(PartForm):
    """परिचय: in her words."""

    name = TextField(
        _l("The name she uses"),
        length=120,
        required=_l("Please write the name she uses. Another name is fine."),
        hint=_l("Any name she likes to be called by. It need not be the one on her papers."),
    )
    other_names = TextField(
        _l("Other names"), length=200, hint=_l("If there are several, a comma between them.")
    )
    birth_family_name = TextField(_l("Family name by birth"), length=80)
    married_family_name = TextField(_l("Family name by marriage"), length=80)
    birth = PartialDateField(
        _l("When was she born?"), about=True, future=False, hint=_l("The year alone is enough.")
    )
    birth_unsaid = UnsaidField()
    sex = CodeField(_l("Woman, man or other, as she says it"), "sex", answers=True)

    @classmethod
    def stored(cls, plain: dict[str, Any]) -> dict[str, Any]:
        return {"other_names": ", ".join(plain["other_names"])}

    def composed(self) -> dict[str, Any]:
        names = (name.strip() for name in re.split(r"[,;\n]", self.other_names.data))
        return {"other_names": tuple(name for name in names if name)}


class ContactForm(PartForm):
    """सम्पर्क: a way to reach her that is safe, or none."""

    reachable = ChoiceField(
        _l("Is there a safe way to reach her?"),
        choices=(
            (BY_PHONE, _l("By a phone")),
            (THROUGH_WORKER, _l("Through her caseworker, when she comes")),
            (NO_WAY, _l("No safe way now")),
        ),
        blank=_l("Not asked"),
    )
    phone = PhoneField(
        _l("Safe phone"),
        hint=_l("A phone of hers or near her. Never the number of an organisation or a hotline."),
    )
    phone_owner = CodeField(
        _l("Whose phone is it?"),
        "phone_owner",
        answers=True,
        only=("mine", "husband", "family", "neighbour", "shared"),
    )
    others_see = CodesField(_l("Who else sees its calls and messages?"), "who_else_sees", answers=True)
    channels = CodesField(
        _l("What has she said yes to?"),
        "contact_channel",
        only=("call", "sms", "viber", "whatsapp", "messenger", "imo"),
        hint=_l("Ask one by one. What is not ticked is no."),
    )
    days = CodesField(_l("On which days?"), "weekdays", hint=_l("Nothing ticked: any day."))
    hours = CodesField(_l("At what time of day?"), "weekday_hours", hint=_l("Nothing ticked: any time."))
    missed_call_first = YesNoField(
        _l("A missed call first?"),
        blank=_l("Not asked"),
        hint=_l("She sees it and calls back when she can talk."),
    )
    palika = PalikaField(
        _l("The palika she would travel from"), hint=_l("For finding something near her. Nothing more exact.")
    )
    palika_unsaid = UnsaidField()

    conditions = dict.fromkeys(
        ("phone", "phone_owner", "others_see", "channels", "days", "hours", "missed_call_first"),
        ("reachable", (BY_PHONE,)),
    )

    @property
    def kept_phone(self) -> str:
        """The number that the row has. It never stands in the page: it is shown on request."""
        return self.row.phone if isinstance(self.row, Contact) else ""

    def bind(self, row: SealedRow) -> None:
        super().bind(row)
        if self.kept_phone:
            self.phone.description = _("A number is kept and not shown here. Write only if it has changed.")

    @classmethod
    def stored(cls, plain: dict[str, Any]) -> dict[str, Any]:
        return {"phone": None}

    def composed(self) -> dict[str, Any]:
        phone = (self.phone.data or self.kept_phone) if self.reachable.data == BY_PHONE else ""
        return {"phone": phone, "channels": (*(self.answers()["channels"] or ()), *self._visits)}

    @property
    def _visits(self) -> tuple[str, ...]:
        """Visits are agreed to in a conversation and not asked here: what she said stays."""
        return (VISIT,) if isinstance(self.row, Contact) and VISIT in self.row.channels else ()

    def validate_phone(self, field: Any) -> None:
        """A safe phone needs its number."""
        if self.reachable.data == BY_PHONE and not (field.data or self.kept_phone or field.errors):
            raise ValidationError(_("Please write the number, or choose another answer above."))
