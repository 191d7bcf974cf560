"""Why a copy is not made or not brought back. The words are for whoever stands at the command line."""

from __future__ import annotations


class NotPossible(Exception):
    """It cannot be done as things are; the message says what to do."""
