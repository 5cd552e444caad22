"""A logo that somebody sends: read, made small, and written anew, so that nothing but the picture is kept."""

from __future__ import annotations

from enum import StrEnum
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

LARGEST_FILE = 2 * 1024 * 1024
MOST_PIXELS = 16_000_000
ROOM = (480, 160)  # twice what is shown, for sharp screens
HEAVIEST = 24 * 1024  # the public pages weigh under 60 kB with it


class LogoFault(StrEnum):
    """Why a file cannot be a logo."""

    TOO_LARGE = "too_large"
    TOO_MANY_PIXELS = "too_many_pixels"
    NOT_A_PICTURE = "not_a_picture"


class UnusableLogo(ValueError):
    """The file cannot be a logo; `fault` says why."""

    def __init__(self, fault: LogoFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def logo_png(sent: bytes) -> bytes:
    """The picture of a PNG or JPEG file as a small PNG without anything else that the file held."""
    from PIL import Image, UnidentifiedImageError  # heavy, and needed for logos only

    if len(sent) > LARGEST_FILE:
        raise UnusableLogo(LogoFault.TOO_LARGE)
    try:
        opened = Image.open(BytesIO(sent), formats=("PNG", "JPEG"))
        if opened.width * opened.height > MOST_PIXELS:
            raise UnusableLogo(LogoFault.TOO_MANY_PIXELS)
        picture = opened.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as broken:
        raise UnusableLogo(LogoFault.NOT_A_PICTURE) from broken
    picture.thumbnail(ROOM, Image.Resampling.LANCZOS)
    clean = Image.new("RGBA", picture.size)
    clean.paste(picture)
    whole = _png(clean)
    return whole if len(whole) <= HEAVIEST else _png(clean.quantize(128, Image.Quantize.FASTOCTREE))


def _png(picture: Picture) -> bytes:
    target = BytesIO()
    picture.save(target, "PNG", optimize=True)
    return target.getvalue()
