"""An applicant on a phone: from the region's page to the receipt, and out again."""

import re
import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.browser.axe import violations
from tests.browser.system import System
from tests.browser.visitor import Visitor
from tests.databases import ROOT
from tests.hostile import pdf

Visit = Callable[..., Visitor]


@pytest.fixture
def round(system: System) -> str:
    """The id of a round that is open."""
    command = [sys.executable, "-m", "tests.objects.open_round"]
    done = subprocess.run(
        command,
        env=system.environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()[-1]


def test_from_the_regions_page_to_the_receipt_and_back(
    visit: Visit, round: str
) -> None:
    amal = visit(phone=True)
    ask_whether_bt_fits(amal)
    amal.open(f"/bli-bt-lakare/kronoberg/omgang/{round}/")
    looks_right(amal)
    amal.follow("Ansök")
    amal.write(email="amal.rahimi@example.org")
    looks_right(amal)
    amal.press("Mejla min länk")
    amal.follow("Öppna länken")
    looks_right(amal)
    write_it(amal)
    hand_in(amal)
    amal.page.reload()
    amal.sees("Inget saknas")
    amal.press("Skicka ansökan")
    amal.sees("Ärendenummer: 1")
    looks_right(amal)
    amal.follow("Ta tillbaka ansökan")
    amal.choose("reason", "Personliga skäl")
    looks_right(amal)
    amal.press("Ta tillbaka ansökan")
    amal.sees("Din ansökan är tillbakatagen.")


def looks_right(visitor: Visitor) -> None:
    visitor.fits()
    assert violations(visitor.page) == []


def ask_whether_bt_fits(amal: Visitor) -> None:
    amal.open("/bli-bt-lakare/")
    looks_right(amal)
    amal.follow("Region Kronoberg")
    looks_right(amal)
    amal.follow("Är BT något för mig?")
    for answer in ("Ja", "Nej", "Nej", "Nej", "Ja"):
        amal.follow(answer)
    amal.sees("BT är för dig")
    looks_right(amal)
    amal.page.go_back()
    assert "svenska på C1-nivå" in amal.heading
    amal.page.reload()
    assert "svenska på C1-nivå" in amal.heading


def write_it(amal: Visitor) -> None:
    """The time stands there when it is saved, and a reload finds it all."""
    amal.write(first_name="Amal", last_name="Rahimi", phone="070-123 45 67")
    amal.write(licensed_on="2025-06-01", degree_country="Polen")
    amal.tick("at_first", "no")
    amal.tick("at_done", "no")
    amal.tick("st_before", "no")
    amal.tick("bt_done", "no")
    for key in ("experience", "reflection", "motive"):
        amal.write(**{f"q_{key}": "Jag lärde mig att fråga tidigare."})
    amal.choose("wish_1", "Växjö")
    amal.write(r1_name="Bo Ek", r1_email="bo.ek@example.org")
    line = amal.page.locator("[data-draft-line]")
    line.filter(has_text=re.compile(r"Sparat kl\.")).wait_for()
    amal.page.reload()
    assert amal.value("first_name") == "Amal"


def hand_in(amal: Visitor) -> None:
    for kind in ("licence", "swedish", "cv"):
        part = amal.page.locator(f"#handling-{kind}")
        part.locator("input[type=file]").set_input_files(
            {"name": f"{kind}.pdf", "mimeType": "application/pdf", "buffer": pdf()}
        )
        part.get_by_role("button", name="Ladda upp").click()
        amal.page.locator(f"#handling-{kind} a").first.wait_for()
