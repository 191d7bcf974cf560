"""The notice that is read to her. Its version and hash go into every record of consent."""

from __future__ import annotations

import hashlib

from casework.core.i18n import _, use_language

VERSION = "1"
"""Raised by hand with every change of the words below."""

REVIEWED_BY = ""
"""Empty until a reader from a survivor network is named; until then pages say "unreviewed"."""


def paragraphs() -> list[str]:
    """The notice in the reader's language."""
    return [
        _(
            "To help you, we write down what you tell us and keep it. Tell us only what you want "
            "to; the help does not stop if you leave something out."
        ),
        _("Only the staff of this organisation who help you read it."),
        _(
            "If it has to be given to somebody else we ask you first: to whom, what, until when. "
            "There can be an exception if somebody's life is in danger or if the law obliges us; "
            "even then we tell you first whenever we can."
        ),
        _("You can stop it at any time; but what somebody has already read cannot be taken back."),
        _("You can ask to see, correct and delete what we keep about you."),
        _(
            "We keep it while we help you and look at it again three years after your file is "
            "closed. Published numbers of years that are over are not counted again."
        ),
    ]


def digest(language: str) -> str:
    """SHA-256 of the notice as it was read, in hex."""
    with use_language(language):
        return hashlib.sha256("\n".join(paragraphs()).encode()).hexdigest()
