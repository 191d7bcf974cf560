"""What she wants to have corrected, and what comes of it."""

from __future__ import annotations

from typing import Any

from wtforms.validators import ValidationError

from casework.core.forms import ChoiceField, Creates, LongText
from casework.core.i18n import _, _l

NOW, NOT = "now", "not"


class CorrectionForm(Creates):
    """Her right to have it put right, and to have her own words kept where it is not."""

    part = ChoiceField(_l("What is it about?"), control="select", required=_l("Please choose one."))
    says = LongText(
        _l("What does she say?"),
        length=400,
        rows=3,
        required=_l("Please write what she says."),
        hint=_l("In her words, as short as she likes. Read it to her."),
    )
    outcome = ChoiceField(
        _l("What comes of it?"),
        choices=(
            (NOW, _l("It is corrected now")),
            (NOT, _l("It stays as it is, and what she says is kept beside it")),
        ),
        required=_l("Please choose one."),
    )
    reason = LongText(
        _l("Why is it not corrected?"),
        length=300,
        rows=2,
        hint=_l("Tell her the reason too, and that it stands here with her words."),
    )

    def validate_reason(self, field: Any) -> None:
        """A refusal has a reason."""
        if self.outcome.data == NOT and not field.data:
            raise ValidationError(_("Please write the reason."))

    @property
    def refused(self) -> str:
        """The reason, or "" where it is corrected."""
        return str(self.reason.data) if self.outcome.data == NOT else ""
