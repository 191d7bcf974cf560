"""Who may end a transaction."""

from __future__ import annotations

import ast

from tests.support.source import called, name, python_files, tree

COMMIT_POINT = "casework/core/db.py"


def test_only_the_database_module_commits() -> None:
    committing = [
        f"{name(path)}:{node.lineno}"
        for path in python_files()
        if name(path) != COMMIT_POINT
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and called(node) == "commit"
        # `db.commit(session)` of our own module is the commit point itself.
        if not node.args
    ]
    assert committing == []


def test_views_leave_the_end_of_the_transaction_to_the_request() -> None:
    ending = [
        f"{name(path)}:{node.lineno}"
        for path in python_files()
        if path.stem == "views" or path.parent.name == "views"
        for node in ast.walk(tree(path))
        if called(node) in {"commit", "rollback"}
        if isinstance(node, ast.Call)
    ]
    assert ending == []
