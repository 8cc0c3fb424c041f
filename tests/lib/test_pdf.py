import os
import subprocess
import sys
import tempfile
import threading
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from pypdf import PdfReader
from weasyprint.urls import FatalURLFetchingError

from bt_admin.lib import pdf

PAGE = """<!doctype html><html lang="sv"><title>x</title><h1>{{ text }}</h1>"""


@pytest.fixture
def template(settings):
    """Lets a test write its own template."""

    def write(source):
        loader = ("django.template.loaders.locmem.Loader", {"page.html": source})
        settings.TEMPLATES = [
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {"loaders": [loader]},
            }
        ]
        return "page.html"

    return write


def render(template, text="Åäö", created=date(2027, 3, 3)):
    return pdf.render(
        template,
        {"text": text},
        title="Prov",
        identifier=b"0123456789abcdef",
        created=created,
        stylesheets=["forms.css"],
    )


def test_same_input_is_the_same_file_whatever_the_clock_says(template, time_machine):
    page = template(PAGE)
    time_machine.move_to("2027-03-03 10:00")
    first = render(page)
    time_machine.move_to("2031-01-01 23:00")
    assert render(page) == first


@pytest.mark.parametrize("epoch", [None, "1000000000"])
def test_the_environment_is_left_as_it_was(template, monkeypatch, epoch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if epoch:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    render(template(PAGE))
    assert os.environ.get("SOURCE_DATE_EPOCH") == epoch


@pytest.mark.parametrize(
    "created", [date(2027, 3, 3), datetime(2027, 3, 3, 10, 42, 7, 123, tzinfo=UTC)]
)
def test_the_date_is_that_of_the_document(template, tmp_path, created):
    (tmp_path / "x.pdf").write_bytes(render(template(PAGE), created=created))
    metadata = PdfReader(tmp_path / "x.pdf").metadata
    assert metadata.creation_date == metadata.modification_date
    assert f"{metadata.creation_date:%Y-%m-%d}" == "2027-03-03"


def test_no_temporary_folder_is_left(template, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    pdf._fonts.cache_clear()
    pdf._stylesheet.cache_clear()
    render(template(PAGE))
    assert list(tmp_path.iterdir()) == []


def test_two_threads_get_their_own_pages(template):
    page = template(PAGE)
    alone = {text: render(page, text) for text in ("ett", "två", "tre", "fyra")}
    together = {}

    def one(text):
        together[text] = render(page, text)

    threads = [threading.Thread(target=one, args=(text,)) for text in alone]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert together == alone


# --------------------------------------------------------------------- the fetcher
@pytest.mark.parametrize("name", ["forms.css", "../fonts/bt-sans-bold.ttf"])
def test_our_print_files_are_opened(name):
    response = pdf.OwnFiles().fetch((pdf.STYLES / name).as_uri())
    assert response.read() == (pdf.STYLES / name).read_bytes()


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/x.png",
        "https://example.org/x.css",
        "ftp://example.org/x",
        "data:text/css,body{color:red}",
        "file:///etc/passwd",
        "file://localhost/etc/passwd",
        "FILE:///etc/passwd",
        f"{pdf.STYLES.as_uri()}/../../manage.py",
        f"{pdf.STYLES.as_uri()}/%2e%2e/%2e%2e/manage.py",
        f"{pdf.STYLES.as_uri()}-other/forms.css",
        f"{pdf.STYLES.as_uri()}/no-such-file.css",
        pdf.STYLES.as_uri(),
        "gopher://x",
        "",
    ],
)
def test_anything_else_stops_the_pdf(url):
    with pytest.raises(FatalURLFetchingError):
        pdf.OwnFiles().fetch(url)


def test_a_link_out_of_the_folder_is_not_followed(monkeypatch, tmp_path):
    (tmp_path / "css").mkdir()
    (tmp_path / "css/link.css").symlink_to("/etc/passwd")
    monkeypatch.setattr(pdf, "STYLES", tmp_path / "css")
    with pytest.raises(FatalURLFetchingError):
        pdf.OwnFiles().fetch((tmp_path / "css/link.css").as_uri())


@pytest.fixture
def trap():
    """A server on this machine that remembers who called."""
    calls = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            calls.append(self.path)
            self.send_error(404)

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", calls
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="{url}/x.png" alt="">',
        '<link rel="stylesheet" href="{url}/x.css">',
        '<style>@import url("{url}/x.css");</style>',
        '<style>h1 {{ background: url("{url}/x.png") }}</style>',
        '<style>@font-face {{ font-family: X; src: url("{url}/x.ttf") }} h1 {{ font-family: X }}</style>',
        '<link rel="attachment" href="{url}/x.txt">',
        '<link rel="attachment" href="file:///etc/passwd">',
        '<object data="{url}/x.svg">x</object>',
        '<embed src="{url}/x.svg">',
    ],
)
def test_a_template_that_points_elsewhere_gives_no_pdf(template, trap, markup):
    url, calls = trap
    with pytest.raises(pdf.ForbiddenFile):
        render(template(PAGE + markup.format(url=url)))
    assert calls == []


def test_text_can_point_nowhere(template, trap, tmp_path):
    url, calls = trap
    text = f'<img src="{url}/x.png"><link rel=attachment href="file:///etc/passwd">'
    (tmp_path / "x.pdf").write_bytes(render(template(PAGE), text))
    reader = PdfReader(tmp_path / "x.pdf")
    assert "<img src=" in reader.pages[0].extract_text()
    assert dict(reader.attachments) == {}
    assert calls == []


def test_a_box_with_too_much_text_is_found(template):
    page = template(
        '<html lang="sv"><style>div {position: absolute; height: 20px} p {line-height: 12px}'
        '</style><div data-field="one"><p>x</p></div>'
        '<div data-field="two"><p>x<br>x</p></div><div><p>x<br>x</p></div>'
    )
    document = pdf.lay_out(page, {}, stylesheets=["forms.css"])
    assert pdf.overfull(document) == {"two"}


def test_fonts_are_where_they_should_be():
    assert all((Path(pdf.FONTS) / name).is_file() for name in pdf.FONT_FILES)


def test_nobody_waits_for_it_who_does_not_print():
    """WeasyPrint takes two seconds to import; web, worker and commands do without."""
    start = "import django; django.setup(); import bt_admin.urls, bt_admin.celery, sys"
    asked = f"{start}; print('weasyprint' in sys.modules, 'fontTools' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    )
    assert done.stdout == "False False\n"
