"""A context names one thing, and no two things share one."""

from __future__ import annotations

import inspect
from datetime import UTC, date, datetime, timedelta, timezone
from enum import IntEnum, StrEnum
from itertools import combinations
from typing import Any

import pytest

from crypto import context as contexts
from crypto.context import context
from tests.crypto.examples import CONTEXTS, ROW


class _Form(StrEnum):
    PASSPHRASE = "passphrase"


class _Compartment(IntEnum):
    CONTACT = 2


def test_every_context_has_an_example() -> None:
    functions = {
        name
        for name, value in vars(contexts).items()
        if inspect.isfunction(value) and not name.startswith("_") and value.__module__ == contexts.__name__
    }
    assert functions - {"context"} == set(CONTEXTS)


def test_different_things_with_equal_fields_have_different_contexts() -> None:
    made = [getattr(contexts, name)(**fields) for name, fields in CONTEXTS.items()]
    assert len(set(made)) == len(made)


def test_the_order_in_which_fields_are_given_does_not_matter() -> None:
    assert context("thing", a=1, b="x") == context("thing", b="x", a=1)


@pytest.mark.parametrize(
    ("one", "other"),
    list(combinations([None, 0, False, "", b"", 1, True, "0", b"0", "1", date(2026, 1, 1), "2026-01-01"], 2)),
)
def test_values_that_look_alike_differ(one: Any, other: Any) -> None:
    assert context("thing", value=one) != context("thing", value=other)


def test_bytes_cannot_move_from_one_field_to_the_next() -> None:
    assert context("thing", a="xy", b="z") != context("thing", a="x", b="yz")


def test_a_uuid_differs_from_its_bytes_and_its_text() -> None:
    assert len({context("thing", value=value) for value in (ROW, ROW.bytes, str(ROW))}) == 3


def test_a_label_cannot_be_a_field() -> None:
    assert context("thing", name="x") != context("thingname", x="x")


def test_a_moment_is_the_same_in_every_time_zone() -> None:
    kathmandu = timezone(timedelta(hours=5, minutes=45))
    noon = datetime(2026, 11, 22, 12, 0, tzinfo=kathmandu)
    assert context("thing", at=noon) == context("thing", at=noon.astimezone(UTC))


def test_a_moment_counts_in_microseconds() -> None:
    noon = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
    assert context("thing", at=noon) != context("thing", at=noon + timedelta(microseconds=1))


def test_an_enumeration_counts_as_its_value() -> None:
    assert context("thing", form=_Form.PASSPHRASE) == context("thing", form="passphrase")
    assert context("thing", compartment=_Compartment.CONTACT) == context("thing", compartment=2)


@pytest.mark.parametrize("value", [1.5, ("a",), ["a"], {"a": 1}, bytearray(b"a"), object()])
def test_an_unknown_type_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        context("thing", value=value)


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(TypeError):
        context("thing", at=datetime(2026, 11, 22))  # noqa: DTZ001 - that is the point


def test_an_integer_beyond_64_bits_is_refused() -> None:
    with pytest.raises(OverflowError):
        context("thing", value=1 << 63)
