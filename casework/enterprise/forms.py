"""What is asked about a business."""

from __future__ import annotations

from typing import Any

from casework.core.forms import (
    CodeField,
    Creates,
    DayField,
    Form,
    MoneyField,
    PalikaField,
    PartialDateField,
    Revises,
    TextField,
)
from casework.core.i18n import _l

FIELDS = ("trade", "words", "palika", "stage", "begun")


class _About(Form):
    """What it is, where, and how it stands."""

    trade = CodeField(_l("What kind of business?"), "trades", required=True)
    words = TextField(
        _l("In a few words"),
        length=120,
        hint=_l("What she makes or sells. Please do not write here what happened to her."),
    )
    palika = PalikaField(_l("Palika of the business"))
    stage = CodeField(_l("How does it stand?"), "business_stage", required=True)
    begun = PartialDateField(_l("Begun"), about=True)

    def told(self) -> dict[str, Any]:
        """The answers as the row keeps them."""
        return {name: self[name].data for name in FIELDS}


class NewBusinessForm(_About, Creates):
    """A business that is written down."""


class BusinessForm(_About, Revises):
    """A business that is there already."""


class SupportForm(Creates):
    """What she was given."""

    kind = CodeField(_l("What was she given?"), "support_given", required=True)
    value = MoneyField(_l("Its value"), least=0)
    on = DayField(_l("Given on"), required=True, future=False)
