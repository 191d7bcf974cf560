"""The blueprint of the list of files and of files that change hands."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("cases", __name__)
