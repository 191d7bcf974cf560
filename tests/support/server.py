"""The product as it really runs: gunicorn, in processes of its own."""

from __future__ import annotations

import atexit
import contextlib
import functools
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from tests.support.instances import Instance
from tests.support.nursery import Nursery

SECONDS_TO_START = 30
GUNICORN = ("--no-control-socket", "--worker-class", "gthread", "--threads", "4")
PRODUCT, CHEAP = "wsgi:app", "tests.support.cheap_wsgi:app"


class Server:
    """A running server and what it wrote."""

    def __init__(self, url: str, instance: Instance, log: Path) -> None:
        self.url = url
        self.instance = instance
        self.log = log


@contextlib.contextmanager
def serving(instance: Instance, log: Path, *, workers: int = 1, app: str = PRODUCT) -> Iterator[Server]:
    """Serve an instance on a free port of 127.0.0.1 until the end of the block."""
    with socket.create_server(("127.0.0.1", 0)) as listener, log.open("wb") as output:
        # The socket is handed over open: no other process can take the port in between.
        born = [*GUNICORN, "--workers", str(workers), app], instance.environment
        process = nursery().born(*born, listener.fileno(), output.fileno())
        server = Server(f"http://127.0.0.1:{listener.getsockname()[1]}", instance, log)
        try:
            _wait(server, process)
            yield server
        finally:
            nursery().end(process)


@functools.cache
def nursery() -> Nursery:
    """Where the servers of this process come from."""
    made = Nursery()
    atexit.register(made.close)
    return made


def _wait(server: Server, process: int) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while nursery().lives(process) and time.monotonic() < end:
        try:
            urllib.request.urlopen(server.url, timeout=5).close()
        except urllib.error.HTTPError as answer:
            answer.close()
            return  # It answers, if only to refuse
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError(f"the server did not start:\n{server.log.read_text()}")
