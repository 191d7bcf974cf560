"""The forms of sign-in, of set-up and of keys."""

from __future__ import annotations

from typing import Any

from wtforms import HiddenField
from wtforms.validators import ValidationError

from auth import passphrases
from casework.core.forms import ChoiceField, Creates, Form, LongText, PassphraseField, TextField
from casework.core.i18n import CALENDARS, LANGUAGES, _l


class SignInForm(Form):
    """A name and a passphrase; `compared` carries the ring whose numbers she has compared, `later`
    those that she leaves closed this time."""

    login = TextField(_l("Sign-in name"), length=80, required=_l("Please write your sign-in name."))
    passphrase = PassphraseField(_l("Passphrase"), required=_l("Please write your passphrase."))
    compared = HiddenField()
    later = HiddenField()


class NewPassphraseForm(Form):
    """A passphrase, twice. `login` is what it must not contain."""

    asked_last = ("passphrase", "passphrase_again")

    passphrase = PassphraseField(
        _l("Passphrase"),
        required=_l("Please write a passphrase."),
        hint=_l("At least 12 letters. A few words that you can remember are best."),
        autocomplete="new-password",
    )
    passphrase_again = PassphraseField(
        _l("The same passphrase again"),
        required=_l("Please write the passphrase a second time."),
        autocomplete="new-password",
    )

    def __init__(self, *args: Any, login: str = "", **kwargs: Any) -> None:
        self.chosen_login = login
        super().__init__(*args, **kwargs)

    def validate_passphrase(self, field: Any) -> None:
        """The rule for passphrases."""
        wrong = passphrases.fault(field.data, self.chosen_login)
        if wrong is not None:
            raise ValidationError(wrong)

    def validate_passphrase_again(self, field: Any) -> None:
        """Both have to be the same."""
        if field.data != self.passphrase.data:
            raise ValidationError(_l("The two are not the same. Please write both again."))


class ChangePassphraseForm(NewPassphraseForm):
    """The old passphrase, and a new one twice."""

    old_passphrase = PassphraseField(
        _l("Your passphrase until now"), required=_l("Please write your passphrase.")
    )


class SetUpForm(Creates, NewPassphraseForm):
    """The office and its administrator. `new_id` is the office's."""

    code = TextField(
        _l("Set-up code"),
        length=20,
        size="medium",
        required=_l("Please write the code that stands where the system was started."),
        hint=_l("Eight digits, shown where the system was started."),
    )
    name_ne = TextField(_l("Name of the office in Nepali"), length=120, required=True)
    name_en = TextField(_l("Name of the office in English"), length=120, required=True)
    own_name_ne = TextField(_l("Your name in Nepali"), length=120, required=True)
    own_name_en = TextField(_l("Your name in English"), length=120, required=True)
    login = TextField(
        _l("Sign-in name"),
        length=40,
        size="medium",
        required=_l("Please write a sign-in name."),
        hint=_l("Small Latin letters and digits, such as sita.tamang."),
    )


class CheckDigitsForm(Form):
    """The digits at the foot of both sheets, typed back."""

    check_a = TextField(_l("Check digits of sheet 1"), length=12, size="medium", required=True)
    check_b = TextField(_l("Check digits of sheet 2"), length=12, size="medium", required=True)


class OneCheckForm(Form):
    """The digits at the foot of the sheet that she keeps."""

    check = TextField(_l("Check digits of your sheet"), length=12, size="medium", required=True)


class SeenKeyForm(Form):
    """A confirmation: `seen` is the digest of the key whose numbers the page showed."""

    seen = HiddenField()


class SheetForm(Form):
    """One break-glass sheet, line by line."""

    sheet = LongText(
        _l("Your sheet"), rows=10, length=1000, required=True, hint=_l("One line of the sheet on each line.")
    )


class GiveSheetForm(SheetForm, SeenKeyForm):
    """Her sheet, for whoever began; `seen` is the digest of the key whose numbers she compared."""


class FinishForm(SheetForm):
    """Her own sheet, and the passphrase that opens the one that was given."""

    passphrase = PassphraseField(_l("Your own passphrase"), required=_l("Please write your passphrase."))


class AccountForm(Form):
    """How she wants to read the product."""

    language = ChoiceField(
        _l("Language"), choices=[(LANGUAGES[0], "नेपाली"), (LANGUAGES[1], "English")], required=True
    )
    calendar = ChoiceField(
        _l("Calendar"),
        choices=[(CALENDARS[0], _l("Bikram Sambat")), (CALENDARS[1], _l("Gregorian (AD)"))],
        required=True,
    )
