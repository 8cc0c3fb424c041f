"""Every way in to one form, walked by those who use it: phones of 360 pixels."""

import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browser.axe import violations
from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]
DOCTOR, HANDLEDARE = "Dilan Kareem", "Goran Vukelić"
ADMINISTRATOR = "Mona Sadeghpour"
MOST_CLICKS = 5  # from the link to what is signed
MOST_SECONDS = 60


class Clicks:
    """Counts what a hand would press; writing in a box begins with a click in it."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.page, self.count = visitor, visitor.page, 0
        self.began = time.monotonic()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.began

    def on(self, selector: str) -> None:
        self.visitor.click(self.page.locator(selector))
        self.count += 1

    def write(self, name: str, text: str) -> None:
        self.on(f"[name='{name}']:visible")
        self.page.keyboard.type(text)


@pytest.fixture
def doctor(visit: Visit, logged_in: dict[str, Any]) -> Iterator[Visitor]:
    """Logged in afresh: to open the link is to log out."""
    logged_in.pop(DOCTOR, None)
    yield visit(DOCTOR, phone=True)
    logged_in.pop(DOCTOR, None)


def own_bt(visitor: Visitor) -> str:
    """The address of the doctor's BT."""
    visitor.open("/kronoberg/min-bt/")
    return re.sub(r"^https?://[^/]+|\?.*", "", visitor.page.url)


def test_a_colleague_without_an_account_signs_in_five_clicks(doctor: Visitor) -> None:
    bt = own_bt(doctor)
    doctor.open(f"{bt}be-om-bedomning/?instrument=mini_cex")
    doctor.choose("assessor", "Någon utan konto här")
    doctor.write(
        outsider_name="Eva Lind",
        outsider_title="överläkare",
        outsider_workplace="Ögonkliniken",
        outsider_email="eva.lind@example.org",
        what="Rött öga",
    )
    doctor.tick("delmal", "BT1")
    fits(doctor)
    doctor.press("Be om bedömning")
    assert "Eva Lind får en personlig länk" in doctor.text
    doctor.click(doctor.page.locator("tr", has_text="Eva Lind").locator("a"))
    assert "En personlig länk gick till Eva Lind" in doctor.text
    fits(doctor)
    doctor.press("Öppna länken som bedömaren")
    link = doctor.page.url
    assert "ber dig om en bedömning" in doctor.text
    fits(doctor)
    hand = Clicks(doctor)
    hand.on("[name='item_overall'][value='4']")
    hand.write("text_keep_doing", "Lugn undersökning och en tydlig plan.")
    hand.on("button[name='do'][value='sign']:visible")
    assert "Tack! Bedömningen är signerad" in doctor.text
    assert hand.count <= MOST_CLICKS
    assert hand.seconds <= MOST_SECONDS
    fits(doctor)
    assert doctor.open(link) == 404
    assert "Länken öppnar ingenting" in doctor.text
    fits(doctor)
    doctor.log_in(DOCTOR)
    doctor.open(f"{bt}bedomningar/")
    assert "Eva Lind (via länk)" in doctor.text


def test_filled_together_and_signed_apart(doctor: Visitor, visit: Visit) -> None:
    bt = own_bt(doctor)
    doctor.open(f"{bt}tillsammans/?instrument=mini_cex")
    doctor.choose("assessor", HANDLEDARE)
    doctor.write(what="Huvudvärk på akuten")
    doctor.tick("delmal", "BT1")
    doctor.level("overall", 4)
    doctor.write(text_keep_doing="Du lyssnade färdigt.")
    fits(doctor)
    doctor.press("Skicka för signering")
    assert "läser och signerar" in doctor.text
    handledare = visit(HANDLEDARE, phone=True)
    asked = handledare.page.locator("li", has_text="Huvudvärk på akuten")
    handledare.click(asked.locator("a"))
    assert "Du lyssnade färdigt." in handledare.everything_said
    fits(handledare)
    handledare.press("Signera bedömningen")
    assert "Signerat." in handledare.text


def test_the_code_on_the_screen_opens_the_form(doctor: Visitor, visit: Visit) -> None:
    bt = own_bt(doctor)
    doctor.open(f"{bt}qr/")
    assert doctor.page.locator("figure svg").is_visible()
    fits(doctor)
    address = f"/bedom/kronoberg/{bt.split('/')[3]}/"
    handledare = visit(HANDLEDARE, phone=True)
    handledare.open(address)
    assert handledare.page.url.split("/")[3] == "kronoberg"
    nobody = visit(phone=True)
    nobody.open(address)
    assert "Be BT-läkaren om en personlig länk" in nobody.text
    fits(nobody)


def test_the_office_types_in_a_paper(doctor: Visitor, visit: Visit) -> None:
    bt = own_bt(doctor)
    office = visit(ADMINISTRATOR)
    office.open(f"{bt}bedomningar/")
    office.follow("Skriv in från papper")
    office.click(office.page.locator("a", has_text="Mini-CEX"))
    office.choose("assessor", "Någon annan")
    office.write(
        outsider_name="Bo Ek", outsider_title="överläkare",
        outsider_workplace="Akuten", what="Yrsel",
    )  # fmt: skip
    day = office.page.evaluate("new Date(Date.now() - 864e5).toLocaleDateString('sv')")
    office.write(paper_signed_on=day, performed_on=day)
    office.tick("delmal", "BT1")
    office.level("overall", 3)
    office.write(text_keep_doing="Noggrann.")
    office.press("Skriv in bedömningen")
    assert "Underskriven på papper av Bo Ek, överläkare, Akuten" in office.text


def fits(visitor: Visitor) -> None:
    """Nothing sticks out at the side of a telephone, and axe finds nothing."""
    wide = visitor.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= visitor.page.viewport_size["width"]
    assert violations(visitor.page) == []
