"""What the auditor looks for. Sent in the address: nothing of it is personal."""

from __future__ import annotations

from casework.audit.models import Act
from casework.core.forms import ChoiceField, DayField, Form
from casework.core.i18n import _l
from casework.reporting.watching.asked import ACTS


class TablesForm(Form):
    """By person, days, and what was answered."""

    class Meta(Form.Meta):
        csrf = False

    who = ChoiceField(_l("Who"), control="select", blank=_l("Everybody"))
    answer = ChoiceField(
        _l("Answer"),
        choices=[(Act.TABLE_READ.value, _l("Shown")), (Act.TABLE_REFUSED.value, _l("Refused"))],
        blank=_l("Both"),
        control="select",
    )
    since = DayField(_l("From"))
    until = DayField(_l("Until"))

    def form_key(self) -> str:
        return ""

    def acts(self) -> frozenset[Act]:
        """What was chosen, or all."""
        return frozenset({Act(self.answer.data)}) if self.answer.data else ACTS
