"""Bilaga 4 half way: taken back with a reason, signed again after an old log-in, and
declined by the assessor; the last two with the keys alone.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.browser.keys import enter, every_stop_is_seen, tab_to
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
    bt = main.bt_of(DOCTOR)
    papers = f"{bt}intyg/"
    main.open(f"{papers}?bilaga=4")
    main.click(main.page.locator("th").get_by_role("link"))
    main.sees("Intyget gäller inte än")
    main.follow("Ta tillbaka min signering")
    main.write(reason="Tjänstestället ska vara ett annat.")
    main.press("Ta tillbaka signeringen")
    main.sees("Intyget började aldrig gälla")

    let_log_ins_grow_old(system)
    main.open(f"{papers}baskompetens/")
    every_stop_is_seen(main)
    enter(main, "Signera")
    assert main.heading == "Bekräfta att det är du"
    with main.page.expect_navigation():
        main.page.keyboard.press("Enter")  # the focus is on the button
    main.sees("Läs igenom och signera.")
    enter(main, "Signera")
    main.sees(f"Nu väntar intyget på {EXTERNAL}.")

    external = visit(EXTERNAL)
    external.open(f"{bt}underlag/beslut/")
    every_stop_is_seen(external)
    enter(external, "Jag avstår från att signera")
    every_stop_is_seen(external)
    tab_to(external, "reason")
    external.page.keyboard.type("Namnet på kliniken är fel.")
    enter(external, "Avstå")
    external.sees("Du har avstått.")
    manager = visit(MANAGER)
    manager.open(f"{papers}avstatt/")
    manager.press(f"Be {EXTERNAL} igen")
    manager.sees(f"{EXTERNAL} har fått uppgiften igen.")
