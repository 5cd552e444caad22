"""What a photo may hold, and what is left of it."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageOps, ImageStat

from samplats.foundation.files.photos import LARGEST_PHOTO, PhotoFault, UnusablePhoto, photo_jpeg


def saved(picture: Image.Image, kind: str = "JPEG", **told: object) -> bytes:
    target = BytesIO()
    picture.save(target, kind, **told)
    return target.getvalue()


def fault_of(sent: bytes) -> PhotoFault:
    with pytest.raises(UnusablePhoto) as refused:
        photo_jpeg(sent)
    return refused.value.fault


def test_nothing_but_the_points_is_kept_and_the_photo_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # taken with the phone turned
    exif[0x010F] = "Kamera"
    exif.get_ifd(0x8825)[2] = (59.0, 30.0, 0.0)  # where
    picture = Image.new("RGB", (60, 40), "white")
    picture.paste("red", (0, 0, 30, 40))
    sent = saved(picture, exif=exif, comment=b"Karl Karlsson")
    assert b"Kamera" in sent
    kept = photo_jpeg(sent)
    made = Image.open(BytesIO(kept))
    assert made.size == (40, 60)
    assert made.getpixel((20, 5))[1] < 60  # red is up now
    assert not made.getexif()
    assert {"exif", "comment", "icc_profile", "xmp"} & set(made.info) == set()
    for secret in (b"Kamera", b"Karl", b"Exif"):
        assert secret not in kept


def test_what_lies_behind_the_picture_is_gone():
    sent = saved(Image.new("RGB", (10, 10))) + b"PK\x03\x04 hidden <script>"
    assert b"hidden" not in photo_jpeg(sent)


def test_notes_that_promise_more_than_they_hold_do_not_keep_a_photo_out():
    """Turning it upright needs no note written anew, which fails for some that are read."""
    exif = Image.Exif()
    exif[0x0112], exif[0x8825] = 6, {1: "N", 2: (1.0, 2.0, 3.0)}
    sent = saved(Image.new("RGB", (60, 40)), exif=exif)
    two, many = (struct.pack(">HHHI", entries, 1, 2, 2) for entries in (2, 0x8002))
    assert two in sent
    assert Image.open(BytesIO(photo_jpeg(sent.replace(two, many)))).size == (40, 60)


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_photo_is_turned_as_its_note_says(turn):
    exif = Image.Exif()
    exif[0x0112] = turn
    picture = Image.linear_gradient("L").resize((60, 40)).convert("RGB")
    picture.paste("red", (0, 0, 30, 20))
    wanted = ImageOps.exif_transpose(Image.open(BytesIO(saved(picture, "PNG", exif=exif))))
    made = Image.open(BytesIO(photo_jpeg(saved(picture, "PNG", exif=exif))))
    assert made.size == wanted.size
    assert ImageStat.Stat(ImageChops.difference(made, wanted)).mean[0] < 5


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "JPEG"])
def test_photos_are_made_small(kind):
    made = Image.open(BytesIO(photo_jpeg(saved(Image.new("RGB", (2000, 500), "navy"), kind))))
    assert (made.format, made.size) == ("JPEG", (1600, 400))


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "L"), ("PNG", "P"), ("PNG", "LA"), ("JPEG", "L"), ("WEBP", "RGB")])
def test_a_large_picture_is_scaled_roughly_before_it_is_scaled_carefully_and_looks_the_same(kind, mode, monkeypatch):
    carefully = []
    scale = Image.Image.thumbnail

    def thumbnail(picture, *how):
        carefully.append(picture.size)
        scale(picture, *how)

    monkeypatch.setattr(Image.Image, "thumbnail", thumbnail)
    pattern = Image.radial_gradient("L").resize((7300, 300))
    made = Image.open(BytesIO(photo_jpeg(saved(pattern.convert(mode), kind)))).convert("L")
    (size,) = carefully
    assert 2400 <= size[0] <= 3700  # of 7300
    assert ImageStat.Stat(ImageChops.difference(made, pattern.resize(made.size))).mean[0] < 1.5


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_large_picture_is_turned_too(kind):
    exif = Image.Exif()
    exif[0x0112] = 6
    made = Image.open(BytesIO(photo_jpeg(saved(Image.new("RGB", (8000, 100)), kind, exif=exif))))
    assert made.size == (20, 1600)


@pytest.mark.parametrize("size", [(1, 30_000), (30_000, 1), (2400, 2400), (2401, 3), (4799, 2)])
def test_long_and_thin_pictures_are_read(size):
    made = Image.open(BytesIO(photo_jpeg(saved(Image.new("L", size), "PNG"))))
    assert max(made.size) == 1600


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "I;16"])
def test_pictures_of_every_kind_of_points_are_read(mode):
    sent = saved(Image.new(mode, (1700, 10)), "JPEG" if mode == "CMYK" else "PNG")
    assert Image.open(BytesIO(photo_jpeg(sent))).size == (1600, 9)


def test_what_can_be_seen_through_is_white():
    made = Image.open(BytesIO(photo_jpeg(saved(Image.new("RGBA", (10, 10), (0, 0, 0, 0)), "PNG"))))
    assert made.getpixel((5, 5)) == (255, 255, 255)


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int, *chunks: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + chunk(b"IEND", b"")


def test_a_bomb_is_refused_before_it_is_unpacked():
    assert fault_of(png(8_000, 5_000, chunk(b"IDAT", zlib.compress(b"\0" * 1000)))) is PhotoFault.TOO_MANY_POINTS
    assert fault_of(png(60_000, 60_000, chunk(b"IDAT", zlib.compress(b"\0" * 1000)))) is PhotoFault.TOO_MANY_POINTS
    text = b"a\0\0" + zlib.compress(b" " * 50_000_000)
    assert fault_of(png(4, 4, chunk(b"zTXt", text))) is PhotoFault.NOT_A_PHOTO


@pytest.mark.parametrize(
    ("sent", "fault"),
    [
        (b"", PhotoFault.NOT_A_PHOTO),
        (b"%PDF-1.7", PhotoFault.NOT_A_PHOTO),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", PhotoFault.NOT_A_PHOTO),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", PhotoFault.HEIC),
        (b"\xff\xd8" + b"\0" * LARGEST_PHOTO, PhotoFault.TOO_LARGE),
        (saved(Image.new("RGB", (300, 300), "red"))[:400], PhotoFault.NOT_A_PHOTO),
        (saved(Image.new("P", (4, 4)), "GIF"), PhotoFault.NOT_A_PHOTO),
    ],
)
def test_other_files_are_refused_with_their_reason(sent, fault):
    assert fault_of(sent) is fault


def test_no_broken_file_breaks_more_than_itself():
    whole = [saved(Image.effect_noise((64, 64), 60).convert("RGB"), kind) for kind in ("JPEG", "PNG", "WEBP")]
    for sent in whole:
        for at in range(4, len(sent), max(1, len(sent) // 60)):
            broken = sent[:at] + bytes([sent[at] ^ 0xFF]) + sent[at + 1 :]
            try:
                assert photo_jpeg(broken).startswith(b"\xff\xd8")
            except UnusablePhoto:
                continue
