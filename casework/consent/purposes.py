"""What can be agreed to, and the states of an agreement (W3C Data Privacy Vocabulary)."""

from __future__ import annotations

from enum import StrEnum

from casework.core.i18n import _l


class Purpose(StrEnum):
    """One thing that she can say yes or no to, one by one."""

    KEEP = "case_management"
    COUNT = "aggregate_reporting"
    CALL = "contact_call"
    MESSAGE = "contact_message"
    VISIT = "home_visit"
    SHARE = "referral_sharing"
    TELL_BACK = "outcome_back"
    COUNT_THERE = "aggregate_reporting_there"
    PASS_ON = "file_passed_on"  # noqa: S105  # a purpose, and no password


FIRST = (Purpose.KEEP, Purpose.COUNT, Purpose.CALL, Purpose.MESSAGE, Purpose.VISIT)
"""What is asked at the first conversation. Sharing is asked when a referral is made."""

QUESTIONS = {
    Purpose.KEEP: _l("May we write down what you tell us, keep it here and use it to help you?"),
    Purpose.COUNT: _l("May we count you in our numbers, without your name?"),
    Purpose.CALL: _l("May we call you?"),
    Purpose.MESSAGE: _l("May we send you messages?"),
    Purpose.VISIT: _l("May we visit you?"),
    Purpose.SHARE: _l("May the network read the parts named above?"),
    Purpose.TELL_BACK: _l("May they tell your caseworker how it goes, and what you do afterwards?"),
    Purpose.COUNT_THERE: _l("May what happens there be counted, without your name?"),
    Purpose.PASS_ON: _l(
        "May we give your whole file to the organisation you chose, so that they help you from now on and "
        "we no longer read it?"
    ),
}

LABELS = {
    Purpose.KEEP: _l("Keep and use her information here"),
    Purpose.COUNT: _l("Count her, without her name"),
    Purpose.CALL: _l("Call her"),
    Purpose.MESSAGE: _l("Send her messages"),
    Purpose.VISIT: _l("Visit her"),
    Purpose.SHARE: _l("Let another organisation read a part"),
    Purpose.TELL_BACK: _l("Tell her caseworker how it goes"),
    Purpose.COUNT_THERE: _l("Count what happens there, without her name"),
    Purpose.PASS_ON: _l("Pass her whole file on to another organisation"),
}


class State(StrEnum):
    """The states of DPV's consent status. Only two of them permit anything."""

    GIVEN = "ConsentGiven"
    RENEWED = "RenewedConsentGiven"
    REFUSED = "ConsentRefused"
    DEFERRED = "ConsentRequestDeferred"
    WITHDRAWN = "ConsentWithdrawn"
    REVOKED = "ConsentRevoked"
    EXPIRED = "ConsentExpired"
    INVALIDATED = "ConsentInvalidated"


PERMITS = frozenset({State.GIVEN, State.RENEWED})

AGREES = _l("Yes, you may")
DECLINES = _l("No, please not")
"""How she answers a question that begins "may we"."""
