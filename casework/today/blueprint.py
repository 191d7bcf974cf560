"""The pages of this room, all under one blueprint."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("today", __name__)
