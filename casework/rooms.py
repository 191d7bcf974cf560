"""The rooms that have pages."""

from __future__ import annotations

from flask import Flask

from auth.views import blueprint as auth_pages
from casework.casefile.consent_views import blueprint as consent_pages
from casework.casefile.opening_views import blueprint as opening_pages
from casework.training.views import blueprint as training_pages


def register(app: Flask) -> None:
    """Give every room its routes."""
    for blueprint in (auth_pages, consent_pages, opening_pages, training_pages):
        app.register_blueprint(blueprint)
