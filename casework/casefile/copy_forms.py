"""Before a copy of a file is made: for whom, in which language, and what of it."""

from __future__ import annotations

from casework.casefile.copying import SECTIONS
from casework.core.forms import ChoiceField, ChoicesField, Form, TickField
from casework.core.i18n import _l

TO_WHOM = {
    "her": _l("To her: she takes it along"),
    "here": _l("To her, to read it here; afterwards the paper is destroyed"),
    "named": _l("To somebody whom she names"),
}


class CopyForm(Form):
    """What she wants."""

    to_whom = ChoiceField(
        _l("To whom is it given?"),
        choices=tuple(TO_WHOM.items()),
        required=_l("Please choose one."),
    )
    lang = ChoiceField(
        _l("In which language?"),
        choices=(("ne", _l("Nepali")), ("en", _l("English"))),
        required=_l("Please choose one."),
    )
    sections = ChoicesField(
        _l("What shall stand in it?"),
        choices=SECTIONS,
        required=_l("Please choose at least one."),
        hint=_l("Choose together with her. What is not chosen is left out."),
    )
    private = TickField(
        _l("I asked her where nobody else could hear, and she wants it on paper."), required=True
    )
