"""The first conversation: what she agrees to, then a name or alias and a safe way."""

from __future__ import annotations

from typing import Any

from wtforms.validators import ValidationError

from casework.consent.forms import MESSAGES, TalkFields
from casework.consent.purposes import AGREES, DECLINES, QUESTIONS, Purpose
from casework.core.forms import (
    ChoiceField,
    CodeField,
    CodesField,
    Creates,
    Form,
    PalikaField,
    PhoneField,
    TextField,
    TickField,
    YesNoField,
)
from casework.core.i18n import _l
from casework.people.forms_person import BY_PHONE, NO_WAY, THROUGH_WORKER

NOT_OF_LATER = ("explained_language", "explained_by", "how_said", "witness", "paper_number", "paper_kept")
"""What is asked of a yes, and of nobody who wants to think about it: she has agreed to nothing yet."""
ASKED = ("count", "call", "message", "kinds", "visit")


class AskedToo:
    """Whoever keeps a file has asked the other four as well."""

    def __call__(self, form: Any, field: Any) -> None:
        if form.keep.data == "yes" and field.data is None and not field.errors:
            raise ValidationError(_l("Please ask her this too, and note yes or no."))


class AgreementForm(Form):
    """Screen one: the five questions, one by one; nothing is preselected."""

    keep = ChoiceField(
        QUESTIONS[Purpose.KEEP],
        required=True,
        choices=[("yes", AGREES), ("later", _l("Not now")), ("no", DECLINES)],
        control="radios",
    )
    count = YesNoField(QUESTIONS[Purpose.COUNT], [AskedToo()], yes=AGREES, no=DECLINES)
    call = YesNoField(QUESTIONS[Purpose.CALL], [AskedToo()], yes=AGREES, no=DECLINES)
    message = YesNoField(QUESTIONS[Purpose.MESSAGE], [AskedToo()], yes=AGREES, no=DECLINES)
    kinds = CodesField(
        _l("By which messages?"),
        "contact_channel",
        only=MESSAGES,
        hint=_l("Ask one by one. What is not ticked is no."),
    )
    visit = YesNoField(QUESTIONS[Purpose.VISIT], [AskedToo()], yes=AGREES, no=DECLINES)

    def validate_kinds(self, field: Any) -> None:
        """A yes to messages is a yes to some kind of message."""
        if self.keep.data == "yes" and self.message.data and not field.data:
            raise ValidationError(_l("Please tick at least one, or note no to messages."))


class FirstTalkForm(TalkFields, AgreementForm, Creates):
    """Screen two. It carries the answers of screen one, for nothing is kept in between."""

    name = TextField(_l("Her name, or the name she wants to use here"), required=True, length=120)
    reachable = ChoiceField(
        _l("How can we reach her safely?"),
        required=True,
        choices=[
            (BY_PHONE, _l("By a phone that is safe for her")),
            (THROUGH_WORKER, _l("Through you, her caseworker")),
            (NO_WAY, _l("There is no safe way: she comes herself")),
        ],
        control="radios",
    )
    phone = PhoneField(_l("The phone number"))
    phone_owner = CodeField(
        _l("Whose phone is it?"),
        "phone_owner",
        only=("mine", "husband", "family", "neighbour", "shared"),
    )
    palika = PalikaField(_l("Where would she travel from?"))
    needs = CodesField(_l("What does she need help with now?"), "help_needs")
    under_18 = ChoiceField(
        _l("Is she under 18?"),
        required=True,
        choices=[("no", _l("No")), ("yes", _l("Yes")), ("perhaps", _l("Perhaps"))],
        control="radios",
    )
    minor_agrees = YesNoField(_l("Does she herself agree?"))
    minor_by = CodeField(_l("Who stands by it with her?"), "minor_basis")
    minor_reason = TextField(_l("The supervisor's reason"), length=300)
    slip = CodeField(
        _l("Paper for her"),
        "paper_choice",
        default="no_paper",
        hint=_l("Paper can hurt at home. Ask her first."),
    )
    wait = TickField()
    """Her name alone is kept for seven days, until somebody whom she accepts can be there."""

    asked_last = (*TalkFields.asked_last, "slip")

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        if self.keep.data == "later":
            for name in NOT_OF_LATER:
                del self[name]

    @property
    def waits(self) -> bool:
        """Whether she wants to think about it, or nobody was there to whom she could say yes."""
        return bool(self.keep.data == "later" or self.wait.data)

    @property
    def decided_by_supervisor(self) -> bool:
        """Whether a supervisor's decision stands in for a guardian's."""
        return self.may_be_minor and self.minor_by.data == "supervisor"

    def validate_phone(self, field: Any) -> None:
        """A phone that is safe is one that has a number."""
        if self.reachable.data == BY_PHONE and not field.data:
            raise ValidationError(_l("Please write the number, or choose another way."))

    @property
    def may_be_minor(self) -> bool:
        """Whether she is under 18, or perhaps."""
        return self.under_18.data in ("yes", "perhaps")

    def validate_minor_agrees(self, field: Any) -> None:
        """Under 18, or perhaps: her own agreement always."""
        if self.may_be_minor and field.data is not True:
            raise ValidationError(_l("She has to agree herself. Without that no file is opened."))

    def validate_minor_by(self, field: Any) -> None:
        """And one more who stands by it."""
        if self.may_be_minor and not field.data:
            raise ValidationError(_l("Please choose who stands by it with her."))

    def validate_minor_reason(self, field: Any) -> None:
        """A decision in a guardian's stead has its reason."""
        if self.decided_by_supervisor and not field.data:
            raise ValidationError(_l("Please write the supervisor's reason."))

    def validate_witness(self, field: Any) -> None:
        """Nobody has to hear that she wants to think about it."""
        if not self.waits:
            super().validate_witness(field)
