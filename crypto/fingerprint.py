"""Digits by which two people compare a public key over a table or the phone."""

from __future__ import annotations

from hashlib import sha256

GROUP_DIGITS = 5
GROUPS_MAX = 8


def digits(public_key: bytes, groups: int = 5) -> list[str]:
    """Return ``groups`` groups of five decimal digits from the SHA-256 of a public key.

    Five groups are 83 bits, eight are 132; a shorter fingerprint begins the longer one. The digits
    are ASCII: the page shows them in the reader's script. ValueError outside 1 to 8 groups.
    """
    if not 1 <= groups <= GROUPS_MAX:
        raise ValueError("between one and eight groups")
    length = GROUP_DIGITS * GROUPS_MAX
    number = int.from_bytes(sha256(public_key).digest(), "big") % 10**length
    text = f"{number:0{length}d}"
    return [text[at : at + GROUP_DIGITS] for at in range(0, groups * GROUP_DIGITS, GROUP_DIGITS)]
