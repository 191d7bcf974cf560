"""Fields with answers to choose from. Labels are made when the page is, in its language."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from wtforms.validators import ValidationError

from casework.core.codes import codelist
from casework.core.fields_base import Question
from casework.core.i18n import _, _l, language

DOES_NOT_KNOW = "does_not_know"
DOES_NOT_SAY = "does_not_want_to_say"
MANY = 7

Choices = Sequence[tuple[str, Any]]
Source = Choices | Callable[[], Choices]


class ChoiceField(Question):
    """One of several answers; `data` is the chosen value or None.

    `choices` are (value, label) pairs or a function that gives them. Up to seven are drawn as
    radios, more as a list to open; `control` says otherwise. `blank` is the label of saying
    nothing. Nothing is preselected unless there is a default. `hints` maps values to a line
    under their label. `groups`, set for a page, are headings of a list to open, each with the
    values below it; what is in none of them comes last.
    """

    def __init__(
        self,
        label: Any = None,
        validators: Any = (),
        *,
        choices: Source = (),
        blank: Any = None,
        control: str | None = None,
        hints: dict[str, Any] | None = None,
        **settings: Any,
    ) -> None:
        self.source, self.blank, self.hints = choices, blank, hints or {}
        self._control = control
        self.groups: Sequence[tuple[Any, Collection[str]]] = ()
        super().__init__(label, validators, **settings)

    @property
    def control(self) -> str:
        """The macro that draws it: "radios" or "select"."""
        return self._control or ("select" if len(self.answers()) > MANY else "radios")

    def answers(self) -> list[tuple[str, Any]]:
        """The (value, label) pairs that can be chosen, without the blank one."""
        return list(self.source() if callable(self.source) else self.source)

    def options(self) -> list[tuple[str, Any, bool]]:
        """(value, label, chosen) for the page, the blank answer included if there is one."""
        pairs = self.answers()
        if self.blank is not None:
            pairs = [*pairs, ("", self.blank)]
        return [(value, label, value == (self.data or "")) for value, label in pairs]

    def grouped(self) -> list[tuple[Any, list[tuple[str, Any, bool]]]]:
        """The options below their headings, in the order of the list; without groups, all below ""."""
        left, found = self.options(), []
        for heading, values in self.groups:
            found.append((heading, [one for one in left if one[0] in values]))
            left = [one for one in left if one[0] not in values]
        return [*(pair for pair in found if pair[1]), (_("Others") if found else "", left)]

    def process_data(self, value: Any) -> None:
        self.data = str(value) if value else None

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = str(valuelist[0]).strip() or None if valuelist else None

    def pre_validate(self, form: Any) -> None:
        if self.data is not None and self.data not in {value for value, _label in self.answers()}:
            self.data = None
            raise ValidationError(_("Please choose one of the answers on the page."))


class ChoicesField(ChoiceField):
    """Any number of several answers, as ticks; `data` is a tuple of values, perhaps empty."""

    @property
    def control(self) -> str:
        """The macro that draws it: ticks, however many there are."""
        return "checkboxes"

    def options(self) -> list[tuple[str, Any, bool]]:
        chosen = set(self.data or ())
        return [(value, label, value in chosen) for value, label in self.answers()]

    def process_data(self, value: Iterable[Any] | None) -> None:
        self.data = tuple(str(one) for one in value or ())

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = tuple(dict.fromkeys(str(one) for one in valuelist if one))

    def pre_validate(self, form: Any) -> None:
        known = {value for value, _label in self.answers()}
        if not set(self.data) <= known:
            self.data = tuple(one for one in self.data if one in known)
            raise ValidationError(_("Please choose one of the answers on the page."))


def _answers_of(list_name: str, only: Sequence[str] | None, status: bool) -> list[tuple[str, Any]]:
    pairs = [
        (code, label)
        for code, label in codelist(list_name).choices(language())
        if only is None or code in only
    ]
    if status:
        pairs += [(DOES_NOT_KNOW, _("Does not know")), (DOES_NOT_SAY, _("Does not want to say"))]
    return pairs


class CodeField(ChoiceField):
    """One code of a list in data/codelists.json; `data` is the code or None.

    `answers=True` adds "does not know" and "does not want to say" (codes DOES_NOT_KNOW and
    DOES_NOT_SAY) and shows saying nothing as "not asked": three different answers. `only`
    narrows the list.
    """

    def __init__(
        self,
        label: Any,
        list_name: str,
        validators: Any = (),
        *,
        answers: bool = False,
        only: Sequence[str] | None = None,
        **settings: Any,
    ) -> None:
        if answers:
            settings.setdefault("blank", _l("Not asked"))
        super().__init__(label, validators, choices=lambda: _answers_of(list_name, only, answers), **settings)


class CodesField(ChoicesField):
    """Any number of codes of a list; `data` is a tuple of codes.

    With `answers=True` the tuple may instead hold DOES_NOT_KNOW or DOES_NOT_SAY alone.
    """

    def __init__(
        self,
        label: Any,
        list_name: str,
        validators: Any = (),
        *,
        answers: bool = False,
        only: Sequence[str] | None = None,
        **settings: Any,
    ) -> None:
        super().__init__(label, validators, choices=lambda: _answers_of(list_name, only, answers), **settings)
        self.list_name = list_name

    def said(self) -> list[str]:
        """The words of all it holds: also of a code that is asked elsewhere and not among `only`."""
        return [str(label) for code, label in _answers_of(self.list_name, None, True) if code in self.data]

    def pre_validate(self, form: Any) -> None:
        super().pre_validate(form)
        if len(self.data) > 1 and {DOES_NOT_KNOW, DOES_NOT_SAY} & set(self.data):
            raise ValidationError(_("Please choose either the answers or “does not know”, not both."))


class YesNoField(ChoiceField):
    """Yes or no, neither preselected; `data` is True, False or None. `yes`, `no` are labels."""

    def __init__(self, label: Any = None, validators: Any = (), **settings: Any) -> None:
        self.words = (settings.pop("yes", _l("Yes")), settings.pop("no", _l("No")))
        super().__init__(label, validators, control="radios", **settings)

    def answers(self) -> list[tuple[str, Any]]:
        return [("yes", self.words[0]), ("no", self.words[1])]

    def options(self) -> list[tuple[str, Any, bool]]:
        chosen = {True: "yes", False: "no"}.get(self.data, "")
        pairs = [*self.answers(), ("", self.blank)] if self.blank is not None else self.answers()
        return [(value, label, value == chosen) for value, label in pairs]

    def process_data(self, value: Any) -> None:
        self.data = None if value is None else bool(value)

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = str(valuelist[0]).strip() if valuelist else ""
        if text not in ("", "yes", "no"):
            raise ValueError(_("Please choose one of the answers on the page."))
        self.data = {"yes": True, "no": False}.get(text)

    def pre_validate(self, form: Any) -> None:
        """Nothing more to check: what came back is yes, no or nothing."""


class TickField(Question):
    """One tick; `data` is True or False. `required` refuses an empty one."""

    drawn_as = "tick"

    def process_data(self, value: Any) -> None:
        self.data = bool(value)

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = bool(valuelist and str(valuelist[0]) not in ("", "0", "false", "no"))

    def is_blank(self) -> bool:
        return not self.data
