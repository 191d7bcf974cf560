"""The pages of sign-in, of people who work here, and of keys."""

from auth.views import (
    account,
    chain,
    epoch,
    join,
    organisations,
    people,
    set_up,
    sheet_use,
    sheets,
    sign_in,
    stewardship,
)
from auth.views.room import blueprint

__all__ = [
    "account",
    "blueprint",
    "chain",
    "epoch",
    "join",
    "organisations",
    "people",
    "set_up",
    "sheet_use",
    "sheets",
    "sign_in",
    "stewardship",
]
