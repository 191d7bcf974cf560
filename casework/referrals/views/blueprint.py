"""The blueprint of all referral pages."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("referrals", __name__)
