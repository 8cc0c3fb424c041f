"""Applicants with a browser each: from an e-mail address to the receipt, over HTTP."""

import http.client
import re
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from time import perf_counter
from typing import Any
from urllib.parse import urlsplit

from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

PATIENCE_SECONDS = 60
TOO_LATE = re.compile(r"[Tt]iden gick ut den")


@dataclass(frozen=True)
class Page:
    """What came of a request, redirections followed. `path`: where one ended up."""

    status: int
    text: str
    path: str

    @property
    def hidden(self) -> dict[str, str]:
        """What the page's form sends along: the protection, and the draft's marks."""
        names = r"(csrfmiddlewaretoken|draft_\w+)"
        return dict(re.findall(rf'name="{names}" value="([^"]*)"', self.text))


@dataclass
class Browser:
    """Cookies, and an address of one's own: so many do not sit in one house."""

    port: int
    number: int
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Page:
        return self._ask("GET", path)

    def post(self, path: str, **data: Any) -> Page:
        return self._ask("POST", path, encode_multipart(BOUNDARY, data))

    def _ask(self, method: str, path: str, body: bytes | None = None) -> Page:
        here = f"127.{1 + self.number // 60_000}.{self.number // 250}.{self.number % 250 + 1}"
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.port, PATIENCE_SECONDS, source_address=(here, 0)
        )
        headers = {"Cookie": "; ".join(f"{n}={v}" for n, v in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = MULTIPART_CONTENT
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode(errors="replace")
        finally:
            connection.close()
        self._keep(answer)
        if answer.status in (302, 303):
            return self.get(urlsplit(answer.headers["Location"]).path)
        return Page(answer.status, text, path)

    def _keep(self, answer: http.client.HTTPResponse) -> None:
        for line in answer.headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value


class Stopped(Exception):
    """It went no further. `is_clear`: the page said that the time is out."""

    def __init__(self, step: str, page: Page) -> None:
        super().__init__(f"{step}: {page.status}")
        self.is_clear = page.status == 422 and bool(TOO_LATE.search(page.text))


@dataclass
class Applicant:
    """One person and one application. Each step raises Stopped when it is not taken."""

    browser: Browser
    form: dict[str, str]  # what is typed, by the names of the fields
    papers: dict[str, bytes]  # by kind
    page: Page = Page(0, "", "")
    seconds: float = 0  # from the click on Send to the receipt

    def ask_for_link(self, address: str, email: str) -> None:
        page = self.browser.get(address)
        if "csrfmiddlewaretoken" not in page.hidden:  # closed: there is no form
            raise Stopped("link", Page(422, page.text, page.path))
        page = self.browser.post(address, email=email, **page.hidden)
        self._went_on("link", page, "skickad/")

    def fill_in(self, case: str) -> None:
        """What is typed is kept on the way, as the page's script does."""
        self.page = self.browser.get(case)
        self._went_on("form", self.page, case)
        typed = {name: text for name, text in self.form.items() if name != "do"}
        kept = self.browser.post(f"{case}spara/", **(self.page.hidden | typed))
        self._went_on("keep", kept, "spara/")

    def hand_in(self, case: str) -> None:
        for kind, content in self.papers.items():
            files = {"kind": kind, f"{kind}-files": File(f"{kind}.pdf", content)}
            hidden = {"csrfmiddlewaretoken": self.page.hidden["csrfmiddlewaretoken"]}
            page = self.browser.post(f"{case}handlingar/", **hidden, **files)
            self._went_on("paper", page, case)
            self.page = page

    def send(self, case: str) -> None:
        """To the page with the receipt."""
        if not self.page.hidden:
            self.page = self.browser.get(case)
        begun = perf_counter()
        page = self.browser.post(f"{case}skicka/", **(self.page.hidden | self.form))
        self.seconds = perf_counter() - begun
        self._went_on("send", page, case)
        if "Vi har tagit emot din ansökan" not in page.text:
            raise Stopped("receipt", page)

    def _went_on(self, step: str, page: Page, ends: str) -> None:
        if page.status != 200 or not page.path.endswith(ends):
            raise Stopped(step, page)


class File:
    """As `encode_multipart` wants one."""

    content_type = "application/pdf"

    def __init__(self, name: str, content: bytes) -> None:
        self.name, self.content = name, content

    def read(self) -> bytes:
        return self.content
