"""Numbers for the phone: drawn, and of nobody else's."""

from __future__ import annotations

import secrets

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session


def new_number(session: Session, among: InstrumentedAttribute[str]) -> str:
    """Six digits in two groups that no row has in that column."""
    while True:
        digits = "".join(secrets.choice("0123456789") for _ in range(6))
        number = f"{digits[:3]}-{digits[3:]}"
        if session.scalar(select(among).where(among == number)) is None:
            return number
