"""What an examination finds: something of which there should be none, how often, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel.speaklater import LazyString


@dataclass(frozen=True)
class Finding:
    """Counted, never named."""

    count: int
    what: str | LazyString
    to_do: str | LazyString

    def spoken(self) -> Finding:
        """The same in the language of the moment."""
        return Finding(self.count, str(self.what), str(self.to_do))
