"""The product as it really runs: gunicorn, in a process of its own."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from tests.support.instances import ROOT, Instance

SECONDS_TO_START = 30
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
        process = subprocess.Popen(
            _command(listener.fileno(), workers, app),
            cwd=ROOT,
            env=instance.environment,
            pass_fds=[listener.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
        server = Server(f"http://127.0.0.1:{listener.getsockname()[1]}", instance, log)
        try:
            _wait(server, process)
            yield server
        finally:
            process.terminate()
            process.wait(timeout=20)


def _command(listener: int, workers: int, app: str) -> list[str]:
    gunicorn = [sys.executable, "-m", "gunicorn", "--no-control-socket", "--worker-class", "gthread"]
    return [*gunicorn, "--threads", "4", "--workers", str(workers), "--bind", f"fd://{listener}", app]


def _wait(server: Server, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while process.poll() is None and time.monotonic() < end:
        try:
            urllib.request.urlopen(server.url, timeout=5).close()
        except urllib.error.HTTPError as answer:
            answer.close()
            return  # It answers, if only to refuse
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"the server did not start:\n{server.log.read_text()}")
