"""Which tests of data run on which engine when all tests run: decision 0005 says why."""

from __future__ import annotations

import zlib

import pytest

ENGINES = ("sqlite", "postgresql")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--engines one` gives each test of data one engine, unless it is marked `both_engines`."""
    told = "each test of data on both engines, or on one that is drawn from its name"
    parser.addoption("--engines", choices=("both", "one"), default="both", help=told)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what runs on the other engine; the run counts it as deselected."""
    if config.getoption("--engines") == "both":
        return
    left = {item for item in items if _runs_elsewhere(item)}
    config.hook.pytest_deselected(items=[*left])
    items[:] = [item for item in items if item not in left]


def _runs_elsewhere(item: pytest.Item) -> bool:
    callspec = getattr(item, "callspec", None)
    engine = callspec.params.get("engine_name") if callspec else None
    if engine not in ENGINES or item.get_closest_marker("both_engines"):
        return False
    function = item.nodeid.partition("[")[0]
    # A test that was written for one engine names it itself, and has no twin.
    written_for = [mark.args[0] for mark in item.iter_markers("parametrize")]
    return not any("engine_name" in str(one) for one in written_for) and engine != drawn(function)


def drawn(function: str) -> str:
    """The engine on which a test runs, the same in every run on every machine.

    function: path and name of the test, as pytest writes them, without what it was given.
    """
    return ENGINES[zlib.crc32(function.encode()) % len(ENGINES)]
