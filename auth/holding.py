"""One at a time at one account: its lock, its key pair and its second step."""

from __future__ import annotations

from sqlalchemy.orm import Session

from auth.models import User
from auth.pepper import share_turn


def hold_account(session: Session, user: User) -> None:
    """Lock her row until the transaction ends, and read it anew: whoever goes by her lock, her pair or her
    second step, or changes one of them, waits for whoever was first. On SQLite all who write wait anyhow.

    The turn with the pepper comes first: whoever renews it takes the turn and then every row."""
    share_turn(session)
    session.refresh(user, with_for_update={"of": User, "key_share": True})
