"""Asking from the pool: the first says no; the second says yes and opens the dossier,
with the keys alone.
"""

import re
from collections.abc import Callable

from tests.browser.axe import violations
from tests.browser.keys import enter, every_stop_is_seen, tab_to
from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]
MANAGER, STUDIEREKTOR, DOCTOR = (
    "Karin Björnhede", "Johanna Tistrand", "Ionela Munteanu",
)  # fmt: skip


def ask_the_first(manager: Visitor) -> str:
    """Choose who stands first; the name."""
    first = manager.page.locator("label", has_text=re.compile(r"^\s*1\. ")).first
    name = re.sub(r"^\s*1\. ([^,]+),.*$", r"\1", first.inner_text(), flags=re.DOTALL)
    first.click()
    manager.page.get_by_label("Studierektor som du har samrått med").select_option(
        label=STUDIEREKTOR
    )
    manager.write(consulted_on="2026-01-15", consulted_said="Ett bra val.")
    manager.press("Fråga")
    manager.sees(f"{name} är tillfrågad.")
    return name.strip()


def looks_right(visitor: Visitor) -> None:
    assert violations(visitor.page) == []


def asked(visit: Visit, name: str) -> Visitor:
    """Where the one who is asked reads the question."""
    visitor = visit(name)
    visitor.open("/kronoberg/")
    enter(visitor, f"Svara på en förfrågan om att bedöma {DOCTOR}")
    assert DOCTOR in visitor.text
    looks_right(visitor)
    return visitor


def declined(visitor: Visitor, reason: str) -> None:
    visitor.write(reason=reason)
    visitor.press("Tacka nej")


def accepted(visitor: Visitor) -> None:
    """And what the law asks first is answered, up to the dossier."""
    every_stop_is_seen(visitor)
    enter(visitor, "Tacka ja")
    for statement in ("not_same_unit", "no_part"):
        tab_to(visitor, statement)
        visitor.page.keyboard.press("Space")
    enter(visitor, "Öppna underlaget")
    visitor.page.wait_for_url("**/underlag/")


def test_the_next_is_asked_and_the_dossier_opens(visit: Visit) -> None:
    manager = visit(MANAGER)
    manager.open("/kronoberg/personer/")
    manager.follow("Externa bedömare")
    looks_right(manager)
    manager.open("/kronoberg/bt-lakare/")
    manager.follow(DOCTOR)
    plan = manager.page.url.rstrip("/")
    manager.open(f"{plan}/intyg/extern-bedomare/")
    manager.follow("Se förslag ur poolen")
    looks_right(manager)
    shortlist = manager.page.url
    first = ask_the_first(manager)
    declined(asked(visit, first), "Jag är bortrest.")
    manager.open("/kronoberg/")
    manager.follow(f"Fråga nästa bedömare för {DOCTOR}")
    assert manager.page.url == shortlist
    assert "Jag är bortrest." in manager.text
    second = ask_the_first(manager)
    assert second != first
    assessor = asked(visit, second)
    accepted(assessor)
    assert DOCTOR in assessor.text
