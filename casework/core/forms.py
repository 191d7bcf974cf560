"""The ground of every form: our token, our words, tidied text, kept drafts.

A room's `forms.py` subclasses `Form` and takes its fields from here. `Creates` adds `new_id`,
`Revises` adds `revision`. Several forms may stand on one page and post to the same address:
each knows by its hidden name whether it is the one that was sent.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from flask import Flask, request
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField

from casework.core.csrf import (
    FIELD_NAME,
    SignInCsrf,
    csrf_field,
    csrf_token,
    csrf_valid,
    set_csrf_binding,
    set_secret,
)
from casework.core.fields_choice import (
    DOES_NOT_KNOW,
    DOES_NOT_SAY,
    ChoiceField,
    ChoicesField,
    CodeField,
    CodesField,
    TickField,
    YesNoField,
)
from casework.core.fields_date import DayField, PartialDateField
from casework.core.fields_hidden import NewIdField, RevisionField
from casework.core.fields_number import IntegerField, MoneyField
from casework.core.fields_place import PalikaField
from casework.core.fields_text import LongText, NumbersField, PassphraseField, PhoneField, TextField
from casework.core.fields_upload import UploadField
from casework.core.form_messages import OwnTranslations
from casework.core.reading_choice import chosen, typed_form
from casework.core.typing_token import typing_token

__all__ = [
    "DOES_NOT_KNOW",
    "DOES_NOT_SAY",
    "FORM_NAME",
    "ChoiceField",
    "ChoicesField",
    "CodeField",
    "CodesField",
    "Creates",
    "DayField",
    "Form",
    "IntegerField",
    "LongText",
    "MoneyField",
    "NumbersField",
    "PalikaField",
    "PartialDateField",
    "PassphraseField",
    "PhoneField",
    "Revises",
    "TextField",
    "TickField",
    "UploadField",
    "YesNoField",
    "csrf_field",
    "csrf_token",
    "csrf_valid",
    "init_forms",
    "set_csrf_binding",
    "set_draft_source",
    "set_secret",
]

FORM_NAME = "form_name"
DraftSource = Callable[[str, str], "MultiDict[str, str] | None"]

_draft_source: list[DraftSource] = []


def set_draft_source(source: DraftSource) -> None:
    """Name the function (path, form name) -> what she typed there before, or None."""
    _draft_source[:] = [source]


class Form(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A form of ours. On GET it is filled from a kept draft if there is one."""

    never_kept: ClassVar[frozenset[str]] = frozenset()
    """Fields that a draft never fills: who gets something is chosen anew, by whoever sends it."""

    asked_last: tuple[str, ...] = ()
    """Names of the fields that stand at the end of the page, where a mixin declares them first."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # Flask-WTF has no types
        csrf = True
        csrf_class = SignInCsrf
        csrf_field_name = FIELD_NAME

        def get_translations(self, form: Any) -> OwnTranslations:
            return OwnTranslations()

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            sent = super().wrap_formdata(form, formdata)
            if sent is not None and sent.get(FORM_NAME, form.form_key()) != form.form_key():
                return None
            return sent if sent is not None else form.kept_draft()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.from_draft = False
        self.kept: MultiDict[str, str] = MultiDict()
        super().__init__(*args, **kwargs)

    def form_key(self) -> str:
        """What tells this form from others on its page; neutral, for it is in the page."""
        return type(self).__name__ + str(self._prefix)

    def kept_draft(self) -> MultiDict[str, str] | None:
        """What she typed into this form before she was signed out, if it was kept."""
        if not _draft_source or request.method != "GET":
            return None
        kept = _draft_source[0](request.path, self.form_key())
        self.from_draft = kept is not None
        if kept is None:
            return None
        # What she does not see was not typed by her; only against an older revision does it warn her.
        hidden = {field.name for field in self if isinstance(field, HiddenField)}
        closed = {field.name for field in self if field.short_name in self.never_kept}
        closed |= hidden - {field.name for field in self if isinstance(field, RevisionField)}
        self.kept = MultiDict((name, text) for name, text in kept.items(multi=True) if name not in closed)
        return self.kept

    def as_sent(self) -> MultiDict[str, str]:
        """All that was sent with this form, or was kept of it: for lines that are no fields of its own."""
        return request.form if request.method == "POST" else self.kept

    def is_submitted(self) -> bool:
        """Whether the request sends this very form."""
        key = self.form_key()
        return super().is_submitted() and request.form.get(FORM_NAME, key) == key

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether it can be acted on. Never when only the language or the calendar was switched: then
        the page comes back as it was typed, without a word of blame."""
        return not chosen() and bool(super().validate(extra_validators))

    def mistakes(self) -> list[Any]:
        """The fields with an error, in the order of the page: those of `asked_last` come last."""
        last = list(self.asked_last)
        wrong = [field for field in self if field.errors]
        return sorted(wrong, key=lambda f: last.index(f.short_name) if f.short_name in last else -1)

    def visible_fields(self) -> list[Any]:
        """The fields that a person sees."""
        return [field for field in self if not isinstance(field, HiddenField)]

    def changed_fields(self) -> frozenset[str]:
        """Names of the fields whose answer is no longer the one that filled the form."""
        return frozenset(
            field.short_name
            for field in self.visible_fields()
            if (field.data or None) != (field.object_data or None)
            or (field.data is False) != (field.object_data is False)
        )

    def all_answers(self) -> dict[str, Any]:
        """Name -> answer of every field that a person sees."""
        return {field.short_name: field.data for field in self.visible_fields()}


class Creates(Form):
    """A form that makes something: `new_id.data` is its UUID, so a second sending finds the first."""

    new_id = NewIdField()


class Revises(Form):
    """A form that changes a sealed row: `revision.data` is the one it was filled from."""

    revision = RevisionField()


def init_forms(app: Flask) -> None:
    """Let templates write `csrf_field()` and `csrf_token()`, and know the form of their page."""
    app.jinja_env.globals.update(
        csrf_field=csrf_field, csrf_token=csrf_token, typed_form=typed_form, typing_token=typing_token
    )
