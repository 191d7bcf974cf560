"""The pages of sign-in, of people who work here, and of keys."""

from auth.views import (
    account,
    chain,
    epoch,
    join,
    organisations,
    people,
    recovery,
    second_page,
    second_reset,
    second_step,
    set_up,
    sheet_use,
    sheets,
    sign_in,
    small_rings,
    stewardship,
    suspected,
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
    "recovery",
    "second_page",
    "second_reset",
    "second_step",
    "set_up",
    "sheet_use",
    "sheets",
    "sign_in",
    "small_rings",
    "stewardship",
    "suspected",
]
