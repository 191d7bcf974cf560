"""What a file is, by its content alone: its name and what the browser says of it are never believed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from casework.core.errors import Refused
from casework.core.i18n import _l


class NotTaken(Refused):
    """A kind of file that is not kept."""

    message = _l("This kind of file cannot be kept. Take a photo (JPEG, PNG), a PDF or a sound recording.")
    status = 422


class AppleFormat(NotTaken):
    """HEIC: opened by few, and not by us."""

    message = _l(
        "This picture is in a format of Apple phones (HEIC). On the phone choose Settings, Camera, Formats, "
        "Most Compatible, and take it again, or send a screenshot of it."
    )


@dataclass(frozen=True)
class Kind:
    """A kind of content: its media type and the ending of a neutral file name."""

    media: str
    ending: str

    @property
    def picture(self) -> bool:
        """Whether it is shown on a page. Everything else is only given as a download."""
        return self.media == PICTURE


PICTURE = "image/jpeg"
_HEIC = re.compile(rb"....ftyp(heic|heix|heim|heis|hevc|hevx|mif1|msf1|avif)", re.DOTALL)
_SOUND_OF_PHONES = re.compile(rb"....ftyp(M4A |M4B |mp4|isom|iso2|3gp|3g2|dash)", re.DOTALL)
_MOVING = re.compile(rb"hdlr.{8}vide", re.DOTALL)
_PICTURES = re.compile(rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|RIFF....WEBP", re.DOTALL)
_SIGNS: tuple[tuple[re.Pattern[bytes], Kind], ...] = (
    (re.compile(rb"%PDF-1\.|%PDF-2\."), Kind("application/pdf", "pdf")),
    (_PICTURES, Kind(PICTURE, "jpg")),
    (_SOUND_OF_PHONES, Kind("audio/mp4", "m4a")),
    (re.compile(rb"ID3[\x02-\x04]|\xff[\xfa\xfb\xf2\xf3]"), Kind("audio/mpeg", "mp3")),
    (re.compile(rb"\xff[\xf1\xf9]"), Kind("audio/aac", "aac")),
    (re.compile(rb"OggS\x00"), Kind("audio/ogg", "ogg")),
    (re.compile(rb"RIFF....WAVE", re.DOTALL), Kind("audio/wav", "wav")),
    (re.compile(rb"\x1aE\xdf\xa3.{0,60}webm", re.DOTALL), Kind("audio/webm", "webm")),
    (re.compile(rb"#!AMR(-WB)?\n"), Kind("audio/amr", "amr")),
)
BY_MEDIA = {kind.media: kind for _sign, kind in _SIGNS}


def kind_of(content: bytes) -> Kind:
    """The kind of a content. Raises NotTaken, or AppleFormat."""
    if _HEIC.match(content):
        raise AppleFormat
    for sign, kind in _SIGNS:
        if sign.match(content):
            if kind.media == "audio/mp4" and _MOVING.search(content):
                raise NotTaken
            return kind
    raise NotTaken
