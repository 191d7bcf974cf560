"""The forms of the list of files."""

from __future__ import annotations

from typing import Any

from wtforms.validators import ValidationError

from casework.cases.lists import SORTS, STATES
from casework.cases.reasons import LABELS, Reason
from casework.core.forms import ChoiceField, CodeField, Creates, Form, LongText, PalikaField, TextField
from casework.core.i18n import _, _l


class SearchForm(Form):
    """The one box: names, phones, numbers, codes."""

    text = TextField(
        _l("Name, phone, number or code"), length=80, hint=_l("Three letters are enough, in either script.")
    )


class FilterForm(Form):
    """What the list shows. Sent in the address: nothing of it is personal."""

    class Meta(Form.Meta):
        csrf = False

    sort = ChoiceField(_l("Order"), choices=lambda: list(SORTS.items()), control="select")
    state = ChoiceField(_l("Which files"), choices=lambda: list(STATES.items()), control="select")
    palika = PalikaField(_l("Palika"))

    def form_key(self) -> str:
        return ""


class ReasonForm(Creates):
    """Why a colleague's file is opened."""

    reason = ChoiceField(
        _l("Why do you open this file?"),
        choices=lambda: list(LABELS.items()),
        required=_l("Please choose what brings you here."),
    )
    words = TextField(
        _l("In your words"), length=200, hint=_l("The supervisor reads it. Write nothing of her story.")
    )

    def validate_words(self, field: Any) -> None:
        """Something else needs saying what."""
        if self.reason.data == Reason.OTHER and not field.data:
            raise ValidationError(_("Please say in a few words what it is."))


class CloseForm(Creates):
    """Closing a file."""

    reason = CodeField(
        _l("Why is the file closed?"),
        "case_closure_reason",
        control="radios",
        required=_l("Please choose a reason."),
    )
    words = LongText(_l("What should be known later?"), length=1000, rows=3)


class ReopenForm(Creates):
    """Opening a closed file again."""

    words = LongText(_l("What has changed?"), length=1000, rows=3)
