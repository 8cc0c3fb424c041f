"""What holds for every template that a browser is sent."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
# The PDF forms are WeasyPrint's, and never reach a browser.
TEMPLATES = [
    path
    for path in sorted((ROOT / "templates").rglob("*.html"))
    if "pdf" not in path.relative_to(ROOT).parts
]
INLINE = {
    "style attribute": re.compile(r"<[^>%]*\sstyle\s*="),
    "style element": re.compile(r"<style\b"),
    "script without src": re.compile(r"<script\b(?![^>]*\bsrc=)"),
    "event attribute": re.compile(r"<[^>]*\s(?:on[a-z]+|hx-on[:\w-]*)\s*="),
    "javascript address": re.compile(r"javascript:", re.I),
    "address elsewhere": re.compile(r"""(?:src|href)=["'](?:https?:)?//"""),
}


@pytest.mark.parametrize(
    "path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT))
)
def test_nothing_is_written_inline(path):
    text = path.read_text()
    assert [name for name, wrong in INLINE.items() if wrong.search(text)] == []


@pytest.mark.parametrize(
    "path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT))
)
def test_only_icons_that_exist(path):
    sheet = (ROOT / "static/icons.svg").read_text()
    known = set(re.findall(r'<symbol id="(\w+)"', sheet))
    assert set(re.findall(r'{% icon "(\w+)"', path.read_text())) <= known


def test_stylesheets_take_every_colour_from_the_tokens():
    pages = (ROOT / "static/css/components.css").read_text()
    raw = re.findall(
        r"#[0-9a-f]{3,8}\b|\brgb\([^)]*\)", re.sub(r"/\*.*?\*/", "", pages)
    )
    assert set(raw) == {"rgb(10 20 28 / 0.5)", "rgb(10 25 35 / 0.12)"}


ONLY = re.compile(r'{% include "([^"]+)"[^%]* only %}')


@pytest.mark.parametrize(
    "path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT))
)
def test_what_is_included_with_only_has_no_form_to_send(path):
    """It is not given the token, and its form would be refused."""
    pieces = [ROOT / "templates" / name for name in ONLY.findall(path.read_text())]
    forms = [one.name for one in pieces if 'method="post"' in one.read_text()]
    assert forms == []
