"""Forms about what she agreed to, after the first conversation."""

from __future__ import annotations

from casework.casefile.opening_forms import FirstTalkForm, TalkFields
from casework.consent.purposes import AGREES, DECLINES, LABELS, QUESTIONS, Purpose
from casework.core.forms import ChoicesField, CodeField, Creates, Form, TickField, YesNoField
from casework.core.i18n import _l


class TalkForm(Creates):
    """A new conversation: each question again, one by one; what was not asked stays as it was."""

    keep = YesNoField(QUESTIONS[Purpose.KEEP], yes=AGREES, no=DECLINES)
    count = YesNoField(QUESTIONS[Purpose.COUNT], yes=AGREES, no=DECLINES)
    call = YesNoField(QUESTIONS[Purpose.CALL], yes=AGREES, no=DECLINES)
    message = YesNoField(QUESTIONS[Purpose.MESSAGE], yes=AGREES, no=DECLINES)
    visit = YesNoField(QUESTIONS[Purpose.VISIT], yes=AGREES, no=DECLINES)
    given_on, method, how_said = TalkFields.given_on, TalkFields.method, TalkFields.how_said
    paper_number, paper_kept = TalkFields.paper_number, TalkFields.paper_kept
    witness = TalkFields.witness
    explained_language = TalkFields.explained_language
    explained_by = TalkFields.explained_by
    slip = CodeField(_l("Paper for her"), "paper_choice", default="no_paper")

    validate_witness = FirstTalkForm.validate_witness
    validate_paper_number = FirstTalkForm.validate_paper_number


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
