"""The organisation's own work as tables in words, for the page and for a file."""

from __future__ import annotations

from dataclasses import dataclass

from casework.cases.staff import Staff
from casework.core.i18n import _
from casework.today.work import Now, Work

Cell = int | float | None


def in_words(cell: Cell) -> str:
    """A number as a spreadsheet reads it; nothing where there is none."""
    return "" if cell is None else f"{cell:g}"


@dataclass(frozen=True)
class Line:
    """What a row is about, and its numbers. `name`: it is about a person."""

    label: str
    cells: list[Cell]
    name: bool = False


@dataclass(frozen=True)
class Table:
    """A title, the heads of its columns, and its lines."""

    title: str
    heads: list[str]
    lines: list[Line]

    @property
    def columns(self) -> list[object]:
        """The heads as the page draws them: all but the first stand above numbers."""
        return [self.heads[0], *({"label": head, "number": True} for head in self.heads[1:])]


def tables(work: Work, staff: Staff, *, network: bool) -> list[Table]:
    """How it stands today, with whom, and what happened lately."""
    return [_today(work.now), _by_worker(work, staff), _lately(work, network=network)]


def _today(now: Now) -> Table:
    lines = [
        Line(_("Open, work goes on"), [now.active]),
        Line(_("Open, from a list: the consent talk is still to come"), [now.talk_to_come]),
        Line(_("Open, she is thinking about it"), [now.thinking]),
        Line(_("Open, at rest"), [now.at_rest]),
        Line(_("All open files"), [now.active + now.talk_to_come + now.thinking + now.at_rest]),
        Line(_("Closed files"), [now.closed]),
        Line(_("Referrals that wait for an answer"), [now.referrals_waiting]),
    ]
    if now.talks_waiting is not None:
        lines.append(Line(_("Talks that wait for an answer"), [now.talks_waiting]))
    return Table(_("Today"), [_("What"), _("How many")], lines)


def _by_worker(work: Work, staff: Staff) -> Table:
    heads = [
        _("With whom"),
        _("Open files"),
        _("Steps overdue"),
        _("Women to ask what they do now, overdue"),
        _("Other things overdue"),
        _("All that is overdue"),
    ]
    lines = [
        Line(
            staff.name(one.worker),
            [one.files, one.steps, one.follow_ups, one.others, one.overdue],
            name=one.worker is not None,
        )
        for one in work.caseloads
    ]
    return Table(_("With whom the open files are"), heads, lines)


def _lately(work: Work, *, network: bool) -> Table:
    offered = _("Referrals received") if network else _("Referrals sent")
    lines = [
        Line(_("Files opened"), [one.opened for one in work.spans]),
        Line(_("Files closed"), [one.closed for one in work.spans]),
        Line(offered, [one.offered for one in work.spans]),
        Line(_("Referrals accepted"), [one.accepted for one in work.spans]),
        Line(_("Days until a referral was accepted (median)"), [one.days for one in work.spans]),
    ]
    periods = [_("This trimester"), _("Last trimester"), _("This fiscal year"), _("Last fiscal year")]
    return Table(_("What happened"), [_("What"), *periods], lines)
