"""Every page, and what each role can reach in the demo, measured at both widths."""

import json
import os
import subprocess
import sys
from collections import deque
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from django.urls import resolve
from playwright.sync_api import Error

from tests.browser import staged
from tests.browser.axe import AXE, violations
from tests.browser.system import System
from tests.browser.visitor import DESKTOP, PHONE, Visitor

Visit = Callable[..., Visitor]
HOME = "/kronoberg/"
WIDTHS = [PHONE["viewport"], DESKTOP["viewport"]]
PEOPLE = {
    "bt_manager": "Karin Björnhede",
    "deputy_bt_manager": "Bertil Kvarnström",
    "director_of_studies": "Johanna Tistrand",
    "administrator": "Mona Sadeghpour",
    "hr_coordinator": "Henrik Brofeldt",
    "recruiter": "Vendela Tjädergren",
    "union_observer": "Maja-Stina Kvistrum",
    "unit_manager": "Åsa Trulmark",
    "unit_lead": "Mats Örneblad",
    "doctor": "Elza Bērziņa",
    "doctor-with-certificates": "Ondřej Malík",
    "main_supervisor": "Sofia Lindehag",
    "placement_supervisor": "Tuomas Haapakorpi",
    "external_assessor": "Elisabet Sandfors",
}


class Clean:
    """What has been measured and found clean: the kinds of element in each view, as it
    is sent and as it is shown in each width.

    In files, for all of pytest's processes: two that write one at once may forget what
    one of them found, and measure it once more. One for each view, for all of them in
    one is megabytes to read at each page.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.folder.mkdir(exist_ok=True)

    def path(self, view: str, how: str) -> Path:
        return self.folder / f"{quote(view, safe='')} {how}"

    def kinds(self, view: str, how: str) -> set[str]:
        path = self.path(view, how)
        return set(json.loads(path.read_text())) if path.exists() else set()

    def add(self, view: str, how: str, kinds: set[str]) -> None:
        found = self.kinds(view, how) | kinds
        path = self.path(view, how)
        new = path.with_name(f"{path.name}.{os.getpid()}")
        new.write_text(json.dumps(sorted(found)))
        new.replace(path)


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Clean:
    folder = tmp_path_factory.getbasetemp()
    shared = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    return Clean(shared / "axe")


KINDS = """nodes => nodes.map(node => [node.parentElement, node].map(one =>
    [one.tagName, ...[...one.classList].sort(), one.getAttribute('role')].join('.')
).join(' > '))"""


# Of children that are alike, the fourth and those after it.
SUPERFLUOUS = """() => {
    const kind = node => node.nodeType === 1
        ? [node.tagName, node.className.baseVal ?? node.className,
           node.getAttribute('role'), [...node.children].map(kind)].join()
        : '';
    for (const parent of document.querySelectorAll('tbody, ul, ol, dl, fieldset, div')) {
        const seen = {};
        for (const child of [...parent.children]) {
            const like = kind(child);
            seen[like] = (seen[like] ?? 0) + 1;
            if (seen[like] > 3) child.remove();
        }
    }
}"""


TOO_WIDE = "document.documentElement.scrollWidth - innerWidth"


def found(visitor: Visitor, clean: Clean, view: str) -> list[str]:
    """What axe says of the open page, on a phone and at a desk, and that it fits there.

    Axe takes seconds for a matrix. So of rows that are alike three are measured, and a
    view that is clean is measured again when it has an element of a new kind.
    """
    lines = []
    visitor.page.evaluate(SUPERFLUOUS)
    for size in WIDTHS:
        visitor.page.set_viewport_size(size)
        if (over := visitor.page.evaluate(TOO_WIDE)) > 0:
            lines.append(f"{size['width']} {visitor.page.url} is {over} px too wide")
        kinds = set(visitor.page.locator("body *").evaluate_all(KINDS))
        if not kinds <= clean.kinds(view, str(size["width"])):
            said = violations(visitor.page)
            lines += [f"{size['width']} {visitor.page.url} {line}" for line in said]
            if not said:
                clean.add(view, str(size["width"]), kinds)
    return lines


@pytest.mark.parametrize("role", PEOPLE)
def test_axe_finds_nothing_that_a_role_can_reach(
    visit: Visit, clean: Clean, role: str
) -> None:
    visitor = visit(PEOPLE[role])
    visitor.context.add_init_script(path=AXE)  # quicker than to send it to each page
    seen: set[str] = set()
    waiting, lines = deque([HOME]), []
    while waiting:
        path = waiting.popleft()
        view = resolve(urlsplit(path).path).view_name
        if view in seen:
            continue
        seen.add(view)
        outline, said = measured(visitor, clean, view, path)
        waiting.extend(href for href in outline.links if href.startswith(HOME))
        lines += said
    assert lines == []
    assert "todo" in seen


def test_axe_finds_nothing_where_no_link_of_the_demo_leads(
    visit: Visit, clean: Clean, system: System
) -> None:
    """One of everything, and each page as one of those who may open it."""
    stage = told(system)
    visitors = {
        role: logged_in(visit(), role, stage, system.address)
        for role in stage["sessions"]
    }
    lines = []
    for view, role, path in stage["pages"]:
        lines += measured(visitors[role], clean, view, path)[1]
    assert lines == []
    assert len(stage["pages"]) > 200


def told(system: System) -> dict[str, Any]:
    command = [sys.executable, "-m", staged.__name__]
    done = subprocess.run(command, env=system.environment, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def logged_in(
    visitor: Visitor, role: str, stage: dict[str, Any], address: str
) -> Visitor:
    cookie = {"name": "sessionid", "value": stage["sessions"][role], "url": address}
    visitor.context.add_cookies([cookie])
    visitor.context.add_init_script(path=AXE)
    return visitor


def measured(
    visitor: Visitor, clean: Clean, view: str, path: str
) -> tuple["Outline", list[str]]:
    """The page as it is sent, and what axe says of it if something in it is new."""
    new = not clean.kinds(view, "sent")
    sent = opened(visitor, path) if new else visitor.page.request.get(path)
    assert (path, sent.status) == (path, 200)
    assert "/konto/login/" not in sent.url
    if "text/html" not in sent.headers["content-type"]:
        return Outline(""), []  # a file: nothing to look at
    outline = Outline(sent.text())
    if outline.kinds <= clean.kinds(view, "sent"):
        return outline, []
    if not new:
        opened(visitor, path)
    lines = found(visitor, clean, view)
    clean.add(view, "sent", outline.kinds)  # what is not clean is in `lines`
    return outline, lines


def opened(visitor: Visitor, path: str) -> Any:
    """The page in the browser, and the answer; a file is fetched and not opened."""
    try:
        return visitor.page.goto(path)
    except Error:  # a download takes the browser nowhere
        return visitor.page.request.get(path)


class Outline(HTMLParser):
    """A page as it is sent: the kinds of element there are in it, and its links.

    What has nothing new is not opened in the browser and laid out in two widths.
    """

    WITHOUT_END = frozenset({"meta", "link", "input", "br", "hr", "img", "wbr"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.above, self.kinds, self.links = [""], set[str](), list[str]()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        kind = ".".join([tag, *sorted(given.get("class", "").split())])
        self.kinds.add(f"{self.above[-1]} > {kind} {given.get('role', '')}")
        if tag not in self.WITHOUT_END:
            self.above.append(kind)
        if tag == "a" and "href" in given:
            self.links.append(given["href"])

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.WITHOUT_END:
            self.above.pop()


@pytest.mark.parametrize(
    "path",
    ["/", "/ovning/", "/galleri/", "/verifiera/", "/konto/login/", "/finns-inte/"],
)
def test_axe_finds_nothing_on_what_anybody_can_open(
    visit: Visit, clean: Clean, path: str
) -> None:
    visitor = visit()
    visitor.open(path)
    assert found(visitor, clean, path) == []
