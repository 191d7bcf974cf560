"""The pages of referrals: sending, what was sent, the inbox, talks, files that pass on, and what goes to
nobody's inbox."""

from __future__ import annotations

from casework.referrals import panel
from casework.referrals.passing import panel as passing_panel
from casework.referrals.talks import panel as talk_panel
from casework.referrals.views import arriving, inbox, outside, passing, sending, sent, talks, talks_asked
from casework.referrals.views.blueprint import blueprint

__all__ = [
    "arriving",
    "blueprint",
    "inbox",
    "outside",
    "panel",
    "passing",
    "passing_panel",
    "sending",
    "sent",
    "talk_panel",
    "talks",
    "talks_asked",
]
