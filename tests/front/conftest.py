"""The frame, and the frame served to a real browser."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.front.frame import frame_app

if TYPE_CHECKING:
    import playwright.sync_api

    from tests.support.chromium import Device


class _Quiet(WSGIRequestHandler):
    def log(self, *_args: Any) -> None:
        """Nothing: the tests say what went wrong."""


class _Whole:
    """Answers in one piece: who goes away in the middle would leave werkzeug with an open file."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def __call__(self, *request: Any) -> list[bytes]:
        parts = self.app(*request)
        with contextlib.closing(parts):  # type: ignore[type-var]
            return [b"".join(parts)]


@pytest.fixture
def frame() -> Flask:
    return frame_app()


@pytest.fixture(scope="session")
def frame_url() -> Iterator[str]:
    server = make_server("127.0.0.1", 0, _Whole(frame_app()), threaded=True, request_handler=_Quiet)
    running = threading.Thread(target=server.serve_forever)
    running.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    running.join()
    server.server_close()


@pytest.fixture
def show(
    chromium: playwright.sync_api.Browser, frame_url: str
) -> Iterator[Callable[..., playwright.sync_api.Page]]:
    """Opens a page of the frame; a fault in its console fails the test."""
    from tests.support.chromium import Device

    devices: list[Device] = []

    def open_page(path: str, **options: Any) -> playwright.sync_api.Page:
        device = Device(chromium, frame_url, **options)
        devices.append(device)
        device.page.goto(path)
        device.page.wait_for_load_state("networkidle")
        return device.page

    yield open_page
    faults = [fault for device in devices for fault in device.faults]
    for device in devices:
        device.close()
    assert not faults, faults
