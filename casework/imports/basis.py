"""On what an import rests: what the supervisor states, in her name."""

from __future__ import annotations

from enum import StrEnum

from casework.core.i18n import _l


class Basis(StrEnum):
    """Why these lines may be kept here."""

    ASKED = "asked"
    PAPER = "paper"
    COLUMN = "column"


LABELS = {
    Basis.ASKED: _l("The women on this list were asked, and agreed that we keep it here."),
    Basis.PAPER: _l("Each of them has signed a paper form, and we have the forms."),
    Basis.COLUMN: _l("The column con_Consent says who agreed. Lines without a yes stay out."),
}


def covers(basis: Basis | None, said: bool | None) -> bool:
    """Whether a line may be kept. A line that says no is never kept, whatever the basis.

    Before a basis is stated the column alone is looked at.
    """
    if said is None:
        return basis in (Basis.ASKED, Basis.PAPER)
    return said
