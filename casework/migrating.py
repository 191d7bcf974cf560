"""The migrations. Only commands come here: a server that starts has no use for Alembic, which takes long."""

from __future__ import annotations

import logging

from flask import Flask
from flask_alembic import Alembic

from casework.core.db import Base


def alembic(app: Flask) -> Alembic:
    """What migrates the database of an app."""
    if "alembic" not in app.extensions:
        Alembic(run_mkdir=False, metadatas=Base.metadata).init_app(app)
        # A dozen lines about tables are no news to whoever starts it.
        logging.getLogger("alembic").setLevel(logging.WARNING)
    made: Alembic = app.extensions["alembic"]
    return made
