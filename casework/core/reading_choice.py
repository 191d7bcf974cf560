"""Another language or calendar on a page with a form: the page comes back with all that was typed.

The switch is then a button of that form. What it sends is never valid, so that the page is drawn
again and nothing is saved but the choice itself. No script is needed, and nothing stays in the browser.
"""

from __future__ import annotations

from flask import has_request_context, request, session

from casework.core.i18n import CALENDARS, LANGUAGES

FORM_ID = "typed"
CHOICES = {"lang": LANGUAGES, "calendar": CALENDARS}
BUTTON = "read-in-"
_PLACE = "sahayatri.typed_form"


def chosen() -> dict[str, str]:
    """What a button of a form chose: "lang" or "calendar" and its value. Empty for any other request."""
    if not has_request_context() or request.method != "POST":
        return {}
    found = {name: request.form.get(BUTTON + name) for name in CHOICES}
    return {name: value for name, value in found.items() if value in CHOICES[name]}


def take_choice() -> dict[str, str]:
    """Read the page that is being made in what was chosen. Returns the choice."""
    choice = chosen()
    if choice:
        session.update(choice)
        session.permanent = True
    return choice


class TypedForm:
    """The form of a page whose answers a switch takes along: the first that is sent to its own page."""

    def __init__(self) -> None:
        self.drawn = False
        self.button: tuple[str, str] | None = None

    def draw(self) -> str:
        """The id of the form that is drawn now; "" if the page has such a form already."""
        if self.drawn:
            return ""
        self.drawn = True
        return FORM_ID

    def first_button(self, name: str | None, value: str | None) -> str:
        """Note what the form's first button sends: the Enter key presses that one."""
        if self.drawn and self.button is None:
            self.button = (name or "", value or "")
        return ""


def typed_form() -> TypedForm:
    """The form of the page that is being made."""
    found: TypedForm = request.environ.setdefault(_PLACE, TypedForm())
    return found
