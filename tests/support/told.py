"""What tests have to tell beyond passing."""

from __future__ import annotations

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What each attack on the numbers came to stands at the end of a run, beside guessing."""
    ended = [one for kind in ("passed", "failed") for one in terminalreporter.getreports(kind)]
    told = [(one.nodeid, text) for one in ended for name, text in one.user_properties if name == "attack"]
    if told:
        terminalreporter.section("attacks on the numbers")
    for nodeid, text in told:
        terminalreporter.line(f"{nodeid.rpartition('::')[2]}: {text}")
