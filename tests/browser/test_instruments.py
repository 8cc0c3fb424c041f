"""The region's instruments: changed, seen beforehand, published, and met by others.

The AT/BT-chef sits at a desk, the handledare has the telephone.
"""

from collections.abc import Callable
from typing import Any

from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]
MANAGER, HANDLEDARE = "Cecilia Roxström", "Samuel Okafor"
DOCTOR = "Rasha Al-Sabbagh"
OLD, NEW = "Kliniskt resonemang", "Så tänkte du högt"
OWN = "Ledde ett husbesök"


def test_a_new_wording_is_met_and_an_old_answer_keeps_its_own(visit: Visit) -> None:
    handledare = visit(HANDLEDARE, phone=True)
    bt = handledare.bt_of(DOCTOR, "stockholm")
    before = sign_a_cbd(handledare, bt, "Yrsel på jouren")
    manager = visit(MANAGER)
    change_the_wording(manager)
    form = f"{bt}bedom/?instrument=cbd"
    handledare.open(form)
    assert NEW not in told(handledare)  # a draft is nobody else's
    publish(manager)
    handledare.open(form)
    assert (NEW in told(handledare), OLD in told(handledare)) == (True, False)
    handledare.fits()
    after = sign_a_cbd(handledare, bt, "Feber hos en som sover ute")
    assert (wording(handledare, before), wording(handledare, after)) == (OLD, NEW)


def told(visitor: Visitor) -> str:
    """The text with what is folded away."""
    return " ".join((visitor.page.locator("main").text_content() or "").split())


def sign_a_cbd(handledare: Visitor, bt: str, what: str) -> str:
    """Unasked; the address of what was signed."""
    handledare.open(f"{bt}bedom/?instrument=cbd")
    handledare.write(what=what, text_keep_doing="Du sade vad som talade emot.")
    handledare.tick("delmal", "BT1")
    handledare.open_fold("Bedöm enskilda områden")
    handledare.level("reasoning", 3)
    handledare.level("overall", 4)
    handledare.press("Signera bedömningen")
    handledare.sees("Signerat.")
    handledare.open(f"{bt}bedomningar/")
    handledare.click(handledare.page.locator("tr", has_text=what).locator("a"))
    handledare.sees(what)
    return handledare.page.url


def wording(visitor: Visitor, assessment: str) -> str:
    """Which of the two the signed one has."""
    visitor.open(assessment)
    return next(one for one in (OLD, NEW) if one in told(visitor))


def change_the_wording(manager: Visitor) -> None:
    manager.open("/stockholm/regionen/")
    manager.follow("Bedömningsinstrument")
    manager.click(card(manager, "CBD").get_by_role("button", name="Ändra"))
    question = manager.page.get_by_label("Vad som bedöms").nth(1)
    assert question.input_value() == OLD
    question.fill("")
    manager.press("Spara och förhandsgranska")
    assert len(manager.faults) == 1
    manager.page.get_by_label("Vad som bedöms").nth(1).fill(NEW)
    manager.press("Spara och förhandsgranska")
    manager.page.get_by_role("heading", name="Förhandsgranska CBD").wait_for()
    assert NEW in told(manager)


def card(manager: Visitor, name: str) -> Any:
    """What stands about one instrument."""
    heading = manager.page.get_by_role("heading", name=name, exact=True)
    return manager.page.locator("main li").filter(has=heading)


def publish(manager: Visitor) -> None:
    manager.press("Publicera versionen")
    manager.sees("CBD version")
    assert "Ändrat av regionen." in card(manager, "CBD").inner_text()


def test_an_instrument_of_the_regions_own_is_taken_into_use(visit: Visit) -> None:
    """Begun as a copy; the handledare finds it among the others, until it stops."""
    manager = visit(MANAGER)
    manager.open("/stockholm/instrument/")
    manager.click(card(manager, "Medsittning").get_by_role("link", name="Gör ett eget"))
    manager.write(name=OWN)
    manager.press("Gör en kopia")
    manager.press("Spara och förhandsgranska")
    manager.press("Publicera versionen")
    handledare = visit(HANDLEDARE, phone=True)
    bt = handledare.bt_of(DOCTOR, "stockholm")
    decide(manager, "Används inte")
    assert not is_offered(handledare, bt)
    decide(manager, "Används")
    assert is_offered(handledare, bt)


def decide(manager: Visitor, words: str) -> None:
    manager.open("/stockholm/instrument/")
    links = card(manager, OWN).get_by_role("link")
    manager.click(links.filter(has_text="använda"))
    manager.choose("in_use", words)
    manager.press("Spara beslutet")
    manager.sees(f"Beslutet om {OWN} är sparat.")


def is_offered(handledare: Visitor, bt: str) -> bool:
    handledare.open(f"{bt}bedom/")
    handledare.fits()
    return OWN in handledare.text
