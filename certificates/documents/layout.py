"""Lay a form out for real and find type that lets every box hold its text.

A text is printed whole or not at all: type shrinks box by box from 10 to 7 points,
and what is still too long raises DoesNotFit.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from types import ModuleType
from typing import TYPE_CHECKING, Protocol

from .control import ControlLine, control_lines
from .errors import DoesNotFit
from .text import printable

if TYPE_CHECKING:
    from weasyprint import Document

# Steps of half a point; their classes are in static/pdf/forms.css.
SIZES = ("pt-10", "pt-9-5", "pt-9", "pt-8-5", "pt-8", "pt-7-5", "pt-7")
# More than any box holds of the narrowest letters: no need to try.
MOST_CHARACTERS = 16_000


class Form(Protocol):
    """What each of the four forms tells the printer."""

    @property
    def template(self) -> str: ...
    @property
    def stylesheets(self) -> Sequence[str]: ...
    @property
    def title(self) -> str: ...
    @property
    def pages(self) -> int: ...

    def texts(self) -> dict[str, str]:
        """Every box's text under its path: {"applicant.last_name": "Öberg"}."""


@dataclass(frozen=True)
class Box:
    """One box as the template gets it."""

    path: str
    text: str
    size: str


@cache
def _press() -> ModuleType:
    """WeasyPrint, when something is printed: two seconds no start should wait for."""
    from bt_admin.lib import pdf

    return pdf


def print_form(form: Form, *, created: date, identifier: bytes = b"") -> bytes:
    """The PDF, or CannotPrint. Same form, date and identifier: same bytes.

    The identifier is a document's control code, which stands at the foot of each page.
    A form without one has no such line, and is known by its content.
    """
    document = lay_out(form, control_lines(identifier, form.pages))
    identifier = identifier or hashlib.sha256(repr(form).encode()).digest()[:16]
    return _press().write(
        document, title=form.title, identifier=identifier, created=created
    )


def lay_out(form: Form, control: Sequence[ControlLine] = ()) -> "Document":
    """The pages in the largest type that fits, or DoesNotFit for the first box."""
    texts = _printable_texts(form)
    if too_long := _far_too_long(texts):
        raise DoesNotFit(too_long[0])
    steps = dict.fromkeys(map(_column, texts), 0)
    document = _lay_out(form.template, form.stylesheets, texts, steps, control)
    if _press().overfull(document) and (too_small := overflowing(form)):
        raise DoesNotFit(too_small[0])
    while tight := _press().overfull(document):
        for column in set(map(_column, tight)):
            steps[column] += 1
        document = _lay_out(form.template, form.stylesheets, texts, steps, control)
    return document


def overflowing(form: Form) -> list[str]:
    """Which boxes are too small for their text even in the smallest type?

    In the order of the form.
    """
    texts = _printable_texts(form)
    if too_long := _far_too_long(texts):
        return too_long
    tight = _tight(form.template, tuple(form.stylesheets), tuple(texts.items()))
    return [path for path in texts if path in tight]


@lru_cache(maxsize=256)
def _tight(
    template: str, stylesheets: tuple[str, ...], texts: tuple[tuple[str, str], ...]
) -> frozenset[str]:
    """What overflows in the smallest type.

    Kept, because a form is laid out for this each time somebody looks at it, and once
    more when it is signed, mostly with the very same words.
    """
    words = dict(texts)
    smallest = dict.fromkeys(map(_column, words), len(SIZES) - 1)
    document = _lay_out(template, stylesheets, words, smallest)
    return frozenset(_press().overfull(document))


def _printable_texts(form: Form) -> dict[str, str]:
    return {path: printable(path, text) for path, text in form.texts().items()}


def _far_too_long(texts: Mapping[str, str]) -> list[str]:
    return [path for path, text in texts.items() if len(text) > MOST_CHARACTERS]


def _lay_out(
    template: str,
    stylesheets: Sequence[str],
    texts: Mapping[str, str],
    steps: Mapping[str, int],
    control: Sequence[ControlLine] = (),
) -> "Document":
    boxes = {
        path: Box(path, text, SIZES[steps[_column(path)]])
        for path, text in texts.items()
    }
    context = {**nested(boxes), "control": control}
    return _press().lay_out(template, context, stylesheets=stylesheets)


def _column(path: str) -> str:
    """The rows of a table keep one size: rows.3.workplace is rows.workplace."""
    return re.sub(r"\.\d+\.", ".", path)


def nested(boxes: Mapping[str, Box]) -> dict[str, object]:
    """{"a.b": box} as {"a": {"b": box}}, the way a template walks it."""
    tree: dict[str, object] = {}
    for path, box in boxes.items():
        *branches, leaf = path.split(".")
        node = tree
        for branch in branches:
            node = node.setdefault(branch, {})  # type: ignore[assignment]
        node[leaf] = box
    return tree
