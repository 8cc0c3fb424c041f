"""Does what a page of a PDF says, step by step, and notes what comes of it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf

from bt_admin.lib.pdf_fonts import Font, font_of
from bt_admin.lib.pdf_pages import (
    SAME,
    UNKNOWN,
    Area,
    Matrix,
    Page,
    Picture,
    Point,
    Run,
    after,
    around,
    at,
    corners,
    turned,
    unit_box,
)

DEEPEST = 8  # drawings inside drawings
MOST_STEPS = 400_000  # of one page
INKLESS = (3, 7)
WORD_GAP = 0.2  # of the size: a jump inside a line that stands for a space


class TooMuch(Exception):
    """More than a page made for people has."""


@dataclass(frozen=True)
class Ink:
    """What is set for whatever is drawn next."""

    matrix: Matrix = SAME
    white: bool = False
    clear: bool = False
    colours: str = "/DeviceGray"
    font: Font = field(default_factory=Font)
    size: float = 0
    apart: float = 0
    word_apart: float = 0
    wide: float = 1
    leading: float = 0
    rise: float = 0
    mode: int = 0


def page_of(source: Any) -> Page:
    """Everything that is drawn on this page; whatever is wrong with it raises."""
    matrix = turned(int(source.obj.get("/Rotate", 0)) % 360)
    found = Page(corners(matrix, [float(x) for x in source.cropbox]))
    Walk(found, Ink(matrix)).draw(source.obj, source.obj.get("/Resources", {}), 0)
    return found


class Walk:
    """Does what the page says, and notes what comes of it."""

    def __init__(self, page: Page, ink: Ink) -> None:
        self.page, self.ink = page, ink
        self.kept: list[Ink] = []
        self.text = self.line = SAME
        self.path: list[Point] = []
        self.is_plain, self.rectangles, self.clips = True, 0, False
        self.steps = 0
        self.fonts: dict[Any, Font] = {}
        self.resources: Any = {}

    def draw(self, source: Any, resources: Any, depth: int) -> None:
        if depth > DEEPEST:
            raise TooMuch
        before, self.resources = self.resources, resources
        for step in pikepdf.parse_content_stream(source):
            self.steps += 1
            if self.steps > MOST_STEPS:
                raise TooMuch
            name = str(step.operator)
            if name == "INLINE IMAGE":
                self.picture(None)
            elif name == "Do":
                self.thing(step.operands[0], depth)
            elif name in DO:
                DO[name](self, *step.operands)
        self.resources = before

    def thing(self, name: Any, depth: int) -> None:
        thing = self.resources["/XObject"][name]
        if str(thing.get("/Subtype")) == "/Image":
            return self.picture(thing)
        kept, ink = list(self.kept), self.ink
        matrix = [float(x) for x in thing.get("/Matrix", SAME)]
        self.set(matrix=after(tuple(matrix), ink.matrix))  # type: ignore[arg-type]
        if "/BBox" in thing:
            box = [float(x) for x in thing["/BBox"]]
            self.page.clips.append(corners(self.ink.matrix, box))
        self.draw(thing, thing.get("/Resources", self.resources), depth + 1)
        self.kept, self.ink = kept, ink
        return None

    def picture(self, image: Any) -> None:
        place, matrix = self.steps, self.ink.matrix
        self.page.pictures.append(Picture(place, matrix, image))
        is_plain = image is not None and not _has_holes(image) and not self.ink.clear
        self.page.areas.append(Area(place, unit_box(matrix), is_plain=is_plain))

    def set(self, **values: Any) -> None:
        self.ink = replace(self.ink, **values)

    # ------------------------------------------------------------------------ colours
    def plain_colour(self, *parts: Any) -> None:
        """Gray, RGB or CMYK, by how many numbers there are."""
        numbers = [float(one) for one in parts]
        is_cmyk = len(numbers) == 4
        white = all(one < 0.06 if is_cmyk else one > 0.94 for one in numbers)
        self.set(white=white and bool(numbers))

    def colours_of(self, name: Any) -> None:
        found = self.resources.get("/ColorSpace", {}).get(str(name), name)
        is_list = isinstance(found, pikepdf.Array) and len(found)
        self.set(colours=str(found[0] if is_list else found), white=False)

    def colour(self, *parts: Any) -> None:
        numbers = [one for one in parts if not str(one).startswith("/")]
        inked = self.ink.colours in ("/Separation", "/DeviceN")
        if len(numbers) < len(parts) or self.ink.colours in ("/Indexed", "/Pattern"):
            self.set(white=False)
        elif inked:
            self.set(white=all(float(one) < 0.06 for one in numbers))
        else:
            self.plain_colour(*numbers)

    def state(self, name: Any) -> None:
        given = self.resources["/ExtGState"][name]
        if "/ca" in given:
            self.set(clear=float(given["/ca"]) < 0.1)
        if "/Font" in given:
            self.set(font=self.font_at(given["/Font"][0]),
                     size=float(given["/Font"][1]))  # fmt: skip

    # -------------------------------------------------------------------------- paths
    def point(self, *numbers: Any) -> None:
        self.is_plain = False
        found = [float(one) for one in numbers]
        self.path += [
            at(self.ink.matrix, x, y)
            for x, y in zip(found[::2], found[1::2], strict=False)
        ]

    def rectangle(self, *numbers: Any) -> None:
        left, bottom, wide, high = (float(one) for one in numbers)
        box = (left, bottom, left + wide, bottom + high)
        x, y, z, w = corners(self.ink.matrix, box)
        self.path += [(x, y), (z, w)]
        self.rectangles += 1

    def paint(self) -> None:
        if self.path:
            is_plain = self.is_plain and self.rectangles == 1 and not self.ink.clear
            box = around(self.path)
            area = Area(self.steps, box, self.ink.white, is_plain)
            self.page.areas.append(area)
        self.end()

    def shade(self, *_: Any) -> None:
        self.page.areas.append(Area(self.steps, self.page.box))

    def stroke(self) -> None:
        self.page.lines += 1
        self.end()

    def both(self) -> None:
        self.page.lines += 1
        self.paint()

    def clip(self) -> None:
        self.clips = True

    def end(self) -> None:
        if self.clips and self.path:
            plain = self.is_plain and self.rectangles == 1
            self.page.clips.append(around(self.path) if plain else (0, 0, 0, 0))
        self.path, self.is_plain, self.rectangles, self.clips = [], True, 0, False

    # --------------------------------------------------------------------------- text
    def font(self, name: Any, size: Any) -> None:
        found = self.resources.get("/Font", {}).get(str(name))
        font = Font() if found is None else self.font_at(found)
        self.set(font=font, size=float(size))

    def font_at(self, source: Any) -> Font:
        key = source.objgen if source.objgen[0] else id(source)
        if key not in self.fonts:
            self.fonts[key] = font_of(source)
        return self.fonts[key]

    def begin(self) -> None:
        self.text = self.line = SAME

    def place(self, *numbers: Any) -> None:
        self.text = self.line = tuple(float(one) for one in numbers)  # type: ignore[assignment]

    def move(self, x: Any, y: Any) -> None:
        self.text = self.line = after((1, 0, 0, 1, float(x), float(y)), self.line)

    def move_and_lead(self, x: Any, y: Any) -> None:
        self.set(leading=-float(y))
        self.move(x, y)

    def next_line(self) -> None:
        self.move(0, -self.ink.leading)

    def show(self, text: Any) -> None:
        self.write([text])

    def show_below(self, text: Any) -> None:
        self.next_line()
        self.write([text])

    def show_spaced(self, word_apart: Any, apart: Any, text: Any) -> None:
        self.set(word_apart=float(word_apart), apart=float(apart))
        self.show_below(text)

    def write(self, pieces: Any) -> None:
        """One row of letters; a jump between them that is wide is a space."""
        ink, start = self.ink, at(self._here(), 0, self.ink.rise)
        letters: list[str] = []
        for piece in pieces:
            if isinstance(piece, pikepdf.String):
                for glyph in ink.font.glyphs(bytes(piece)):
                    letters.append(glyph.text or UNKNOWN)
                    gap = ink.apart + (ink.word_apart if glyph.is_space else 0)
                    self._on((glyph.width * ink.size + gap) * ink.wide)
            else:
                jump = -float(piece) / 1000
                if jump > WORD_GAP and letters and letters[-1] != " ":
                    letters.append(" ")
                self._on(jump * ink.size * ink.wide)
        here = self._here()
        _, _, c, d, _, _ = here
        run = Run(
            self.steps, start, at(here, 0, ink.rise),
            (c * c + d * d) ** 0.5 * abs(ink.size), "".join(letters),
            ink.white, ink.mode in INKLESS or ink.clear,
        )  # fmt: skip
        if run.text:
            self.page.runs.append(run)

    def _here(self) -> Matrix:
        return after(self.text, self.ink.matrix)

    def _on(self, x: float) -> None:
        self.text = after((1, 0, 0, 1, x, 0), self.text)

    def back(self) -> None:
        if self.kept:
            self.ink = self.kept.pop()


def _has_holes(image: Any) -> bool:
    return any(key in image for key in ("/SMask", "/Mask", "/ImageMask"))


def _set(name: str, make: Callable[[Any], Any] = float) -> Callable[..., None]:
    return lambda walk, value: walk.set(**{name: make(value)})


def _colour_in(space: str) -> Callable[..., None]:
    def colour(walk: Walk, *parts: Any) -> None:
        walk.set(colours=space)
        walk.plain_colour(*parts)

    return colour


W = Walk
DO: dict[str, Callable[..., None]] = {
    "q": lambda walk: walk.kept.append(walk.ink), "Q": W.back,
    "cm": lambda walk, *m: walk.set(
        matrix=after(tuple(float(x) for x in m), walk.ink.matrix)),  # type: ignore[arg-type]
    "gs": W.state, "g": _colour_in("/DeviceGray"), "rg": _colour_in("/DeviceRGB"),
    "k": _colour_in("/DeviceCMYK"), "cs": W.colours_of, "sc": W.colour,
    "scn": W.colour, "m": W.point, "l": W.point, "c": W.point, "v": W.point,
    "y": W.point, "re": W.rectangle, "f": W.paint, "F": W.paint, "f*": W.paint,
    "B": W.both, "B*": W.both, "b": W.both, "b*": W.both, "S": W.stroke,
    "s": W.stroke, "n": W.end, "W": W.clip, "W*": W.clip, "sh": W.shade,
    "BT": W.begin, "Tf": W.font, "Tc": _set("apart"), "Tw": _set("word_apart"),
    "Tz": _set("wide", lambda value: float(value) / 100), "TL": _set("leading"),
    "Ts": _set("rise"), "Tr": _set("mode", int), "Td": W.move,
    "TD": W.move_and_lead, "Tm": W.place, "T*": W.next_line, "Tj": W.show,
    "TJ": W.write, "'": W.show_below, '"': W.show_spaced,
}  # fmt: skip
