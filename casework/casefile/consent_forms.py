"""Forms about what she agreed to, after the first conversation."""

from __future__ import annotations

from typing import Any

from wtforms.validators import ValidationError

from casework.consent.forms import MESSAGES, TalkFields
from casework.consent.purposes import AGREES, DECLINES, LABELS, QUESTIONS, Purpose
from casework.core.forms import ChoicesField, CodeField, CodesField, Creates, Form, TickField, YesNoField
from casework.core.i18n import _l


class TalkForm(TalkFields, Creates):
    """A new conversation: each question again, one by one; what was not asked stays as it was."""

    keep = YesNoField(QUESTIONS[Purpose.KEEP], yes=AGREES, no=DECLINES)
    count = YesNoField(QUESTIONS[Purpose.COUNT], yes=AGREES, no=DECLINES)
    call = YesNoField(QUESTIONS[Purpose.CALL], yes=AGREES, no=DECLINES)
    message = YesNoField(QUESTIONS[Purpose.MESSAGE], yes=AGREES, no=DECLINES)
    kinds = CodesField(
        _l("By which messages?"),
        "contact_channel",
        only=MESSAGES,
        hint=_l("Ask one by one. What is not ticked is no."),
    )
    visit = YesNoField(QUESTIONS[Purpose.VISIT], yes=AGREES, no=DECLINES)
    slip = CodeField(_l("Paper for her"), "paper_choice", default="no_paper")

    asked_last = (*TalkFields.asked_last, "slip")

    def validate_kinds(self, field: Any) -> None:
        """A yes to messages is a yes to some kind of message."""
        if self.message.data and not field.data:
            raise ValidationError(_l("Please tick at least one, or note no to messages."))


class StopSharingForm(Form):
    """One share is taken back."""

    sure = TickField(_l("She wants this to stop."), required=True)


class StopForm(Form):
    """She takes back some of what she agreed to: separate acts, chosen one by one."""

    purposes = ChoicesField(
        _l("What does she take back?"),
        required=True,
        choices=[
            (Purpose.COUNT.value, LABELS[Purpose.COUNT]),
            (Purpose.CALL.value, LABELS[Purpose.CALL]),
            (Purpose.MESSAGE.value, LABELS[Purpose.MESSAGE]),
            (Purpose.VISIT.value, LABELS[Purpose.VISIT]),
            (Purpose.KEEP.value, LABELS[Purpose.KEEP]),
        ],
    )
    method = CodeField(_l("How did she tell you?"), "consent_method", required=True)
