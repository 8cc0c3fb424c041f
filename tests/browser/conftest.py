"""Chromium against a real system: web, worker, database, broker and the whole demo."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import conftest
from tests.browser.system import System, running_system
from tests.browser.visitor import DESKTOP, PHONE, Visitor

REMEDY = (
    "Chromium is missing. Run `./bt test`, which fetches it, or set CHROMIUM to the"
    " program's path."
)
# Chromium heeds the last such list, so of Playwright's own what matters is repeated. The
# last takes a quarter of what a page costs: a frame made anew for each.
WITHOUT = "HttpsUpgrades,MediaRouter,OptimizationHints,PaintHolding,RenderDocument"
# Without a sandbox, which a container cannot give, and without asking the network. One
# process draws all windows, and runs their scripts in one thread: two cores have no more
# to give, and each start costs.
ARGUMENTS = [
    "--no-sandbox",
    "--js-flags=--single-threaded",
    "--renderer-process-limit=1",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    f"--disable-features={WITHOUT}",
    "--disable-sync",
    "--no-first-run",
]
LONGEST = ("test_walk.py", "test_axe.py")
# Each window installs a service worker of its own, and every page then passes it. It is
# met where somebody loses the network, and all the way through the walk.
WITH_WORKER = ("test_walk.py", "test_drafts.py")
WAIT = 15_000  # milliseconds; the first page of a process takes longest
Visit = Callable[..., Visitor]
FAILED = pytest.StashKey[bool]()
PICTURES = Path(__file__).parents[2] / ".local" / "browser"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """First in the run, so that one process has them and starts one system for all,
    and no long one is left when the others are done; of them the longest first.
    """
    ours = [item for item in items if item.path.parent.name == "browser"]
    for item in ours:
        item.add_marker(pytest.mark.browser)
    ours.sort(key=lambda item: item.path.name not in LONGEST)
    items[:] = [*ours, *(item for item in items if item not in set(ours))]


@pytest.fixture(scope="package", autouse=True)
def real_time() -> Iterator[None]:
    """The running system knows nothing of the clock that the other tests share."""
    conftest.NOON.stop()
    yield
    conftest.NOON.start()


@pytest.fixture(scope="package")
def system() -> Iterator[System]:
    if given := os.environ.get("BT_BROWSER_AT"):  # while writing these tests
        yield System(given, dict(os.environ))
        return
    base = os.environ.get("BT_TEST_DB", "test_bt")
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    with running_system(f"{base}_e2e{worker}") as found:
        yield found


@pytest.fixture(scope="package")
def address(system: System) -> str:
    return system.address


@pytest.fixture(scope="package")
def chromium() -> Iterator[Any]:
    """Ends with the package: while Playwright runs, Django refuses the database."""
    from playwright.sync_api import sync_playwright

    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not program:
        pytest.fail(REMEDY)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture(scope="package")
def logged_in() -> dict[str, Any]:
    """The cookies of everybody who has logged in so far."""
    return {}


@pytest.fixture
def visit(
    request: pytest.FixtureRequest,
    address: str,
    chromium: Any,
    logged_in: dict[str, Any],
) -> Iterator[Visit]:
    """Opens windows: `visit("Karin Björnhede")`, `visit(phone=True)` for nobody."""
    opened: list[Visitor] = []
    worker = "allow" if request.path.name in WITH_WORKER else "block"

    def open_window(name: str = "", *, phone: bool = False) -> Visitor:
        size = PHONE if phone else DESKTOP
        context = chromium.new_context(
            base_url=address,
            locale="sv-SE",
            reduced_motion="reduce",  # nothing is drawn on the way to what is shown
            service_workers=worker,
            storage_state=logged_in.get(name),
            **size,
        )
        context.set_default_timeout(WAIT)
        visitor = Visitor(context)
        opened.append(visitor)
        # Who has confirmed who they are, in another test, has new cookies.
        if name and not (name in logged_in and visitor.is_logged_in):
            log_in(visitor, name)
        visitor.before_home = bool(name)
        return visitor

    def log_in(visitor: Visitor, name: str) -> None:
        visitor.log_in(name)
        logged_in[name] = visitor.context.storage_state()

    yield open_window
    if request.node.stash.get(FAILED, False):
        keep_pictures(request.node.name, opened)
    for visitor in opened:
        visitor.close()


def keep_pictures(name: str, opened: list[Visitor]) -> None:
    """What each window showed when a test failed, in .local/browser/."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for number, visitor in enumerate(opened):
        path = PICTURES / f"{name[:80]}-{number}.png"
        visitor.page.screenshot(path=path, full_page=True)
