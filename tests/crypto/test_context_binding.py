"""What is sealed, signed or authenticated for one context opens in no other."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto import context as contexts
from crypto import sealedbox
from crypto.envelope import CannotOpen, new_key, seal, unseal
from crypto.ring import check_mac, mac
from tests.crypto.examples import CONTEXTS

KEY = new_key()
SEED = sealedbox.new_seed()
PUBLIC = sealedbox.public_key(SEED)
FIELDS = [(name, field) for name, fields in CONTEXTS.items() for field in fields]

_ANY_VALUE: dict[type, st.SearchStrategy[Any]] = {
    bool: st.booleans(),
    int: st.integers(min_value=-(2**63), max_value=2**63 - 1),
    str: st.text(st.characters(exclude_categories=["Cs"])),
    bytes: st.binary(max_size=64),
    UUID: st.uuids(),
    date: st.dates(),
    datetime: st.datetimes(timezones=st.just(UTC)),
    type(None): st.none(),
}


def _another_value(value: Any) -> st.SearchStrategy[Any]:
    """Give values that differ from ``value``: of its own type as often as of any type."""
    others = st.one_of(*_ANY_VALUE.values())
    return st.one_of(_ANY_VALUE[type(value)], others).filter(
        lambda other: type(other) is not type(value) or other != value
    )


@pytest.mark.parametrize(("name", "field"), FIELDS)
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_no_field_of_a_context_can_change(name: str, field: str, data: st.DataObject) -> None:
    fields = CONTEXTS[name]
    changed = {**fields, field: data.draw(_another_value(fields[field]))}
    here = getattr(contexts, name)(**fields)
    elsewhere = getattr(contexts, name)(**changed)
    signing_seed = new_key()
    signature = sealedbox.sign(signing_seed, here, b"payload")
    attempts = (
        partial(unseal, KEY, elsewhere, seal(KEY, here, b"payload")),
        partial(sealedbox.open_with, SEED, elsewhere, sealedbox.seal_to(PUBLIC, here, b"payload")),
        partial(sealedbox.check, sealedbox.verify_key(signing_seed), elsewhere, b"payload", signature),
        partial(check_mac, KEY, elsewhere, b"payload", mac(KEY, here, b"payload")),
    )
    for attempt in attempts:
        with pytest.raises(CannotOpen):
            attempt()


@pytest.mark.parametrize("name", CONTEXTS)
def test_what_is_sealed_for_one_thing_opens_as_no_other_thing(name: str) -> None:
    sealed = seal(KEY, getattr(contexts, name)(**CONTEXTS[name]), b"payload")
    for other in CONTEXTS.keys() - {name}:
        with pytest.raises(CannotOpen):
            unseal(KEY, getattr(contexts, other)(**CONTEXTS[other]), sealed)
