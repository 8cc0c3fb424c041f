"""Asking from the pool: the first says no, the second yes, and the dossier opens."""

import re
from collections.abc import Callable

from tests.browser.axe import violations
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


def answer(visit: Visit, name: str, press: str, **typed: str) -> Visitor:
    asked = visit(name)
    asked.open("/kronoberg/")
    asked.follow(f"Svara på en förfrågan om att bedöma {DOCTOR}")
    assert DOCTOR in asked.text
    looks_right(asked)
    asked.write(**typed)
    asked.press(press)
    return asked


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
    answer(visit, first, "Tacka nej", reason="Jag är bortrest.")
    manager.open("/kronoberg/")
    manager.follow(f"Fråga nästa bedömare för {DOCTOR}")
    assert manager.page.url == shortlist
    assert "Jag är bortrest." in manager.text
    second = ask_the_first(manager)
    assert second != first
    assessor = answer(visit, second, "Tacka ja")
    assessor.page.locator("[name='not_same_unit']").check()
    assessor.page.locator("[name='no_part']").check()
    assessor.press("Öppna underlaget")
    assessor.page.wait_for_url("**/underlag/")
    assert DOCTOR in assessor.text
