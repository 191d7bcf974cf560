"""A form with one question of each kind, as a room would write it."""

from __future__ import annotations

from casework.core.forms import (
    ChoicesField,
    CodeField,
    CodesField,
    Creates,
    DayField,
    Form,
    IntegerField,
    LongText,
    MoneyField,
    PalikaField,
    PartialDateField,
    PassphraseField,
    PhoneField,
    Revises,
    TextField,
    TickField,
    UploadField,
    YesNoField,
)


class Questions(Creates):
    """Every kind of field."""

    name = TextField("Name", required="Please write a name.", hint="Any name.", length=40)
    secret = PassphraseField("Passphrase")
    birth = PartialDateField("Born", about=True, future=False, hint="A year is enough.")
    place = PalikaField("Palika", hint="Where she would travel from.")
    call = YesNoField("May we call her?")
    phone = PhoneField("Phone")
    education = CodeField("Education", "htcds_education", answers=True)
    documents = CodesField("Documents", "access_needs", answers=True)
    days = ChoicesField("Days", choices=[("sun", "Sunday"), ("mon", "Monday")])
    trade = CodeField("Trade", "trades")
    children = IntegerField("Children", most=20, unit="children")
    grant = MoneyField("Grant")
    check = DayField("Next check")
    note = LongText("Note", length=100)
    paper = UploadField("Paper", accept=(".csv",))
    agreed = TickField("She agreed", hint="On any day she can stop it.")


class Rename(Revises):
    """A form that changes a row."""

    name = TextField("Name")
    birth = PartialDateField("Born")
    call = YesNoField("May we call her?")


class Remark(Form):
    """A second form on the same page."""

    name = TextField("Remark")
