"""Words are translated when a reader asks for them, never while the product starts."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.support.source import Function, called, name, python_files, tree

AT_ONCE = {"_", "_n", "gettext", "ngettext"}
# Calls whose first words a reader sees; their text goes through `_` or `_l`.
SPOKEN = {"flash", "Refused", "NotAllowed", "NotVisible", "TooMany", "ValidationError", "StopValidation"}


def test_nothing_is_translated_at_import() -> None:
    early = [
        f"{name(path)}:{node.lineno}"
        for path in python_files()
        for node in _run_at_import(tree(path))
        if isinstance(node, ast.Call) and called(node) in AT_ONCE
    ]
    assert early == []


def test_what_a_reader_is_told_can_be_translated() -> None:
    bare = [
        f"{name(path)}:{node.lineno}"
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and _is_spoken(node, path) and _has_bare_words(node)
    ]
    assert bare == []


def _run_at_import(node: ast.AST) -> Iterator[ast.AST]:
    """What runs when the file is imported: not the bodies of functions, but their defaults and decorators."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Lambda):
            continue
        yield child
        if isinstance(child, Function):
            outside = [*child.decorator_list, *child.args.defaults, *filter(None, child.args.kw_defaults)]
            for part in outside:
                yield from ast.walk(part)
        else:
            yield from _run_at_import(child)


def _is_spoken(node: ast.Call, path: Path) -> bool:
    label = called(node).endswith("Field") and path.stem.startswith("forms")
    return label or called(node) in SPOKEN


def _has_bare_words(node: ast.Call) -> bool:
    labels = [
        *node.args[:1],
        *(keyword.value for keyword in node.keywords if keyword.arg in ("label", "description")),
    ]
    return any(
        isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value for part in labels
    )
