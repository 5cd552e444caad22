"""A photo that somebody sends: read within bounds, turned upright, made small, and written anew.

What is kept is made of the points alone: no position, no camera, no earlier version, nothing hidden behind it.
"""

from __future__ import annotations

from enum import StrEnum
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

LARGEST_PHOTO = 6 * 1024 * 1024
MOST_POINTS = 30_000_000
LONGEST_SIDE = 1600
ROUGHLY = 2400  # a larger picture is first made about this long a side in whole steps, which costs a tenth
QUALITY = 80
KINDS = ("JPEG", "PNG", "WEBP")
ORIENTATION = 0x0112
TURNS: dict[object, str] = {
    2: "FLIP_LEFT_RIGHT",
    3: "ROTATE_180",
    4: "FLIP_TOP_BOTTOM",
    5: "TRANSPOSE",
    6: "ROTATE_270",
    7: "TRANSVERSE",
    8: "ROTATE_90",
}
SCALED_AS_THEY_ARE = {"L", "RGB", "RGBA", "CMYK"}
OF_PHONES = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"}


class PhotoFault(StrEnum):
    """Why a file cannot be a photo."""

    TOO_LARGE = "too_large"
    TOO_MANY_POINTS = "too_many_points"
    HEIC = "heic"
    NOT_A_PHOTO = "not_a_photo"


class UnusablePhoto(ValueError):
    """The file cannot be a photo; `fault` says why."""

    def __init__(self, fault: PhotoFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def photo_jpeg(sent: bytes) -> bytes:
    """The photo of a JPEG, PNG or WebP file as a JPEG of at most 1600 points a side; raises `UnusablePhoto`."""
    from PIL import Image  # heavy, and needed for photos only

    if len(sent) > LARGEST_PHOTO:
        raise UnusablePhoto(PhotoFault.TOO_LARGE)
    if sent[4:8] == b"ftyp" and sent[8:12] in OF_PHONES:
        raise UnusablePhoto(PhotoFault.HEIC)
    try:
        opened = Image.open(BytesIO(sent), formats=KINDS)
        if opened.width * opened.height > MOST_POINTS:  # before a single point has been unpacked
            raise UnusablePhoto(PhotoFault.TOO_MANY_POINTS)
        picture = _roughly_small(opened)
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
        turn = TURNS.get(opened.getexif().get(ORIENTATION))
        upright = (picture if turn is None else picture.transpose(Image.Transpose[turn])).convert("RGBA")
    except UnusablePhoto:
        raise
    except Image.DecompressionBombError as bomb:
        raise UnusablePhoto(PhotoFault.TOO_MANY_POINTS) from bomb
    except Exception as broken:  # whatever the reader raises on what somebody has made up
        raise UnusablePhoto(PhotoFault.NOT_A_PHOTO) from broken
    clean = Image.new("RGB", upright.size, "white")
    clean.paste(upright, mask=upright.getchannel("A"))
    target = BytesIO()
    clean.save(target, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return target.getvalue()


def _roughly_small(opened: Picture) -> Picture:
    """The picture in points that can be scaled, never below 2400 a side when it was above."""
    times = max(opened.size) / ROUGHLY
    if times > 1:
        opened.draft(None, (ceil(opened.width / times), ceil(opened.height / times)))  # a JPEG is unpacked no larger
    picture = opened if opened.mode in SCALED_AS_THEY_ARE else opened.convert("RGBA")
    return picture.reduce(max(1, max(picture.size) // ROUGHLY))
