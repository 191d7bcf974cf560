"""Contents to attach: small, invented, and of each kind."""

from __future__ import annotations

import io

from PIL import Image

DEVICE = "Nepaphone 7"


def picture(width: int = 64, height: int = 48, kind: str = "JPEG") -> bytes:
    """A picture as a phone takes it: lying on its side, with place and device written into it."""
    drawn = Image.new("RGB", (width, height), "white")
    drawn.paste("teal", (0, 0, width // 2, height))
    exif = Image.Exif()
    exif[0x0110], exif[0x0112] = DEVICE, 6
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    drawn.save(out, kind, exif=exif)
    return out.getvalue()


PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
SOUND = b"OggS\x00" + bytes(60)
HEIC = b"\x00\x00\x00\x18ftypheic" + bytes(40)
FILM = b"\x00\x00\x00\x18ftypisom" + bytes(8) + b"hdlr" + bytes(8) + b"vide" + bytes(40)
