"""The rooms that have pages."""

from __future__ import annotations

from flask import Flask

import casework.referrals.epochs  # its messages name epochs
import casework.referrals.few  # what stands in the way of leaving a file to a few
import casework.referrals.wiping  # what an erasure takes along
import casework.referrals.wishes  # for which course she was referred
import casework.reporting.release.epochs  # noqa: F401  # so do its keys and snapshot
from auth.views import blueprint as auth_pages
from casework.casefile import telling
from casework.casefile.consent_views import blueprint as consent_pages
from casework.casefile.opening_views import blueprint as opening_pages
from casework.casefile.pages import blueprint as file_pages
from casework.cases.attachments.views import blueprint as attachment_pages
from casework.cases.erasure.views import blueprint as erasure_pages
from casework.cases.few.views import blueprint as few_pages
from casework.cases.retention.views import blueprint as retention_pages
from casework.cases.views import blueprint as case_pages
from casework.doctor_page import blueprint as doctor_page
from casework.enterprise.views import blueprint as enterprise_pages
from casework.followup.actions import plan
from casework.followup.views import blueprint as followup_pages
from casework.imports.views import blueprint as import_pages
from casework.logbook.views import blueprint as log_pages
from casework.referrals.views import blueprint as referral_pages
from casework.reporting.interface.token_views import blueprint as token_pages
from casework.reporting.interface.views import blueprint as interface_pages
from casework.reporting.logframe.views import blueprint as logframe_pages
from casework.reporting.out.views import blueprint as export_pages
from casework.reporting.pages.views import blueprint as number_pages
from casework.reporting.views import blueprint as reporting_pages
from casework.reporting.watching.views import blueprint as watching_pages
from casework.today.views import blueprint as day_pages
from casework.training.completion import on_completed
from casework.training.views import blueprint as training_pages


def register(app: Flask) -> None:
    """Give every room its routes."""
    for blueprint in (
        attachment_pages,
        auth_pages,
        case_pages,
        consent_pages,
        day_pages,
        doctor_page,
        enterprise_pages,
        erasure_pages,
        export_pages,
        few_pages,
        file_pages,
        followup_pages,
        import_pages,
        interface_pages,
        log_pages,
        logframe_pages,
        number_pages,
        opening_pages,
        referral_pages,
        reporting_pages,
        retention_pages,
        token_pages,
        training_pages,
        watching_pages,
    ):
        app.register_blueprint(blueprint)
    on_completed(plan)
    telling.register()
