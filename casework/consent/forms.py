"""The questions about a conversation, asked wherever she agrees to something."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wtforms.validators import ValidationError

from casework.consent.conversation import ENTERED_WITHIN, Conversation
from casework.consent.models import NOBODY, Witness
from casework.core import clock
from casework.core.forms import CodeField, DayField, TextField
from casework.core.i18n import _l, language

MESSAGES = ("sms", "viber", "whatsapp", "messenger", "imo")
"""The kinds of message, asked one by one."""


def spoken(answers: Mapping[str, Any]) -> Conversation:
    """How a conversation went, from the answers to the questions below."""
    return Conversation(
        given_on=answers["given_on"],
        method=answers["method"],
        how_said=answers.get("how_said") or "",
        explained_language=answers.get("explained_language") or "",
        explained_by=answers.get("explained_by") or "",
        notice_language=language(),
        paper_number=answers.get("paper_number") or "",
        paper_kept=answers.get("paper_kept") or "",
        witness=Witness(as_what=answers["witness"]) if answers.get("witness") else None,
    )


class TalkFields:
    """How the conversation went: apart from what she said, and from when it is written here."""

    given_on = DayField(_l("Day of the conversation"), future=False, required=True)
    method = CodeField(_l("How did you speak?"), "consent_method", required=True)
    explained_language = CodeField(
        _l("In which language was it explained?"), "explained_language", required=True
    )
    explained_by = TextField(_l("Explained by"), required=True, length=80)
    how_said = CodeField(
        _l("How did she say it?"),
        "consent_expression",
        required=True,
        hint=_l("Spoken words and a thumbprint need somebody beside you two, whom she accepts."),
    )
    witness = CodeField(
        _l("Who was there, accepted by her?"),
        "consent_witness",
        hint=_l("Never her husband, his family, a recruiter or somebody who takes part herself."),
    )
    paper_number = TextField(_l("Number of the paper form"), length=40)
    paper_kept = TextField(_l("Where the paper is kept"), length=80)

    asked_last: tuple[str, ...] = (
        "given_on",
        "method",
        "explained_language",
        "explained_by",
        "how_said",
        "witness",
        "paper_number",
        "paper_kept",
    )

    def conversation(self) -> Conversation:
        """How it went, as the form tells it."""
        return spoken({name: getattr(self, name).data for name in TalkFields.asked_last})

    def validate_given_on(self, field: Any) -> None:
        """What was said longer ago is asked again, not written down late."""
        if field.data and clock.today() - field.data > ENTERED_WITHIN:
            raise ValidationError(_l("The conversation was more than 7 days ago. Please ask her again."))

    def validate_witness(self, field: Any) -> None:
        """What is spoken or thumbprinted needs somebody whom she accepts. Asked too while nobody has said
        how she said it, or the page would come back a second time."""
        asked = ("spoken", "thumbprint")
        if not field.data and self.how_said.data in (*asked, None, ""):
            raise ValidationError(_l("Please say who was there."))
        if field.data == NOBODY and self.how_said.data in asked:
            raise ValidationError(
                _l("Without somebody she accepts this cannot be kept yet. She can sign it, or you ask again.")
            )

    def validate_paper_number(self, field: Any) -> None:
        """A thumbprint stays on paper."""
        if self.how_said.data == "thumbprint" and not field.data:
            raise ValidationError(_l("Please write the number of the paper form with her thumbprint."))
