"""The key of a passphrase, worked out once in a run: the same words, salt and price give the same key."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import contextmanager

from crypto import password

_derive = password._key
_remembered = functools.cache(_derive)


@contextmanager
def keys_of_passphrases() -> Iterator[None]:
    """In this block nobody waits twice for the same key: people sign in thousands of times."""
    password._key = _remembered
    try:
        yield
    finally:
        password._key = _derive
