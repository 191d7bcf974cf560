"""Demo or real, for ever: what an instance was made as stands in its folder."""

from __future__ import annotations

import json
from enum import StrEnum

from flask import current_app

from casework.config import Config


class Kind(StrEnum):
    """What an instance was made as."""

    EMPTY = "empty"
    DEMO = "demo"
    REAL = "real"


def kind_of(config: Config) -> Kind:
    """What the instance in this folder is."""
    path = config.instance / "instance.json"
    return Kind(json.loads(path.read_text())["kind"]) if path.exists() else Kind.EMPTY


def this_is_demo() -> bool:
    """Whether the app of the moment serves a demo."""
    return kind_of(current_app.extensions["sahayatri_config"]) is Kind.DEMO


def fix_kind(config: Config, kind: Kind) -> None:
    """Fix what an empty instance is. Raises ValueError if it is something else already."""
    if kind_of(config) not in (Kind.EMPTY, kind):
        raise ValueError("An instance is demo or real for ever.")
    (config.instance / "instance.json").write_text(json.dumps({"kind": kind.value}))
