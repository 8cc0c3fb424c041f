"""The checks that decide whether a container is restarted."""

import os
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from deploy import health


class Page(BaseHTTPRequestHandler):
    """A stand-in for the web: answers what it is told, and notes who was asked for."""

    status = 200
    host = ""

    def do_GET(self) -> None:
        Page.host = self.headers["Host"]
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, *arguments: object) -> None:
        """Silence."""


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Page]]:
    with HTTPServer(("127.0.0.1", 0), Page) as server:
        address = f"http://127.0.0.1:{server.server_port}/halsa/"
        monkeypatch.setattr(health, "WEB", address)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield Page
        server.shutdown()
        thread.join()


def test_web_is_asked_by_the_name_it_answers_to(
    page: type[Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BT_HOSTS", "bt.example.org,annan.example.org")
    monkeypatch.setattr(page, "status", 200)
    assert health.web() is True
    assert page.host == "bt.example.org"


def test_web_that_is_redirected_elsewhere_or_broken_is_not_well(
    page: type[Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "status", 500)
    with pytest.raises(OSError, match="500"):
        health.web()


def test_beat_is_well_while_it_keeps_writing(tmp_path: Path) -> None:
    schedule = tmp_path / "beat-schedule.db"
    assert health.beat(str(tmp_path / "beat-schedule")) is False
    schedule.touch()
    os.utime(schedule, (time.time(), time.time()))
    assert health.beat(str(tmp_path / "beat-schedule")) is True
    an_hour_ago = time.time() - 3600
    os.utime(schedule, (an_hour_ago, an_hour_ago))
    assert health.beat(str(tmp_path / "beat-schedule")) is False
