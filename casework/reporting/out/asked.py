"""What a file or an answer is asked for: a table in the words of an address, and for whom it is."""

from __future__ import annotations

from werkzeug.datastructures import MultiDict

from casework.reporting.asking import Question
from casework.reporting.lattice import NotAtThisDetail
from casework.reporting.out.audience import Audience
from casework.reporting.words import asked_of

FOR = "for"


def taken(args: MultiDict[str, str]) -> tuple[Question, Audience]:
    """The question and its audience. Raises NotAtThisDetail."""
    whom = args.getlist(FOR)
    if len(whom) > 1 or not set(whom) <= set(Audience):
        raise NotAtThisDetail
    words = MultiDict([(name, text) for name, text in args.items(multi=True) if name != FOR])
    return asked_of(words), Audience(whom[0]) if whom else Audience.OFFICE
