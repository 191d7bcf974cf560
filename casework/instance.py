"""Demo or real, for ever: what an instance was made as stands in its folder."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from enum import StrEnum
from typing import ParamSpec, TypeVar

import click
from flask import current_app

from casework.config import Config

Given = ParamSpec("Given")
Done = TypeVar("Done")


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


def needs_instance(work: Callable[Given, Done]) -> Callable[Given, Done]:
    """A command that has no work in an empty folder: the settings of the service were forgotten."""

    @functools.wraps(work)
    def checked(*given: Given.args, **named: Given.kwargs) -> Done:
        if kind_of(current_app.extensions["sahayatri_config"]) is Kind.EMPTY:
            raise click.ClickException(
                "There is no instance in this folder. Set SAHAYATRI_INSTANCE to the folder of yours, and"
                " SAHAYATRI_DATABASE_URL if it has one."
            )
        return work(*given, **named)

    return checked
