"""A picture drawn anew: upright, of bounded size, and without what the camera wrote into it."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps

from casework.cases.attachments.kinds import NotTaken
from casework.core.i18n import _l

MOST_PIXELS = 60_000_000
"""More than any phone takes. What claims more is refused before a pixel of it is unpacked."""

LONGEST_SIDE = 3000
"""A page of A4 at 250 dots an inch: small writing on a scan stays readable."""


class NoPicture(NotTaken):
    """It begins like a picture, and is none."""

    message = _l("This picture cannot be opened. Please take it again.")


def redrawn(content: bytes) -> bytes:
    """A JPEG of the same picture. Place, time and device, which cameras write down, are gone: only what
    can be seen is kept. Raises NoPicture."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            warnings.filterwarnings("ignore", category=UserWarning)
            return _drawn(content)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise NoPicture from None


def _drawn(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise NoPicture
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        seen = _on_white(upright)
        clean = Image.new("RGB", seen.size)
        clean.paste(seen)
        out = io.BytesIO()
        clean.save(out, "JPEG", quality=85)
        return out.getvalue()


def _on_white(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    seen = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen).convert("RGB")
