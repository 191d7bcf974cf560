"""The form of a new attachment, and the one to let it go."""

from __future__ import annotations

from typing import Any

from wtforms.validators import ValidationError

from casework.cases.attachments.kinds import Kind, NotTaken, kind_of
from casework.cases.attachments.models import MOST, WORDS
from casework.cases.attachments.pictures import redrawn
from casework.cases.attachments.sample import sample
from casework.core.errors import Refused
from casework.core.forms import ChoiceField, Creates, Form, TextField, TickField, UploadField
from casework.core.i18n import _, _l
from casework.instance import this_is_demo

ACCEPTED = ("image/jpeg", "image/png", "image/webp", "application/pdf", "audio/*", ".amr", ".m4a", ".opus")


class TooLarge(Refused):
    """Larger than what is kept."""

    message = _l("This file is larger than 20 MB. Take a smaller picture or a shorter recording.")
    status = 422


class NotInTheDemo(Refused):
    """Whatever is real has no place in a demo, whose passphrases are printed."""

    message = _l("This is a demo with invented data. It takes the sample picture only, never a real paper.")
    status = 422


class ContentField(UploadField):
    """Something sent; `content` and `kind` are what is kept of it, once the form is valid."""

    content: bytes = b""
    kind: Kind | None = None

    def __init__(self, label: Any = None, **settings: Any) -> None:
        super().__init__(label, accept=ACCEPTED, **settings)

    def pre_validate(self, form: Any) -> None:
        if self.data is None:
            raise ValidationError(_("Please choose a file."))
        try:
            self._take(self.data.stream.read(MOST + 1))
        except Refused as refused:
            raise ValidationError(str(refused.message)) from None

    def _take(self, sent: bytes) -> None:
        if this_is_demo() and sent != sample():
            raise NotInTheDemo
        if len(sent) > MOST:
            raise TooLarge
        if not sent:
            raise NotTaken
        self.kind = kind_of(sent)
        self.content = redrawn(sent) if self.kind.picture else sent


class AttachForm(Creates):
    """What it is, and the file."""

    what = ChoiceField(
        _l("What is it?"),
        choices=tuple((what.value, words) for what, words in WORDS.items()),
        required=_l("Please choose one."),
    )
    name = TextField(
        _l("A few words, to find it again"),
        length=80,
        hint=_l("Only those who help her read them."),
    )
    file = ContentField(
        _l("The file"),
        hint=_l(
            "A photo (JPEG, PNG), a PDF or a sound recording, at most 20 MB. Place and time, which a camera "
            "writes into a photo, are taken out. They stay in PDFs and recordings."
        ),
    )


class LetGoForm(Form):
    """It cannot be undone."""

    sure = TickField(_l("It shall be deleted from her file."), required=True)
