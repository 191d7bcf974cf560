"""A CSV to take away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask import Response

from casework.core.csv_cells import as_csv
from casework.core.i18n import _
from casework.instance import this_is_demo


def csv_answer(rows: Iterable[Sequence[str]], name: str) -> Response:
    """Rows of words as a file of that name. A demo's says that it is one, in its name and its first line."""
    demo = this_is_demo()
    first = [[_("Invented data: this is a demo.")]] if demo else []
    answer = Response(as_csv([*first, *rows]), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{"demo-" if demo else ""}{name}.csv"'
    return answer
