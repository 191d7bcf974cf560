"""A process that has imported the product and becomes servers: to import it takes longer than to start one.

    nursery = Nursery()
    pid = nursery.born(arguments, environment, listener, output)
    nursery.end(pid)

It makes no app itself, so that every server begins as it would on its own.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import traceback
from collections.abc import Mapping, Sequence
from importlib import import_module

from sqlalchemy.orm import configure_mappers

from tests.support.instances import ROOT

SERVER = "gunicorn.app.wsgiapp"
MOST = 1 << 20
"""Bytes of a message."""


class Nursery:
    """The parent's side."""

    def __init__(self) -> None:
        self._here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with there:
            self._process = subprocess.Popen(
                [sys.executable, "-m", __name__, str(there.fileno())], cwd=ROOT, pass_fds=[there.fileno()]
            )

    def born(
        self, arguments: Sequence[str], environment: Mapping[str, str], listener: int, output: int
    ) -> int:
        """The process id of a new gunicorn, which listens on an open socket and writes into an open file."""
        asked = json.dumps([*arguments]), json.dumps(dict(environment))
        socket.send_fds(self._here, [json.dumps(asked).encode()], [listener, output])
        return self._answer()

    def lives(self, pid: int) -> bool:
        """Whether one of its servers has not ended by itself."""
        self._here.send(json.dumps(pid).encode())
        return self._answer() == 0

    def end(self, pid: int) -> None:
        """End one of its servers and wait until it is gone."""
        if self.lives(pid):
            os.kill(pid, signal.SIGTERM)
            self._here.send(json.dumps(-pid).encode())
            self._answer()

    def close(self) -> None:
        """Nothing more will be asked."""
        self._here.close()
        self._process.wait(timeout=20)

    def _answer(self) -> int:
        return int(self._here.recv(MOST))


def main(channel: socket.socket) -> None:
    """The nursery's side: go on until the parent is gone."""
    for needed in ("gunicorn.workers.gthread", SERVER, "casework.app"):
        import_module(needed)
    configure_mappers()
    while True:
        asked, fds, _flags, _address = socket.recv_fds(channel, MOST, 2)
        if not asked:
            return
        told = json.loads(asked)
        if isinstance(told, int):
            channel.send(str(_waited(abs(told), os.WNOHANG if told > 0 else 0)).encode())
            continue
        pid = os.fork()
        if pid == 0:
            channel.close()
            _become(json.loads(told[0]), json.loads(told[1]), *fds)
        for one in fds:
            os.close(one)
        channel.send(str(pid).encode())


def _waited(pid: int, how: int) -> int:
    try:
        return os.waitpid(pid, how)[0]
    except ChildProcessError:
        return pid


def _become(arguments: list[str], environment: dict[str, str], listener: int, output: int) -> None:
    """This process is gunicorn from here on. Never returns."""
    try:
        os.dup2(output, 1)
        os.dup2(output, 2)
        os.environ.clear()
        os.environ.update(environment)
        sys.argv = ["gunicorn", "--bind", f"fd://{listener}", *arguments]
        import_module(SERVER).run()
    except SystemExit as ended:
        os._exit(ended.code if isinstance(ended.code, int) else 1)
    finally:
        traceback.print_exc()
        os._exit(1)


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as given:
        main(given)
