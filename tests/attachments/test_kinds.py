"""What something is, is told by its content; a picture keeps nothing but what can be seen."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from casework.cases.attachments.kinds import AppleFormat, NotTaken, kind_of
from casework.cases.attachments.pictures import LONGEST_SIDE, NoPicture, redrawn
from tests.support.contents import DEVICE, FILM, HEIC, PDF, SOUND, picture


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (picture(), "jpg"),
        (picture(kind="PNG"), "jpg"),
        (PDF, "pdf"),
        (SOUND, "ogg"),
        (b"#!AMR\n....", "amr"),
        (b"RIFF....WAVEfmt ", "wav"),
        (b"ID3\x03........", "mp3"),
        (b"\x00\x00\x00\x18ftypM4A ....", "m4a"),
        (b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm", "webm"),
    ],
)
def test_a_kind_is_told_by_content(content: bytes, ending: str) -> None:
    assert kind_of(content).ending == ending


@pytest.mark.parametrize("content", [b"<html><script>", b"MZ....", b"PK\x03\x04", FILM, b"x" + PDF])
def test_what_is_not_known_is_refused(content: bytes) -> None:
    with pytest.raises(NotTaken):
        kind_of(content)


def test_a_picture_of_an_apple_phone_is_refused_with_what_to_do() -> None:
    with pytest.raises(AppleFormat):
        kind_of(HEIC)


def test_a_picture_stands_upright_and_forgets_where_it_was_taken() -> None:
    assert DEVICE.encode() in picture()
    clean = redrawn(picture(64, 48))
    with Image.open(io.BytesIO(clean)) as seen:
        assert seen.size == (48, 64)
        assert dict(seen.getexif()) == {}
    assert DEVICE.encode() not in clean
    assert b"Exif" not in clean


def test_a_large_picture_is_made_smaller_and_an_endless_one_refused() -> None:
    with Image.open(io.BytesIO(redrawn(picture(4000, 100, "PNG")))) as seen:
        assert max(seen.size) == LONGEST_SIDE
    header = bytearray(picture(10, 10, "PNG"))
    header[16:24] = (60000).to_bytes(4, "big") * 2
    with pytest.raises(NoPicture):
        redrawn(bytes(header))


def test_what_only_begins_like_a_picture_is_refused() -> None:
    with pytest.raises(NoPicture):
        redrawn(b"\xff\xd8\xff" + b"<script>" * 10)
