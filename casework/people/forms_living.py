"""What she can do and wants to learn; her health, and what she needs help with."""

from __future__ import annotations

from casework.core.forms import CodeField, CodesField, LongText
from casework.core.i18n import _l
from casework.people.part_form import PartForm, UnsaidField


class LivelihoodForm(PartForm):
    """सीप र आम्दानी."""

    education = CodeField(_l("How far did she go to school?"), "htcds_education", answers=True)
    skills = LongText(_l("What can she do already?"), length=1000, rows=3)
    skills_unsaid = UnsaidField()
    trades_wanted = CodesField(_l("What would she like to learn or do?"), "trades", answers=True)
    income_band = CodeField(_l("Her own income last month"), "income_band", answers=True)
    hours_free = CodesField(_l("When could she come?"), "weekday_hours", answers=True)
    childcare = CodeField(_l("Children to look after"), "childcare", answers=True)
    access_needs = CodesField(_l("What would make coming easier?"), "access_needs", answers=True)
    citizenship = CodeField(_l("Citizenship certificate"), "citizenship_certificate", answers=True)


class WellbeingForm(PartForm):
    """स्वास्थ्य."""

    needs = CodesField(_l("What does she want help with now?"), "help_needs", answers=True)
    health = LongText(
        _l("Her health, as she tells it"),
        length=2000,
        rows=4,
        hint=_l("Only what somebody who helps her has to know."),
    )
    health_unsaid = UnsaidField()
    psychosocial = LongText(_l("How she is feeling, as she tells it"), length=2000, rows=4)
    psychosocial_unsaid = UnsaidField()
