"""The pages of training."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("training", __name__)
