"""The guard of the tests: this machine, and no other."""

from __future__ import annotations

import socket

import pytest

from tests.support.network import OutsideNetwork


def test_a_test_cannot_reach_another_machine() -> None:
    with socket.socket() as outgoing, pytest.raises(OutsideNetwork):
        outgoing.connect(("192.0.2.1", 80))


def test_a_test_cannot_ask_for_a_name() -> None:
    with pytest.raises(OutsideNetwork):
        socket.getaddrinfo("example.org", 80)


def test_a_test_cannot_listen_to_other_machines() -> None:
    with socket.socket() as listener, pytest.raises(OutsideNetwork):
        listener.bind(("0.0.0.0", 0))


def test_this_machine_can_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        socket.create_connection(listener.getsockname()).close()
