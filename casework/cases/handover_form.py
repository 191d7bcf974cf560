"""The form that gives files to a colleague."""

from __future__ import annotations

from casework.core.forms import ChoiceField, Form, TextField, TickField
from casework.core.i18n import _l


class HandOverForm(Form):
    """Which files, looked for by name if there are many, and to whom they go."""

    never_kept = frozenset({"everything", "to_user"})

    text = TextField(
        _l("Find among these files"),
        length=80,
        hint=_l("A part of a name, a phone, a number or a code. What is ticked stays ticked."),
    )
    everything = TickField(_l("All open files of this colleague"))
    to_user = ChoiceField(_l("Give them to"), required=_l("Please choose a colleague."), control="select")
