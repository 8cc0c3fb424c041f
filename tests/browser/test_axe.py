"""Every page, and what each role can reach in the demo, measured at both widths."""

import json
import os
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from django.urls import resolve
from playwright.sync_api import Error

from tests.browser import staged
from tests.browser.axe import AXE, LOOKS, violations
from tests.browser.system import System
from tests.browser.visitor import DESKTOP, PHONE, Visitor

Visit = Callable[..., Visitor]
Shown = dict[str, list[str]]
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
    """What has been measured and found clean: the kinds of element in each view, and
    the looks of elements anywhere in each width.

    In files, for all of pytest's processes, that only grow.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.folder.mkdir(exist_ok=True)

    def path(self, what: str) -> Path:
        return self.folder / quote(what, safe="")

    def of(self, what: str) -> set[str]:
        path = self.path(what)
        return set(path.read_text().splitlines()) if path.exists() else set()

    def add(self, what: str, found: Iterable[str]) -> None:
        with self.path(what).open("a") as file:
            file.write("".join(f"{one}\n" for one in found))


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Clean:
    folder = tmp_path_factory.getbasetemp()
    shared = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    return Clean(shared / "axe")


# Of each element that is shown: its kind, in the page's own part or around it, and its
# look. The look is a number for all that axe's rules of looks go by: how it and all
# that it stands in are painted, whether it scrolls and whether it is small to press.
SHOWN = """() => {
    const hash = (text, number) => {
        for (let at = 0; at < text.length; at++)
            number = Math.imul(number ^ text.charCodeAt(at), 16777619);
        return number >>> 0;
    };
    const kind = node =>
        [node.tagName, ...[...node.classList].sort(), node.getAttribute('role')].join('.');
    const pressed = 'a, button, input, select, textarea, summary, label, [tabindex]';
    const size = node => {
        const box = node.getBoundingClientRect();
        return [box.width, box.height].map(length => Math.min(24, Math.round(length)));
    };
    const look = node => {
        const style = getComputedStyle(node);
        return [
            kind(node), style.color, style.backgroundColor, style.backgroundImage,
            style.opacity, style.fontSize, style.fontWeight, style.textDecorationLine,
            style.overflow !== 'visible' && (node.scrollWidth > node.clientWidth
                || node.scrollHeight > node.clientHeight),
            node.matches(pressed) && size(node),
        ].join();
    };
    const painted = new Map([[document.body, 2166136261]]);
    const main = new Set(), around = new Set(), looks = [];
    window.shown = [];
    for (const node of document.querySelectorAll('body *')) {
        painted.set(node, hash(look(node), painted.get(node.parentElement)));
        if (!node.checkVisibility({visibilityProperty: true})) continue;
        (node.closest('main') ? main : around).add(
            `${kind(node.parentElement)} > ${kind(node)}`);
        shown.push(node);
        looks.push(String(painted.get(node)));
    }
    return {main: [...main], around: [...around], looks};
}"""


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

    Axe takes seconds for a matrix. So of rows that are alike three are measured, a
    view that is clean is measured again when something of a new kind is shown in it,
    and of the looks only those that have not been met in the same width.
    """
    lines = []
    visitor.page.evaluate(SUPERFLUOUS)
    for size in WIDTHS:
        width = str(size["width"])
        visitor.page.set_viewport_size(size)
        if (over := visitor.page.evaluate(TOO_WIDE)) > 0:
            lines.append(f"{width} {visitor.page.url} is {over} px too wide")
        shown = visitor.page.evaluate(SHOWN)
        said = of_kinds(visitor, clean, view, width, shown)
        said += of_looks(visitor, clean, width, shown["looks"])
        lines += [f"{width} {visitor.page.url} {line}" for line in said]
    return lines


def of_kinds(
    visitor: Visitor, clean: Clean, view: str, width: str, shown: Shown
) -> list[str]:
    """What is around the page's own part is the same for all views."""
    own, around = f"{view} shown", f"around {width}"
    new = set(shown["main"]) - clean.of(own), set(shown["around"]) - clean.of(around)
    if not any(new):
        return []
    said = violations(visitor.page, without=LOOKS)
    if not said:
        clean.add(own, new[0])
        clean.add(around, new[1])
    return said


def of_looks(visitor: Visitor, clean: Clean, width: str, looks: list[str]) -> list[str]:
    known = clean.of(f"looks {width}")
    new = {look: number for number, look in enumerate(looks) if look not in known}
    if not new:
        return []
    said = violations(visitor.page, LOOKS, numbers=sorted(new.values()))
    if not said:
        clean.add(f"looks {width}", new)
    return said


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
    """The page as it is sent, and what axe says of it if something in it is new.

    A file is fetched once: there is nothing in it to look at.
    """
    if view in clean.of("files"):
        return Outline(""), []
    new = not clean.of(f"{view} sent")
    sent = opened(visitor, path) if new else visitor.page.request.get(path)
    assert (path, sent.status) == (path, 200)
    assert "/konto/login/" not in sent.url
    if "text/html" not in sent.headers["content-type"]:
        clean.add("files", [view])
        return Outline(""), []
    outline = Outline(sent.text())
    if outline.kinds <= clean.of(f"{view} sent"):
        return outline, []
    if not new:
        opened(visitor, path)
    lines = found(visitor, clean, view)
    clean.add(f"{view} sent", outline.kinds)  # what is not clean is in `lines`
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


# On a page that is clean: a field without a name, and words too pale to be read.
SPOILT = """() => {
    const field = document.createElement('input'), words = document.createElement('p');
    words.textContent = 'Går inte att läsa';
    words.style.color = '#ccc';
    document.querySelector('main').append(field, words);
}"""


def test_axe_finds_what_is_new_on_a_page_that_was_clean(
    visit: Visit, clean: Clean
) -> None:
    visitor = visit()
    visitor.open("/verifiera/")
    assert found(visitor, clean, "verify") == []
    visitor.page.evaluate(SPOILT)
    lines = found(visitor, clean, "verify")
    for width in ("360", "1280"):
        said = {line.split()[2] for line in lines if line.startswith(width)}
        assert {"label:", "color-contrast:"} <= said
