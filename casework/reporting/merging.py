"""Taking what arrived into the stock: who is new, which version of each part is the newest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol
from uuid import UUID

import numpy as np

from casework.facts.parts import Part
from casework.reporting.cell import record_key
from casework.reporting.months import month_number
from casework.reporting.stock import CODES, CURRENT, PEOPLE, ROWS, Column, Stock, empty

PARTS = tuple(Part)
_LOW = 2**64 - 1
_KEYED_BY = {
    Part.REFERRAL: "stage",
    Part.TRAINING: "stage",
    Part.ENTERPRISE: "stage",
    Part.FOLLOWUP: "after",
}
"""Of one source each stage is kept by itself, so that its own month can be corrected."""


class Arrival(Protocol):
    """One checked part of a way."""

    @property
    def pseudonym(self) -> str: ...
    @property
    def organisation(self) -> UUID: ...
    @property
    def source(self) -> UUID: ...
    @property
    def part(self) -> Part: ...
    @property
    def number(self) -> int: ...
    @property
    def codes(self) -> dict[str, str]: ...


def merge(stock: Stock, puts: Sequence[Arrival], forgotten: Iterable[str], record: bytes) -> None:
    """Take parts in and forget people. `record` is the key of record keys.

    A pseudonym that was ever forgotten counts no more, in whatever order messages arrive.
    """
    gone = sorted(forgotten)
    people = _intern(stock, [put.pseudonym for put in puts] + gone, record)
    arrived, forgot = people[: len(puts)], people[len(puts) :]
    stock.people["gone"][forgot] = 1
    new = _rows(stock, puts, arrived)
    joined = {name: np.concatenate([stock.rows[name], new[name]]) for name in ROWS}
    older = np.concatenate([np.ones(len(stock.rows["flags"]), np.int8), np.zeros(len(puts), np.int8)])
    newest = _newest(joined, older) & (stock.people["gone"][joined["person"]] == 0)
    joined["flags"] = (joined["flags"] & ~np.uint8(CURRENT)) | newest.astype(np.uint8) * np.uint8(CURRENT)
    stock.rows = joined
    stock.keep(joined["flags"] > 0)


def _intern(stock: Stock, pseudonyms: list[str], record: bytes) -> Column:
    """The place of each pseudonym among the people; unknown ones are added."""
    names = sorted(set(pseudonyms))
    numbers = [int(name, 16) for name in names]
    high = np.array([n >> 64 for n in numbers], dtype=np.uint64)
    low = np.array([n & _LOW for n in numbers], dtype=np.uint64)
    found = _find(stock, high, low)
    fresh = np.flatnonzero(found < 0)
    found[fresh] = stock.size + np.arange(len(fresh))
    added = empty(PEOPLE, len(fresh))
    keys = [record_key(record, names[place]) for place in fresh]
    added["name_high"], added["name_low"] = high[fresh], low[fresh]
    added["key_high"] = np.array([k >> 32 for k in keys], dtype=np.uint32)
    added["key_low"] = np.array([k & 0xFFFFFFFF for k in keys], dtype=np.uint32)
    stock.people = {name: np.concatenate([stock.people[name], added[name]]) for name in PEOPLE}
    places = dict(zip(names, found.tolist(), strict=True))
    return np.array([places[name] for name in pseudonyms], dtype=np.int64)


def _find(stock: Stock, high: Column, low: Column) -> Column:
    """The places of names that are known, -1 for others."""
    all_high = np.concatenate([stock.people["name_high"], high])
    all_low = np.concatenate([stock.people["name_low"], low])
    order = np.lexsort((all_low, all_high))  # stable: a known one stands before the asked one
    same = np.zeros(len(order), dtype=bool)
    same[1:] = (all_high[order][1:] == all_high[order][:-1]) & (all_low[order][1:] == all_low[order][:-1])
    found = np.full(len(all_high), -1, dtype=np.int64)
    found[order[same]] = order[np.flatnonzero(same) - 1]
    return found[stock.size :]


def _rows(stock: Stock, puts: Sequence[Arrival], people: Column) -> dict[str, Column]:
    new = empty(ROWS, len(puts))
    new["person"] = people.astype(np.uint32)
    organisations = {
        o: stock.place("organisation", o.hex) for o in sorted({put.organisation for put in puts})
    }
    for at, put in enumerate(puts):
        new["organisation"][at] = organisations[put.organisation]
        new["part"][at] = PARTS.index(put.part) + 1
        new["source_high"][at], new["source_low"][at] = put.source.int >> 64, put.source.int & _LOW
        new["number"][at] = new["since"][at] = put.number
        new["month"][at] = month_number(put.codes["month"]) if "month" in put.codes else 0
        new["district"][at] = int(put.codes.get("district", 0))
        for name in CODES:
            if name in put.codes:
                new[name][at] = stock.place(name, put.codes[name])
    return new


def _newest(rows: dict[str, Column], older: Column) -> Column:
    """Which rows are the newest of their organisation, part, source and stage. Of two with one
    number the older stays, so that a message sent twice changes nothing."""
    keyed = np.zeros(len(older), dtype=np.uint8)
    for part, name in _KEYED_BY.items():
        of_part = rows["part"] == PARTS.index(part) + 1
        keyed[of_part] = rows[name][of_part]
    group = [rows[n] for n in ("person", "organisation", "part", "source_high", "source_low")] + [keyed]
    order = np.lexsort((older, rows["number"], *group))
    last = np.ones(len(order), dtype=bool)
    if len(order) > 1:
        differs = np.zeros(len(order) - 1, dtype=bool)
        for column in group:
            differs |= column[order][1:] != column[order][:-1]
        last[:-1] = differs
    newest = np.zeros(len(order), dtype=bool)
    newest[order[last]] = True
    _keep_places(rows, older, order, last)
    return newest


def _keep_places(rows: dict[str, Column], older: Column, order: Column, last: Column) -> None:
    """What is said again as it stood keeps its place among what she said: it is no news."""
    group = np.concatenate([[0], np.cumsum(last[:-1])]).astype(np.int64) if len(order) else order
    stood = (older[order] == 1) & ((rows["flags"][order] & np.uint8(CURRENT)) > 0)
    before, now = order[stood], order[last][group[stood]]
    same = np.ones(len(before), dtype=bool)
    for name in ("month", "district", *CODES):
        same &= rows[name][before] == rows[name][now]
    rows["since"][now[same]] = rows["since"][before[same]]
