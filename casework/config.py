"""Configuration: read from the environment once, frozen, handed to `create_app`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self


@dataclass(frozen=True)
class Config:
    """Where the instance lives and how it is served. State lives in one folder."""

    instance: Path
    database_url: str = ""
    secure_cookies: bool = False
    hosts: tuple[str, ...] = ()
    """The names it answers to, beside this machine's own."""

    proxies: int = 0
    """How many proxies stand before it, whose word for an address is taken."""

    max_form_bytes: int = 256 * 1024
    max_upload_bytes: int = 5 * 1024 * 1024
    quiet_after_days: int = 30
    """After how many days without contact a woman counts as not reached for long."""

    second_step: bool = True
    """Whether stewards, managers and administrators need a second step. A demo asks nobody for it."""

    backup_days: int = 35
    """After how many days the last copy of the database is destroyed."""

    cheap_passphrases: bool = False
    """Tests alone lower the price of a passphrase, to the floor that the code allows."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Self:
        """Read the variables that `docs/operations.md` names."""
        env = os.environ if environment is None else environment
        root = Path(__file__).resolve().parent.parent
        return cls(
            instance=Path(env.get("SAHAYATRI_INSTANCE") or root / "instance").absolute(),
            database_url=env.get("SAHAYATRI_DATABASE_URL", ""),
            secure_cookies=env.get("SAHAYATRI_SECURE", "") == "1",
            hosts=tuple(env.get("SAHAYATRI_HOSTS", "").replace(",", " ").split()),
            proxies=int(env.get("SAHAYATRI_PROXIES") or 0),
            quiet_after_days=int(env.get("SAHAYATRI_QUIET_AFTER_DAYS") or 30),
            backup_days=int(env.get("SAHAYATRI_BACKUP_DAYS") or 35),
        )

    @property
    def url(self) -> str:
        """The database: PostgreSQL if named, else SQLite in the instance folder."""
        return self.database_url or f"sqlite:///{self.instance / 'sahayatri.db'}"

    def at(self, instance: Path) -> Self:
        """The same configuration over another folder."""
        return replace(self, instance=instance)
