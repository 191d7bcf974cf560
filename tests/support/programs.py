"""Programs that ask for published numbers, as a test runs them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from flask import Flask
from werkzeug.test import TestResponse

from auth import tokens
from casework.core.db import new_id
from tests.support.people import Someone, acting

HALF_A_YEAR = timedelta(days=180)


@dataclass
class Program:
    """A program that asks with a token."""

    app: Flask
    word: str

    def get(self, path: str, **headers: str) -> TestResponse:
        """Ask, from a machine where nobody is signed in."""
        sent = {"Authorization": f"Bearer {self.word}", **headers} if self.word else headers
        return self.app.test_client().get(path, headers=sent)


def made(someone: Someone) -> Program:
    """A program with a token of hers."""
    with acting(someone) as session:
        return Program(someone.world.app, tokens.make(session, someone.user, new_id(), "chart", HALF_A_YEAR))
