"""The rooms that have pages."""

from __future__ import annotations

from flask import Flask

from auth.views import blueprint as auth_pages


def register(app: Flask) -> None:
    """Give every room its routes."""
    for blueprint in (auth_pages,):
        app.register_blueprint(blueprint)
