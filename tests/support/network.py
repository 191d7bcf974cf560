"""Tests speak to this machine only. Anything else is a mistake, and raises at once."""

from __future__ import annotations

import ipaddress
import sys
from typing import Any

_GUARDED = {"socket.connect", "socket.sendto", "socket.bind"}
_NAMES = {"socket.getaddrinfo", "socket.gethostbyname"}


class OutsideNetwork(AssertionError):
    """A test reached for another machine."""


def guard() -> None:
    """Watch every socket of this process from now on. An audit hook cannot be taken off again."""
    sys.addaudithook(_refuse_outside)


def _refuse_outside(event: str, arguments: tuple[Any, ...]) -> None:
    if event in _GUARDED:
        address = arguments[1]
        # A unix socket's address is a path; an internet one is a tuple that begins with the host.
        host = address[0] if isinstance(address, tuple) and len(address) in (2, 4) else None
    elif event in _NAMES:
        host = arguments[0]
    else:
        return
    if isinstance(host, str | bytes) and not _is_here(host):
        raise OutsideNetwork(f"{event}: tests speak to 127.0.0.1 only")


def _is_here(host: str | bytes) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"
