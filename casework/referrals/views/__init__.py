"""The pages of referrals: sending, what was sent, the inbox, talks, and what goes to nobody's inbox."""

from __future__ import annotations

from casework.referrals import panel
from casework.referrals.talks import panel as talk_panel
from casework.referrals.views import inbox, outside, sending, sent, talks, talks_asked
from casework.referrals.views.blueprint import blueprint

__all__ = [
    "blueprint",
    "inbox",
    "outside",
    "panel",
    "sending",
    "sent",
    "talk_panel",
    "talks",
    "talks_asked",
]
