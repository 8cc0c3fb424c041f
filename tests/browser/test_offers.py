"""From points to the first day: ranked, read by two, sent, answered on a phone, hired."""

import subprocess
import sys
from collections.abc import Callable
from typing import Any


def test_from_the_order_to_a_bt(visit: Callable[..., Any], system: Any) -> None:
    round, case, *_ = judged(system)
    hr, chief = visit("Henrik Brofeldt"), visit("Karin Björnhede")
    base = f"/kronoberg/rekrytering/{round}"

    hr.open(f"{base}/rangordning/")
    hr.press("Gör rangordningen")
    hr.sees("Ett förslag, gjort av Henrik Brofeldt")
    chief.open(f"{base}/rangordning/")
    chief.press("Fastställ")
    chief.sees("Poängen är låsta.")

    hr.open(f"{base}/utskick/")
    hr.press("Förbered utskicket")
    hr.sees("5 personer får besked.")
    chief.open(f"{base}/utskick/")
    chief.press("Godkänn")
    chief.write(number="4")
    chief.press("Släpp beskeden")
    assert chief.faults == [
        "Listan har 5 rader. Läs den igen innan du bekräftar.",
    ]
    chief.write(number="5")
    chief.press("Släpp beskeden")
    chief.sees("Beskeden är skickade.")

    applicant = visit(phone=True)
    applicant.open(case)
    applicant.fits()
    applicant.press("Tacka ja")
    applicant.sees("Du har tackat ja. Välkommen till Region Kronoberg.")

    chief.press("Bekräfta utskicket")
    chief.open(f"{base}/erbjudanden/")
    chief.follow("Lägg upp BT")
    chief.press("Lägg upp BT")
    chief.sees("Beställ behörighet till journalsystemet")
    chief.follow("Öppna BT")
    assert chief.heading.startswith("Ebba Lind")


def judged(system: Any) -> list[str]:
    """The key of a round whose points are all in, and its applicants' own links."""
    made = subprocess.run(
        [sys.executable, "-m", "tests.objects.judged_in_demo"],
        env=system.environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return made.stdout.split()
