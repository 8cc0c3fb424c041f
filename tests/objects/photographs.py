"""Pages of a PDF as a telephone or a scanner sees them; made here, of our own forms."""

import io
import random
from typing import Any

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter

TABLE = (96, 78, 62)
PENS = [(0.16, 0.62), (0.2, 0.6), (0.24, 0.63), (0.3, 0.61)]


def sheet(pdf: bytes, page: int = 1, *, dpi: int = 200) -> Any:
    """The page on paper, with something written on it with a pen."""
    drawn = pypdfium2.PdfDocument(pdf)[page - 1].render(scale=dpi / 72).to_pil()
    image = drawn.convert("RGB")
    at = [(x * image.width, y * image.height) for x, y in PENS]
    ImageDraw.Draw(image).line(at, fill=(20, 40, 140), width=4)
    return image


def scanned(pdf: bytes, page: int = 1, *, dpi: int = 150, askew: float = 0.7) -> bytes:
    """A JPEG from a flat-bed, not quite straight."""
    image = sheet(pdf, page, dpi=dpi)
    return as_jpeg(image.rotate(askew, expand=True, fillcolor="white"), quality=75)


def photographed(
    pdf: bytes,
    page: int = 1,
    *,
    turn: float = 4,
    tilt: float = 0.06,
    light: float = 0.5,
) -> bytes:
    """A JPEG from a telephone: on a table, turned, seen from the side, in bad light.

    `turn` in degrees; `tilt`: how much narrower the far end is; `light`: of the darkest.
    """
    image = sheet(pdf, page, dpi=170)
    wide, high = image.size
    canvas = Image.new("RGB", (int(wide * 1.2), int(high * 1.15)), TABLE)
    canvas.paste(image, ((canvas.width - wide) // 2, (canvas.height - high) // 2))
    canvas = canvas.rotate(turn, resample=Image.BICUBIC, expand=True, fillcolor=TABLE)
    canvas = _tilted(canvas, tilt)
    canvas = ImageChops.multiply(canvas, _shade(canvas.size, light))
    canvas = ImageChops.add(canvas, _noise(canvas.size), offset=-24)
    return as_jpeg(canvas.filter(ImageFilter.GaussianBlur(0.7)), quality=70)


def pdf_of(*pictures: bytes) -> bytes:
    """A scanner's PDF: one picture a page."""
    first, *more = (Image.open(io.BytesIO(one)) for one in pictures)
    out = io.BytesIO()
    first.save(out, "PDF", save_all=True, append_images=more, resolution=150)
    return out.getvalue()


def as_jpeg(image: Any, *, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


def _tilted(image: Any, tilt: float) -> Any:
    """The upper edge further away than the lower."""
    wide, high = image.size
    out = int(wide * tilt)
    corners = (-out, -out, 0, high, wide, high, wide + out, -out)
    return image.transform(
        image.size, Image.QUAD, corners, resample=Image.BICUBIC, fillcolor=TABLE
    )


def _shade(size: tuple[int, int], light: float) -> Any:
    ramp = Image.linear_gradient("L").resize(size)
    return ramp.point(lambda one: int(255 * light + one * (1 - light))).convert("RGB")


def _noise(size: tuple[int, int]) -> Any:
    source = random.Random(1)
    small = (256, 256)
    grains = bytes(source.randrange(12, 36) for _ in range(small[0] * small[1]))
    tile = Image.frombytes("L", small, grains)
    noise = Image.new("L", size)
    for left in range(0, size[0], small[0]):
        for top in range(0, size[1], small[1]):
            noise.paste(tile, (left, top))
    return noise.convert("RGB")
