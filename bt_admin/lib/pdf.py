"""PDF to keep and to read aloud: PDF/A-3a and PDF/UA-1 at once, same bytes each time.

Templates are ours and know only our own fonts and style sheets. Everything a person
wrote comes through Django's escaping, and the fetcher opens nothing else, so that no
text can make the server fetch an address or embed a file.
"""

import mimetypes
import os
import threading
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from django.template.loader import render_to_string
from weasyprint import CSS, HTML, Document
from weasyprint.pdf.metadata import DocumentMetadata
from weasyprint.text.ffi import ffi, fontconfig, pangoft2
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from bt_admin.lib.print_files import FONTS, STYLES

FONT_FILES = ("bt-sans-regular.ttf", "bt-sans-bold.ttf", "bt-sans-greek.ttf")
VARIANT = "pdf/a-3a"

# Pango's font maps are not made for two threads at a time.
_one_at_a_time = threading.RLock()


class ForbiddenFile(Exception):
    """A template asked for a file that is not one of our print files."""


class OwnFiles(URLFetcher):
    """Opens files under static/pdf and static/fonts; anything else stops the PDF."""

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        path = _own_file(url)
        if path is None:
            # Of the errors a fetcher may raise, WeasyPrint hides all but this one.
            raise FatalURLFetchingError(url)
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})


def _own_file(url: str) -> Path | None:
    parts = urlsplit(url)
    if parts.scheme != "file" or parts.netloc:
        return None
    path = Path(url2pathname(parts.path)).resolve()
    own = any(path.is_relative_to(folder) for folder in (STYLES, FONTS))
    return path if own and path.is_file() else None


class _Fonts(FontConfiguration):
    """Our fonts, read where they lie.

    By @font-face WeasyPrint would copy them to a temporary folder, which a worker
    process that leaves by os._exit never removes.
    """

    def __init__(self) -> None:
        super().__init__()
        for name in FONT_FILES:
            path = os.fsencode(FONTS / name)
            if not fontconfig.FcConfigAppFontAddFile(self._config, path):
                raise FileNotFoundError(path)
        font_map = ffi.cast("PangoFcFontMap *", self.font_map)
        pangoft2.pango_fc_font_map_config_changed(font_map)


class _Metadata(DocumentMetadata):
    """WeasyPrint can claim PDF/A or PDF/UA, not both; the pages keep both rules."""

    def generate_rdf_metadata(self, *args: Any) -> bytes:
        rdf = super().generate_rdf_metadata(*args)
        return rdf.replace(b"</rdf:RDF>", _PDF_UA + b"</rdf:RDF>")


# PDF/A admits a foreign property only if the file itself describes its schema.
_PDF_UA = b"""
<rdf:Description rdf:about="" pdfuaid:part="1"
  xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"/>
<rdf:Description rdf:about=""
  xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
  xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
  <pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
  <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
  <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
  <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
    <pdfaProperty:name>part</pdfaProperty:name>
    <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
    <pdfaProperty:category>internal</pdfaProperty:category>
    <pdfaProperty:description>Part of ISO 14289 followed</pdfaProperty:description>
  </rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""


def render(
    template: str,
    context: Mapping[str, object],
    *,
    title: str,
    identifier: bytes,
    created: date,
    stylesheets: Sequence[str],
) -> bytes:
    """The finished PDF of one template; see `lay_out` and `write`."""
    document = lay_out(template, context, stylesheets=stylesheets)
    return write(document, title=title, identifier=identifier, created=created)


def lay_out(
    template: str, context: Mapping[str, object], *, stylesheets: Sequence[str]
) -> Document:
    """The pages of a template, not yet painted.

    `stylesheets` are names in static/pdf. A template that points outside our print
    files raises ForbiddenFile.
    """
    html = render_to_string(template, dict(context))
    with _one_at_a_time, _forbidden_as_error():
        page = HTML(string=html, base_url=f"{STYLES}/", url_fetcher=OwnFiles())
        return page.render(
            font_config=_fonts(),
            stylesheets=[_stylesheet(name) for name in stylesheets],
            pdf_variant=VARIANT,
        )


def write(document: Document, *, title: str, identifier: bytes, created: date) -> bytes:
    """The file. Same pages, title, identifier and date: same bytes.

    `created` is a date, or a moment with its time zone.
    """
    document.metadata = _Metadata(**vars(document.metadata))
    document.metadata.title = title
    moment = (
        created.replace(microsecond=0) if isinstance(created, datetime) else created
    )
    document.metadata.created = document.metadata.modified = moment.isoformat()
    with _one_at_a_time, _forbidden_as_error(), _still_clock(), _known_warning():
        return document.write_pdf(pdf_variant=VARIANT, pdf_identifier=identifier)


def overfull(document: Document) -> set[str]:
    """Which boxes marked data-field="name" hold more text than there is room for?"""
    return {
        box.element.get("data-field")
        for page in document.pages
        for box in page._page_box.descendants(placeholders=True)
        if box.element is not None
        and box.element.get("data-field")
        and any(child.margin_height() > box.height + 0.01 for child in box.children)
    }


@cache
def _fonts() -> _Fonts:
    return _Fonts()


@cache
def _stylesheet(name: str) -> CSS:
    return CSS(filename=STYLES / name, url_fetcher=OwnFiles(), font_config=_fonts())


@contextmanager
def _forbidden_as_error() -> Iterator[None]:
    # FatalURLFetchingError is no Exception: it would pass every handler we have.
    try:
        yield
    except FatalURLFetchingError as error:
        raise ForbiddenFile(str(error)) from None


@contextmanager
def _still_clock() -> Iterator[None]:
    # fontTools stamps the fonts it cuts down with the time of day unless told.
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = "0"
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


@contextmanager
def _known_warning() -> Iterator[None]:
    # WeasyPrint 70 forgets to close the colour profile that it brings along.
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", ".*sRGB2014", ResourceWarning)
        yield
