"""A slow line holds up nobody: the whole of what is sent is read before anything is locked."""

from __future__ import annotations

from io import BytesIO, RawIOBase
from typing import Any
from urllib.parse import urlencode

from sqlalchemy.orm import Session

from casework.core.db import begin_write, make_engine
from tests.support.people import World, client_as


class SlowBody(RawIOBase):
    """A body during whose reading somebody else writes."""

    def __init__(self, body: bytes, url: str) -> None:
        self.body, self.engine = BytesIO(body), make_engine(url)
        self.others = 0

    def readable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        return self.body.seek(offset, whence)

    def readinto(self, buffer: Any) -> int:
        with Session(self.engine) as session:
            begin_write(session)
            session.rollback()
        self.engine.dispose()
        self.others += 1
        return self.body.readinto(buffer)


def test_somebody_else_can_write_while_a_form_is_still_coming_in(world: World) -> None:
    asha = client_as(world.asha)
    asha.visit("/files")
    body = urlencode({"csrf_token": asha.token(), "text": "lax"}).encode()
    slow = SlowBody(body, world.app.config["SQLALCHEMY_ENGINES"]["default"])
    answer = asha.client.post(
        "/files",
        input_stream=slow,
        content_length=len(body),
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code == 200
    assert slow.others > 0
