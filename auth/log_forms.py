"""What somebody looks for in the log. Sent in the address: nothing of it is personal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from casework.audit.models import Act
from casework.core.forms import ChoiceField, DayField, Form
from casework.core.i18n import _l


class LogForm(Form):
    """By organisation or person, act and days. What can be chosen is given by whoever shows it."""

    class Meta(Form.Meta):
        csrf = False

    who = ChoiceField(_l("Who"), control="select", blank=_l("Everybody"))
    act = ChoiceField(_l("What was done"), control="select", blank=_l("Everything"))
    since = DayField(_l("From"))
    until = DayField(_l("Until"))

    def form_key(self) -> str:
        return ""

    def offer(self, who: list[tuple[str, Any]], words: dict[Act, Any]) -> None:
        """Put in what can be chosen, in the reader's language."""
        self.who.source = who
        acts = [(act.value, str(word)) for act, word in words.items()]
        self.act.source = sorted(acts, key=lambda pair: pair[1])

    def acts(self, every: Iterable[Act]) -> frozenset[Act]:
        """The act that was chosen, or all of these."""
        return frozenset({Act(self.act.data)}) if self.act.data else frozenset(every)


class ProgrammeLogForm(LogForm):
    """Of all organisations."""

    who = ChoiceField(_l("Organisation"), control="select", blank=_l("All organisations"))
