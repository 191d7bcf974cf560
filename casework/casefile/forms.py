"""The small forms on a file's page."""

from __future__ import annotations

from casework.core.forms import CodeField, DayField, Form
from casework.core.i18n import _l


class SafetyForm(Form):
    """Is she safe today, and when do we ask again."""

    answer = CodeField(
        _l("Is she safe today?"), "safe_today", required=_l("Please choose one of the three answers.")
    )
    next_on = DayField(_l("Ask again on"))
