"""Every attacker of the threat model, and every denial that was promised, has a test with its name."""

from __future__ import annotations

import ast
import csv

from tests.support.source import ROOT, tree

LISTED = ROOT / "tests" / "vault" / "denials.csv"


def _rows() -> list[dict[str, str]]:
    with LISTED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_denial_names_a_test_that_is_there() -> None:
    gone = [row["test"] for row in _rows() if not _is_there(*row["test"].split("::"))]
    assert gone == []


def _is_there(path: str, name: str) -> bool:
    file = ROOT / path
    return file.exists() and any(
        isinstance(node, ast.FunctionDef) and node.name == name for node in tree(file).body
    )


def test_everybody_of_the_threat_model_has_a_test() -> None:
    text = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
    table = text.split("| who | learns |", 1)[1].split("\n\n", 1)[0].splitlines()[2:]
    attackers = {line.split("|")[1].strip() for line in table}
    assert len(attackers) > 1
    assert attackers - {row["who or what"] for row in _rows()} == set()
