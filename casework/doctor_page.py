"""What the doctor finds, for the administrator of one organisation: counts, and no ids."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from auth.policy import Permission, requires
from casework.core.db import db
from casework.doctor import examine_own

blueprint = Blueprint("doctor", __name__)


@blueprint.get("/people/checks")
@requires(Permission.ACCOUNTS)
def own() -> ResponseReturnValue:
    """What is not as it should be with the keys of her organisation, and who puts it right."""
    return render_template("doctor/own.html", findings=examine_own(db.session, current_user.organisation_id))
