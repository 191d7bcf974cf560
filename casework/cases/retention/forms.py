"""The forms of keeping."""

from __future__ import annotations

from datetime import date
from typing import Any

from wtforms.validators import ValidationError

from casework.cases.retention.models import FEWEST_YEARS, MOST_YEARS
from casework.cases.retention.queries import years_before
from casework.core import clock
from casework.core.forms import Creates, DayField, Form, IntegerField, LongText
from casework.core.i18n import _, _l


class KeepForm(Creates):
    """Why a file is kept, and until when."""

    words = LongText(
        _l("Why is it still needed?"),
        length=500,
        rows=3,
        required=_l("Please say in a few words why it is still needed."),
    )
    review_on = DayField(_l("When is it looked at again?"), required=True)

    def validate_review_on(self, field: Any) -> None:
        """On a day to come, and within the time for which anything may be kept unseen."""
        if field.data is None:
            return
        if field.data <= clock.today():
            raise ValidationError(_("Please choose a day that is still to come."))
        if years_before(field.data, MOST_YEARS) > clock.today():
            raise ValidationError(_("Please choose a day within the next ten years."))


def in_a_year() -> date:
    """The day that stands there at first."""
    return years_before(clock.today(), -1)


class PeriodForm(Form):
    """For how long."""

    years = IntegerField(
        _l("After how many years is a closed file looked at again?"),
        least=FEWEST_YEARS,
        most=MOST_YEARS,
        required=_l("Please write the number of years."),
        hint=_l("From 1 to 10. Nothing is deleted by itself: somebody looks at each file and decides."),
    )
