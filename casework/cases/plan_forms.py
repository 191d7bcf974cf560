"""The forms of goals, steps and notes: one to make each, one to change it."""

from __future__ import annotations

from casework.core.forms import ChoiceField, CodeField, Creates, DayField, Form, LongText, TickField
from casework.core.i18n import _l
from casework.people.part_form import PartForm


class _Goal:
    words = LongText(
        _l("What does she want?"),
        length=600,
        rows=3,
        required=_l("Please write what she wants, in her words."),
    )
    dimension = CodeField(
        _l("Which part of her life is it about?"), "plan_dimension", required=_l("Please choose one.")
    )


class NewGoalForm(_Goal, Creates):
    """A new goal."""


class GoalForm(_Goal, PartForm):
    """A goal that is there already, and how it stands."""

    state = CodeField(_l("How does it stand?"), "goal_status", required=_l("Please choose one."))


class NewStepForm(Creates):
    """A step: what, who, by when."""

    words = LongText(
        _l("What is to be done?"), length=400, rows=2, required=_l("Please write what is to be done.")
    )
    due_on = DayField(
        _l("By which day?"),
        required=_l("Please write the day."),
        hint=_l("A day is needed. In a week or a month will do; it can be moved later."),
    )
    by_user = ChoiceField(_l("Who does it?"), blank=_l("She herself"), control="select")
    goal_id = ChoiceField(_l("For which goal?"), blank=_l("For none in particular"), control="select")


class StepForm(Form):
    """What became of a step."""

    outcome = ChoiceField(
        _l("What became of it?"),
        choices=(
            ("done", _l("It is done")),
            ("moved", _l("It needs another day")),
            ("open", _l("It is not done yet")),
        ),
        required=_l("Please choose one."),
    )
    due_on = DayField(_l("By which day?"))


class NewNoteForm(Creates):
    """A note."""

    words = LongText(
        _l("What should be remembered?"),
        length=4000,
        rows=7,
        required=_l("Please write the note."),
        hint=_l("Only what helps her next time. She can ask to read it."),
    )
    day = DayField(_l("About which day is it?"), future=False)
    reached = TickField(_l("I spoke with her"))


class NoteForm(PartForm):
    """Another wording for a note."""

    words = LongText(
        _l("What should be remembered?"),
        length=4000,
        rows=7,
        required=_l("Please write the note."),
        hint=_l("The wording until now is kept below the note."),
    )
