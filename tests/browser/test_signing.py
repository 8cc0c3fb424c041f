"""Bilaga 4 half way: taken back with a reason, signed again after an old log-in, and
declined by the assessor.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.browser.system import System
from tests.browser.visitor import Visitor

ROOT = Path(__file__).parents[2]
Visit = Callable[..., Visitor]
DOCTOR, MAIN, EXTERNAL = "Yazan Haddad", "Sofia Lindehag", "Elisabet Sandfors"
MANAGER = "Karin Björnhede"
TEN_MINUTES_LATER = """
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
for row in Session.objects.all():
    held = row.get_decoded()
    if "identified_at" in held:
        held["identified_at"] -= 600
        row.session_data = SessionStore().encode(held)
        row.save()
"""


def let_log_ins_grow_old(system: System) -> None:
    subprocess.run(
        [sys.executable, "manage.py", "shell", "-c", TEN_MINUTES_LATER],
        cwd=ROOT,
        env=system.environment,
        check=True,
    )


def test_taken_back_signed_again_and_declined(visit: Visit, system: System) -> None:
    main = visit(MAIN)
    papers = f"{main.bt_of(DOCTOR)}intyg/"
    main.open(f"{papers}?bilaga=4")
    main.click(main.page.locator("th").get_by_role("link"))
    main.sees("Intyget gäller inte än")
    main.follow("Ta tillbaka min signering")
    main.write(reason="Tjänstestället ska vara ett annat.")
    main.press("Ta tillbaka signeringen")
    main.sees("Intyget började aldrig gälla")

    let_log_ins_grow_old(system)
    main.open(f"{papers}baskompetens/")
    with main.page.expect_navigation():
        main.press("Signera")
    assert main.heading == "Bekräfta att det är du"
    with main.page.expect_navigation():
        main.page.keyboard.press("Enter")  # the focus is on the button
    main.sees("Läs igenom och signera.")
    main.sign()
    main.sees(f"Nu väntar intyget på {EXTERNAL}.")

    external = visit(EXTERNAL)
    external.open(f"{papers}baskompetens/avsta/")
    external.write(reason="Namnet på kliniken är fel.")
    external.press("Avstå")
    external.sees("Du har avstått.")
    manager = visit(MANAGER)
    manager.open(f"{papers}avstatt/")
    manager.press(f"Be {EXTERNAL} igen")
    manager.sees(f"{EXTERNAL} har fått uppgiften igen.")
