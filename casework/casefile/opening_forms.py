"""The first conversation: what she agrees to, then a name or alias and a safe way."""

from __future__ import annotations

from typing import Any

from wtforms.validators import ValidationError

from casework.consent.purposes import AGREES, DECLINES, QUESTIONS, Purpose
from casework.core.forms import (
    ChoiceField,
    CodeField,
    CodesField,
    Creates,
    DayField,
    Form,
    PalikaField,
    PhoneField,
    TextField,
    YesNoField,
)
from casework.core.i18n import _l
from casework.people.forms_person import BY_PHONE, NO_WAY, THROUGH_WORKER

ASKED = ("count", "call", "message", "visit")


class AgreementForm(Form):
    """Screen one: the five questions, one by one; nothing is preselected."""

    keep = ChoiceField(
        QUESTIONS[Purpose.KEEP],
        required=True,
        choices=[("yes", AGREES), ("later", _l("Not now")), ("no", DECLINES)],
        control="radios",
    )
    count = YesNoField(QUESTIONS[Purpose.COUNT], yes=AGREES, no=DECLINES)
    call = YesNoField(QUESTIONS[Purpose.CALL], yes=AGREES, no=DECLINES)
    message = YesNoField(QUESTIONS[Purpose.MESSAGE], yes=AGREES, no=DECLINES)
    visit = YesNoField(QUESTIONS[Purpose.VISIT], yes=AGREES, no=DECLINES)

    def validate_count(self, field: Any) -> None:
        """Whoever keeps a file has asked the other four as well."""
        unasked = [self[name] for name in ASKED if self[name].data is None]
        if self.keep.data == "yes" and unasked:
            raise ValidationError(_l("Please ask her this too, and note yes or no."))


class TalkFields:
    """How the conversation went: apart from what she said, and from when it is written here."""

    given_on = DayField(_l("Day of the conversation"), future=False)
    method = CodeField(_l("How did you speak?"), "consent_method", required=True)
    how_said = CodeField(_l("How did she say it?"), "consent_expression", required=True)
    paper_number = TextField(_l("Number of the paper form"), length=40)
    paper_kept = TextField(_l("Where the paper is kept"), length=80)
    witness = CodeField(_l("Who was there, accepted by her?"), "consent_witness")
    explained_language = CodeField(
        _l("In which language was it explained?"), "explained_language", required=True
    )
    explained_by = TextField(_l("Explained by"), required=True, length=80)


class FirstTalkForm(AgreementForm, Creates):
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
    given_on, method, how_said = TalkFields.given_on, TalkFields.method, TalkFields.how_said
    paper_number, paper_kept = TalkFields.paper_number, TalkFields.paper_kept
    witness = TalkFields.witness
    explained_language = TalkFields.explained_language
    explained_by = TalkFields.explained_by
    slip = CodeField(
        _l("Paper for her"),
        "paper_choice",
        default="no_paper",
        hint=_l("Paper can hurt at home. Ask her first."),
    )

    @property
    def decided_by_supervisor(self) -> bool:
        """Whether a supervisor's decision stands in for a guardian's."""
        return self.under_18.data in ("yes", "perhaps") and self.minor_by.data == "supervisor"

    def validate_phone(self, field: Any) -> None:
        """A phone that is safe is one that has a number."""
        if self.reachable.data == BY_PHONE and not field.data:
            raise ValidationError(_l("Please write the number, or choose another way."))

    def validate_minor_by(self, field: Any) -> None:
        """Under 18, or perhaps: her own agreement always, and one more who stands by it."""
        if self.under_18.data not in ("yes", "perhaps"):
            return
        if self.minor_agrees.data is not True:
            raise ValidationError(_l("She has to agree herself. Without that no file is opened."))
        if not field.data:
            raise ValidationError(_l("Please choose who stands by it with her."))
        if field.data == "supervisor" and not self.minor_reason.data:
            raise ValidationError(_l("Please write the supervisor's reason."))

    def validate_witness(self, field: Any) -> None:
        """What is spoken or thumbprinted needs somebody whom she accepts."""
        if self.how_said.data in ("spoken", "thumbprint") and not field.data:
            raise ValidationError(_l("Spoken words and thumbprints need somebody she accepts."))

    def validate_paper_number(self, field: Any) -> None:
        """A thumbprint stays on paper."""
        if self.how_said.data == "thumbprint" and not field.data:
            raise ValidationError(_l("Please write the number of the paper form with her thumbprint."))
