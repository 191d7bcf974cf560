#!/usr/bin/env python3
"""The one command of this project: python3 dev.py run | test | check | bench | text | shots.

Needs Python 3.11 and nothing else: it makes its own environment from the hash-locked requirements.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import importlib.util
import ipaddress
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

ROOT = pathlib.Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "installed.json"
RUNTIME, DEVELOPMENT = "requirements.txt", "requirements-dev.txt"
SOURCES = ["casework", "auth", "crypto", "tests", "benchmarks", "migrations", "dev.py", "wsgi.py"]
TYPED = ["casework", "auth", "crypto", "tests", "benchmarks", "dev.py", "wsgi.py"]
# The first is the same Chromium without windows, which would take half of a browser test's time.
BROWSERS = ["chromium-headless-shell", "chromium", "chromium-browser"]
BROWSERS += ["google-chrome", "google-chrome-stable"]
PACKAGES = ["chromium-headless-shell", "fonts-lohit-deva"]


class Stop(Exception):
    """Something that only the person at the keyboard can put right; the message says how."""


def main(arguments: Sequence[str]) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036  (an older Python gets here, and should be told)
        print("Sahayatri needs Python 3.11 or later; this is " + sys.version.split()[0])
        return 1
    options, rest = command_line().parse_known_args(arguments)
    if rest and options.work not in (test, bench, shots):
        command_line().error("unknown: " + " ".join(rest))
    os.chdir(ROOT)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # A warm start within two seconds needs compiled files
    try:
        return int(options.work(options, rest))
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0


def command_line() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")

    def command(name: str, work: Callable[..., int], says: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=says, description=says)
        added.set_defaults(work=work)
        return added

    serving = command("run", run, "make an instance if there is none, and serve it")
    serving.add_argument("--real", action="store_true", help="an empty instance becomes a real one")
    serving.add_argument("--port", type=int, default=8000)
    serving.add_argument("--host", default="127.0.0.1")
    command("test", test, "checks, then all tests; with arguments: pytest with these")
    command("check", check, "style, types, layers and templates")
    command("bench", bench, "the measured goals, as ratios")
    command("text", text, "extract messages and bring the Nepali catalogue up to date")
    command("shots", shots, "every page as a picture, into shots/")
    return parser


# The environment


def environment(lock: str) -> None:
    """Make .venv and install `lock` into it, unless that was done with exactly this lock."""
    wanted = hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()
    if PYTHON.exists() and installed().get(lock) == wanted:
        return
    uv = shutil.which("uv")
    if not PYTHON.exists():
        make_venv(uv)
    elif uv is None and not venv_has_pip():
        shutil.rmtree(VENV)
        make_venv(uv)
    print(f"Installing {lock} into .venv …", flush=True)
    installer = [uv, "pip"] if uv else [str(PYTHON), "-m", "pip"]
    command = [
        *installer,
        "install",
        # pip compiles what it installs, uv only if told to; without, every start takes seconds longer.
        *(["--python", str(PYTHON), "--compile-bytecode"] if uv else []),
        "--quiet",
        "--require-hashes",
        "-r",
        lock,
    ]
    if subprocess.call(command) != 0:
        raise Stop("The requirements could not be installed. To see why:\n  " + " ".join(command))
    STAMP.write_text(json.dumps(installed() | covered_by(lock)))


def covered_by(lock: str) -> dict[str, str]:
    """The development lock holds every runtime package too, at the same version."""
    locks = [RUNTIME, DEVELOPMENT] if lock == DEVELOPMENT else [lock]
    return {name: hashlib.sha256((ROOT / name).read_bytes()).hexdigest() for name in locks}


def installed() -> dict[str, str]:
    try:
        return dict(json.loads(STAMP.read_text()))
    except (OSError, ValueError):
        return {}


def venv_has_pip() -> bool:
    return subprocess.call([str(PYTHON), "-c", "import pip"], stderr=subprocess.DEVNULL) == 0


def make_venv(uv: str | None) -> None:
    print("Making .venv …", flush=True)
    if uv is None and importlib.util.find_spec("ensurepip") is None:
        raise Stop("Python's venv module is not complete here. On Debian:\n  apt-get install python3-venv")
    command = [uv, "venv", "--quiet", "--python", sys.executable] if uv else [sys.executable, "-m", "venv"]
    if subprocess.call([*command, str(VENV)]) != 0:
        raise Stop("The environment could not be made with:\n  " + " ".join([*command, str(VENV)]))


def python(*arguments: str, **variables: str) -> int:
    """Run the environment's Python and give its exit status."""
    return subprocess.call([str(PYTHON), *arguments], env={**os.environ, **variables})


# run


def run(options: argparse.Namespace, _rest: list[str]) -> int:
    environment(RUNTIME)
    refuse_taken(options.host, options.port)
    prepare(options.real)
    refuse_open_demo(options.host)
    print(f"Serving http://{options.host}:{options.port} (end with Ctrl-C)", flush=True)
    return serve(options.host, options.port)


def instance_folder() -> pathlib.Path:
    return pathlib.Path(os.environ.get("SAHAYATRI_INSTANCE") or ROOT / "instance")


def prepare(real: bool) -> None:
    """Migrate, and make the instance if there is none.

    A database in its own folder is up to date when the migrations are those of the last time; any other is
    always asked. A real instance is asked as long as it has its set-up code to show.
    """
    mark, code, state = instance_folder() / "prepared", instance_folder() / "set-up-code", migrations()
    own = not os.environ.get("SAHAYATRI_DATABASE_URL") and (instance_folder() / "sahayatri.db").exists()
    known = own and mark.exists() and mark.read_text() == state
    if known and (not real or (kind_of_instance() == "real" and not code.exists())):
        return
    command = ["-m", "flask", "--app", "wsgi", "instance", "prepare"]
    if python(*command, *(["--real"] if real else [])) != 0:
        raise Stop("The instance could not be prepared.")
    mark.write_text(state)


def migrations() -> str:
    files = sorted((ROOT / "migrations").rglob("*.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def refuse_taken(host: str, port: int) -> None:
    """Said before a demo is made, which takes minutes, and not after it."""
    with contextlib.suppress(OSError), socket.create_connection((host, port), timeout=1):
        raise Stop(f"Something is served on port {port} already. Please choose another: --port {port + 1}")


def refuse_open_demo(host: str) -> None:
    """A demo's passphrases are printed for anyone to read: it is for this machine only."""
    kind = kind_of_instance()
    if kind == "demo" and not is_loopback(host):
        raise Stop(f"This instance is a demo and serves 127.0.0.1 only, not {host}.")
    if not is_loopback(host) and os.environ.get("SAHAYATRI_SECURE") != "1":
        raise Stop("Beyond this machine only HTTPS is safe: see SAHAYATRI_SECURE in docs/operations.md.")


def kind_of_instance() -> str:
    with contextlib.suppress(OSError, ValueError, LookupError, TypeError):
        return str(json.loads((instance_folder() / "instance.json").read_text())["kind"])
    raise Stop('instance.json is lost. Put back what it was: {"kind": "real"} or {"kind": "demo"}.')


def is_loopback(host: str) -> bool:
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host == "localhost"


def serve(host: str, port: int) -> int:
    if os.name == "nt":
        return python("-m", "flask", "--app", "wsgi", "run", "--host", host, "--port", str(port))
    server = ["-m", "gunicorn", "--no-control-socket", "--preload", "--worker-class", "gthread"]
    server += ["--workers", "2", "--threads", "4", "--log-level", "warning"]
    server += ["--bind", f"[{host}]:{port}" if ":" in host else f"{host}:{port}", "wsgi:app"]
    # Takes the place of this process, so that Ctrl-C and a service manager's signals reach the server itself.
    os.execv(PYTHON, [str(PYTHON), *server])
    return 1


# test and check


def test(options: argparse.Namespace, rest: list[str]) -> int:
    environment(DEVELOPMENT)
    need_browser()
    if rest:
        return python("-m", "pytest", *rest)
    checked = check(options, rest)
    tests = python("-m", "pytest", "-n", "2", "--dist", "worksteal", "--engines", "one")
    return checked or tests


def check(_options: argparse.Namespace, _rest: list[str]) -> int:
    """Every check runs even if an earlier one fails, so that one run shows everything."""
    environment(DEVELOPMENT)
    with ThreadPoolExecutor() as at_once:
        return max(at_once.map(run_check, checks(), checks().values()))


def checks() -> dict[str, list[str]]:
    sources = [path for path in SOURCES if (ROOT / path).exists()]
    typed = [path for path in TYPED if (ROOT / path).exists()]
    return {
        "style": ["-m", "ruff", "check", "--quiet", *sources],
        "format": ["-m", "ruff", "format", "--check", "--quiet", *sources],
        "types": ["-m", "mypy", "--no-error-summary", *typed],
        "layers": ["-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-logo"],
        "templates": ["-m", "djlint", "templates", "--lint", "--quiet"],
    }


def run_check(name: str, command: list[str]) -> int:
    done = subprocess.run([str(PYTHON), *command], capture_output=True, text=True)
    said = f"\n{done.stdout}{done.stderr}" if done.returncode else ""
    print(f"check {name}: {'FAILED' if done.returncode else 'ok'}{said}", flush=True)
    return 1 if done.returncode else 0


def need_browser() -> None:
    """Journeys run in a real Chromium, and Nepali in it needs a Devanagari font."""
    if browser_is_ready():
        return
    line = "apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "
    line += " ".join(PACKAGES)
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"Installing {' and '.join(PACKAGES)} …", flush=True)
        subprocess.call(line, shell=True, stdout=subprocess.DEVNULL)
    if not browser_is_ready():
        raise Stop(f"The tests need Chromium and a Devanagari font:\n  sudo sh -c '{line}'")


def browser_is_ready() -> bool:
    found = os.path.exists(os.environ.get("CHROMIUM", "")) or any(map(shutil.which, BROWSERS))
    return (found or any(pathlib.Path("/Applications").glob("*Chrom*.app"))) and has_devanagari()


def has_devanagari() -> bool:
    lister = shutil.which("fc-list")
    if lister is None:
        return sys.platform in ("darwin", "win32")  # These bring a Devanagari font of their own
    return bool(subprocess.run([lister, ":lang=ne"], capture_output=True).stdout.strip())


def bench(_options: argparse.Namespace, rest: list[str]) -> int:
    environment(DEVELOPMENT)
    return python("-m", "benchmarks.run", *rest)


def text(_options: argparse.Namespace, _rest: list[str]) -> int:
    environment(DEVELOPMENT)
    return python("-m", "tests.support.catalogue")


def shots(_options: argparse.Namespace, rest: list[str]) -> int:
    environment(DEVELOPMENT)
    need_browser()
    return python("-m", "tests.support.shots", *rest)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
