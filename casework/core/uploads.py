"""Uploads stay in memory, under a limit for each route."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import IO, Any, cast

from flask import Flask, Request, current_app
from flask.sansio.blueprints import BlueprintSetupState

TAKES_FILES = "takes_files"


def takes_files(view: Any) -> Any:
    """Let a route take a file as large as the configuration allows; all others keep to the limit of a
    form."""
    setattr(view, TAKES_FILES, True)
    return view


def takes_up_to(most: int) -> Callable[[Any], Any]:
    """Let a route take a body of so many bytes, whatever is configured for the others."""

    def mark(view: Any) -> Any:
        setattr(view, TAKES_FILES, most)
        return view

    return mark


class InMemoryRequest(Request):
    """A request whose parts never touch a disk: what somebody sends is not sealed yet."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return io.BytesIO()

    @property
    def max_content_length(self) -> int | None:
        """The most that this route takes, in bytes."""
        view = current_app.view_functions.get(self.endpoint or "")
        takes = getattr(view, TAKES_FILES, False)
        if takes is True:
            limit: int = current_app.extensions["sahayatri_config"].max_upload_bytes
            return limit
        return takes or super().max_content_length

    @max_content_length.setter
    def max_content_length(self, value: int | None) -> None:
        self._max_content_length = value


def keep_uploads_in_memory(state: BlueprintSetupState) -> None:
    """Use such requests throughout the app."""
    cast("Flask", state.app).request_class = InMemoryRequest
