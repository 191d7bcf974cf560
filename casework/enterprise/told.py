"""What the business tells elsewhere: on a woman's page, in her timeline."""

from __future__ import annotations

from sqlalchemy.orm import Session

from auth.models import User
from casework.cases import timeline as timelines
from casework.cases.models import Case
from casework.cases.panels import Panel, panel
from casework.cases.timeline import TimelineItem
from casework.core.codes import codelist
from casework.core.i18n import _, language
from casework.enterprise.queries import businesses_of


@panel(50)
def businesses(session: Session, _user: User, case: Case) -> Panel:
    """Her businesses."""
    return Panel("enterprise/panel.html", {"businesses": businesses_of(session, case.id)})


@timelines.source
def given(session: Session, case: Case) -> list[TimelineItem]:
    """What she was given for a business."""
    labels = codelist("support_given")
    return [
        TimelineItem(
            one.on,
            _("For her business: %(what)s", what=labels.label(one.kind, language())),
            url=f"/files/{case.id}/business",
            state="done",
        )
        for row in businesses_of(session, case.id)
        for one in row.given
    ]
