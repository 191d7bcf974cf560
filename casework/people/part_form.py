"""The ground of the forms of a file's parts: one form for one head row, question by question."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any, ClassVar

from casework.core.forms import DOES_NOT_KNOW, DOES_NOT_SAY, ChoiceField, Revises
from casework.core.i18n import _l
from casework.core.reading_choice import chosen
from casework.vault.sealed import SealedRow

UNSAID = "_unsaid"
Condition = tuple[str, tuple[str, ...]]


class UnsaidField(ChoiceField):
    """Why a question has no answer: not asked, does not know, does not want to say."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(
            _l("If there is no answer"),
            choices=((DOES_NOT_KNOW, _l("Does not know")), (DOES_NOT_SAY, _l("Does not want to say"))),
            blank=_l("Not asked"),
            control="select",
            **settings,
        )


class PartForm(Revises):
    """A part of a file. Every question can be left; those that do not apply are not asked.

    `conditions` names, for a question, another one and the answers with which it applies.
    What stands in a question that no longer applies is not kept.
    """

    conditions: ClassVar[dict[str, Condition]] = {}
    row: SealedRow | None = None

    def bind(self, row: SealedRow) -> None:
        """Know the row that fills the form."""
        self.row = row

    @classmethod
    def stored(cls, plain: dict[str, Any]) -> dict[str, Any]:
        """Answers that the row keeps in another shape than the form asks them."""
        return {}

    def composed(self) -> dict[str, Any]:
        """The same answers in the shape of the row."""
        return {}

    def applies(self, name: str) -> bool:
        """Whether a question applies to the other answers."""
        condition = self.conditions.get(name.removesuffix(UNSAID))
        if condition is None:
            return True
        other, answers = condition
        told = self[other].data
        return bool(set(told if isinstance(told, tuple) else (told or "",)) & set(answers))

    def validate(self, extra_validators: Any = None) -> bool:
        """A mistake in a question that does not apply is nobody's mistake."""
        if chosen():
            return False
        for field in self.visible_fields():
            if not self.applies(field.short_name):
                field.process(None)
                field.raw_data = None
        return bool(super().validate(extra_validators))

    def answers(self) -> dict[str, Any]:
        """Name -> answer of each question as the head row keeps it."""
        return {
            name: answer if self.applies(name) else None
            for name, answer in self.all_answers().items()
            if not name.endswith(UNSAID)
        }

    def put_back(self, name: str, stored: dict[str, Any]) -> None:
        """Give one question the answer that is stored, whatever was sent."""
        for each in (name, name + UNSAID):
            if each in self:
                self[each].process(None, stored.get(each))

    def unsaid(self) -> tuple[str, ...]:
        """Of the questions without an answer, why."""
        return tuple(
            f"{name}:{self[name + UNSAID].data}"
            for name in self.all_answers()
            if name + UNSAID in self
            and self[name].is_blank()
            and self[name + UNSAID].data
            and self.applies(name)
        )

    def groups(self) -> Iterator[tuple[Condition | None, list[Any]]]:
        """The questions in order; neighbours with one condition together."""

        def condition(field: Any) -> Condition | None:
            return self.conditions.get(field.short_name.removesuffix(UNSAID))

        for shared, fields in groupby(self.visible_fields(), key=condition):
            yield shared, list(fields)
