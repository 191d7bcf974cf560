"""Which room may know which."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

from tests.support.source import PRODUCT, ROOT, imports, is_in, layers, module, name, python_files, tree

MAY_SEAL = ("crypto", "auth", "casework.vault", "casework.facts", "casework.reporting.release")
BELOW_AUTH = ("casework.audit", "casework.core", "crypto")
RULES = {"models", "actions"}


def test_rooms_import_only_what_lies_below_them() -> None:
    lint = "from importlinter.cli import lint_imports_command as lint; lint()"
    done = subprocess.run(
        [sys.executable, "-c", lint, "--no-logo", "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_room_has_its_place_among_the_layers() -> None:
    placed = layers()
    rooms = [f"casework.{path.stem}" for path in (ROOT / "casework").iterdir() if _is_module(path.name)]
    assert [room for room in rooms if room not in placed] == []


def test_only_crypto_imports_the_cryptography_package() -> None:
    assert _importers("cryptography", allowed=("crypto",)) == []


def test_only_those_who_seal_import_crypto() -> None:
    assert _importers("crypto", allowed=MAY_SEAL) == []


def test_models_and_actions_know_no_flask() -> None:
    rules = [path for path in python_files() if RULES & {path.stem, *path.parent.parts} or _has_tables(path)]
    knowing = [name(path) for path in rules if any(_is_flask(dotted) for dotted in imports(path))]
    assert knowing == []


def test_nothing_below_auth_knows_the_request_globals() -> None:
    below = [path for path in python_files() if any(is_in(module(path), room) for room in BELOW_AUTH)]
    knowing = [name(path) for path in below if {"flask.g", "flask_login"} & set(imports(path))]
    assert knowing == []


def test_crypto_knows_neither_flask_nor_the_database() -> None:
    heavy = ("flask", "sqlalchemy", "auth", "casework")
    knowing = [
        name(path)
        for path in python_files("crypto")
        if any(is_in(dotted, package) for dotted in imports(path) for package in heavy)
    ]
    assert knowing == []


def test_no_product_file_imports_a_test() -> None:
    assert _importers("tests", allowed=()) == []


def test_every_product_file_can_be_read() -> None:
    """The scans above see what they should: each room's files parse, and there are some."""
    for folder in PRODUCT:
        assert [tree(path) for path in python_files(folder)]


def _is_module(file_name: str) -> bool:
    return not file_name.startswith("_") and (file_name.endswith(".py") or "." not in file_name)


def _importers(package: str, allowed: tuple[str, ...]) -> list[str]:
    return [
        name(path)
        for path in python_files()
        if not any(is_in(module(path), room) for room in allowed)
        and any(is_in(dotted, package) for dotted in imports(path))
    ]


def _has_tables(path: Path) -> bool:
    classes = (node for node in ast.walk(tree(path)) if isinstance(node, ast.ClassDef))
    return any(isinstance(base, ast.Name) and base.id == "Base" for node in classes for base in node.bases)


def _is_flask(dotted: str) -> bool:
    return dotted.split(".")[0].startswith(("flask", "werkzeug", "wtforms"))
