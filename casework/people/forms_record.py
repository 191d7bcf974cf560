"""The record of the help: the words that keep her safe on the phone, where she lives, her papers."""

from __future__ import annotations

from typing import Any

from casework.core.forms import (
    CodeField,
    CodesField,
    IntegerField,
    LongText,
    PalikaField,
    TextField,
)
from casework.core.i18n import _l
from casework.people.models import Document
from casework.people.part_form import PartForm, UnsaidField

SAFE_ACCOMMODATION = "safe_accommodation"
_AT_HOME = ("", "own_home", "rented_room", "relatives", "elsewhere", "does_not_know", "does_not_want_to_say")
DOCUMENTS = 3
"""How many papers the page has lines for."""


class RecordForm(PartForm):
    """सहयोगको अभिलेख. Stays with the organisation that writes it."""

    safe_word = TextField(_l("A word that shows it is she and she is free to talk"), length=60, size="medium")
    stop_word = TextField(_l("A word that means: hang up"), length=60, size="medium")
    if_other_answers = TextField(
        _l("What do we say if somebody else answers?"),
        length=200,
        hint=_l("For example: sorry, a wrong number."),
    )
    paper_number = TextField(_l("Number in the paper register"), length=40, size="medium")
    languages = CodesField(_l("Languages she is at home in"), "explained_language")
    dwelling = CodeField(_l("Where she stays"), "dwelling", answers=True)
    present_palika = PalikaField(_l("Palika where she stays"))
    present_ward = IntegerField(_l("Ward where she stays"), least=1, most=33)
    present_tole = TextField(_l("Tole where she stays"), length=80, size="medium")
    home_palika = PalikaField(_l("Palika of her permanent address"))
    ward = IntegerField(_l("Ward"), least=1, most=33)
    tole = TextField(_l("Tole"), length=80, size="medium")
    marital = CodeField(_l("Married or not"), "htcds_marital_status", answers=True)
    children = IntegerField(_l("How many children has she?"), least=0, most=30)
    children_unsaid = UnsaidField()
    ethnicity = CodeField(
        _l("The group she counts herself to"),
        "np_hmis_ethnic_code",
        answers=True,
        hint=_l("Only if she likes to say it."),
    )
    document_1 = CodeField(_l("First paper"), "id_document_types", control="select", blank=_l("No paper"))
    number_1 = TextField(_l("Number of the first paper"), length=40, size="medium")
    document_2 = CodeField(_l("Second paper"), "id_document_types", control="select", blank=_l("No paper"))
    number_2 = TextField(_l("Number of the second paper"), length=40, size="medium")
    document_3 = CodeField(_l("Third paper"), "id_document_types", control="select", blank=_l("No paper"))
    number_3 = TextField(_l("Number of the third paper"), length=40, size="medium")
    family = LongText(_l("Family, as far as it matters for the help"), length=1500, rows=3)
    family_unsaid = UnsaidField()

    conditions = dict.fromkeys(("present_palika", "present_ward", "present_tole"), ("dwelling", _AT_HOME))

    @classmethod
    def stored(cls, plain: dict[str, Any]) -> dict[str, Any]:
        lines = enumerate(plain["documents"][:DOCUMENTS], start=1)
        return {
            key: value
            for line, paper in lines
            for key, value in ((f"document_{line}", paper.kind), (f"number_{line}", paper.number))
        }

    def composed(self) -> dict[str, Any]:
        lines = [
            Document(self[f"document_{line}"].data or "", self[f"number_{line}"].data or "")
            for line in range(1, DOCUMENTS + 1)
        ]
        return {"documents": tuple(paper for paper in lines if paper.kind or paper.number)}
