"""One example of each context, with fixed values: the golden bytes and the flip test start from these."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

FILE = UUID("0f000000-0000-4000-8000-00000000f11e")
ROW = UUID("0f000000-0000-4000-8000-000000000d0e")
RING = UUID("0f000000-0000-4000-8000-0000000000a1")
PARTNER = UUID("0f000000-0000-4000-8000-0000000000b2")
ASHA = UUID("0f000000-0000-4000-8000-00000000a5aa")
THING = UUID("0f000000-0000-4000-8000-000000000777")

_GRANT = {"grant": THING, "folder": FILE, "ring": RING, "epoch": 2, "consent": ROW, "ends": date(2027, 4, 13)}

CONTEXTS: dict[str, dict[str, Any]] = {
    "row": {
        "sealed_as": "identity",
        "row": ROW,
        "folder": FILE,
        "compartment": 1,
        "key_number": 3,
        "version": 7,
    },
    "grant": _GRANT,
    "share_offer": {**_GRANT, "sender_ring": PARTNER, "sender_epoch": 5},
    "stub": {"stub": THING, "folder": FILE, "ring": RING, "epoch": 2},
    "card": {"ring": RING, "epoch": 2, "folder": FILE, "version": 7},
    "pack": {"ring": RING, "epoch": 2, "pack": THING},
    "attachment": {"attachment": THING, "folder": FILE},
    "message": {
        "kind": "referral",
        "message": THING,
        "sender_ring": PARTNER,
        "sender_epoch": 5,
        "recipient_ring": RING,
        "recipient_epoch": 2,
    },
    "membership": {"ring": RING, "epoch": 2, "user": ASHA},
    "membership_lock": {"ring": RING, "epoch": 2, "user": ASHA, "pepper_version": 1},
    "inner_lock": {"user": ASHA, "form": "passphrase", "memory_kib": 65536, "passes": 3, "lanes": 1},
    "outer_lock": {"user": ASHA, "form": "passphrase", "pepper_version": 1},
    "known_rings": {"user": ASHA, "version": 4},
    "sign_in": {
        "user": ASHA,
        "session_hash": bytes(range(32)),
        "created": datetime(2026, 11, 22, 6, 45, 12, 345678, tzinfo=UTC),
    },
    "waiting_sign_in": {
        "user": ASHA,
        "session_hash": bytes(range(32)),
        "created": datetime(2026, 11, 22, 6, 45, 12, 345678, tzinfo=UTC),
    },
    "factors": {"user": ASHA, "version": 3, "pepper_version": 2},
    "draft": {"draft": THING, "user": ASHA},
    "epoch": {"ring": RING, "epoch": 2, "inbox": bytes(1216), "verify": bytes(range(32))},
    "trusted_key": {
        "ring": RING,
        "epoch": 2,
        "kind": "partner",
        "subject": PARTNER,
        "subject_epoch": 5,
        "public_key": bytes(1216),
        "verify_key": bytes(range(32)),
    },
    "previous_secret": {"ring": RING, "epoch": 2},
    "recovery": {"ring": RING, "epoch": 2, "organisation": PARTNER},
    "statistics_keys": {"ring": RING, "epoch": 2},
    "snapshot": {"ring": RING, "epoch": 2, "release": THING},
}
