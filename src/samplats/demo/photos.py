"""A photo from the demo: a lamp that does not light, and somebody who was covered before it was sent."""

from __future__ import annotations

from io import BytesIO

SIZE = (1200, 900)
HORIZON = 560
SKY, GROUND, WALL, IRON, GLASS, LIGHT, INK = "#3d4a5c", "#55524c", "#6b5f57", "#20262b", "#8f9aa0", "#e8c67a", "#15211f"


def broken_lamp() -> bytes:
    """The photo as a JPEG file."""
    from PIL import Image, ImageDraw, ImageFilter  # heavy, and only when the demo is made

    made = Image.new("RGB", SIZE, SKY)
    draw = ImageDraw.Draw(made)
    draw.rectangle((0, HORIZON, *SIZE), fill=GROUND)
    for left in range(0, SIZE[0], 300):  # houses with some windows lit
        draw.rectangle((left + 10, 240 + left % 420 // 4, left + 290, HORIZON), fill=WALL)
        for window in range(4):
            lit = (left // 300 + window) % 3 == 0
            at = (left + 40 + window * 62, 330 + left % 420 // 4)
            draw.rectangle((*at, at[0] + 36, at[1] + 60), fill=LIGHT if lit else IRON)
    made = made.filter(ImageFilter.GaussianBlur(3))
    draw = ImageDraw.Draw(made)
    for step in range(6):  # paving
        draw.line((600 + (step - 3) * 90, HORIZON, 600 + (step - 3) * 420, SIZE[1]), fill=WALL, width=3)
    draw.rectangle((590, 190, 612, 760), fill=IRON)
    draw.polygon(((540, 190), (662, 190), (640, 90), (562, 90)), fill=GLASS)
    draw.polygon(((572, 190), (612, 190), (630, 120), (596, 150)), fill=INK)  # the hole
    draw.line((601, 190, 585, 130), fill=IRON, width=4)
    for x, y in ((520, 790), (566, 806), (640, 800), (690, 786), (610, 830)):  # glass on the ground
        draw.polygon(((x, y), (x + 26, y + 6), (x + 9, y + 17)), fill=GLASS)
    draw.rounded_rectangle((862, 470, 944, 742), 34, fill=WALL)
    draw.ellipse((840, 392, 968, 566), fill=INK)  # a face was here
    target = BytesIO()
    made.save(target, "JPEG", quality=80)
    return target.getvalue()
