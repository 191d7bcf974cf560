"""The forms of reporting."""

from __future__ import annotations

from casework.core.forms import Form


class PublishForm(Form):
    """One button: make the release that is due."""
