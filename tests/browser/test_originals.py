"""From the printer to the envelope: a photograph finds its page, and the pens follow."""

import re
from collections.abc import Callable
from datetime import date

from tests.browser.visitor import Visitor
from tests.objects.photographs import photographed, scanned

Visit = Callable[..., Visitor]
DOCTOR, ADMINISTRATOR = "Ondřej Malík", "Mona Sadeghpour"


def original(doctor: Visitor, annex: int) -> bytes:
    """The PDF as the doctor gets it to print."""
    link = doctor.page.get_by_role(
        "link", name=re.compile(rf"Hämta PDF\s*, bilaga {annex}")
    )
    answer = doctor.context.request.get(link.first.get_attribute("href"))
    assert answer.ok
    return answer.body()


def send(visitor: Visitor, *pictures: bytes) -> None:
    visitor.follow("Lägg in skannade sidor")
    visitor.page.locator("[name='files']").set_input_files(
        [
            {"name": f"IMG_{number}.jpg", "mimeType": "image/jpeg", "buffer": picture}
            for number, picture in enumerate(pictures, start=1)
        ]
    )
    visitor.fits()
    visitor.press("Lägg in")
    visitor.page.wait_for_url("**/original/")


def test_from_the_printer_to_the_envelope(visit: Visit) -> None:
    doctor = visit(DOCTOR, phone=True)
    bt = doctor.own_bt()
    doctor.open(f"{bt}ansokan/")
    competence, completed = original(doctor, 4), original(doctor, 3)
    doctor.follow("Skanna originalen och bocka av dem")
    doctor.page.wait_for_url("**/original/")
    doctor.fits()
    without_code = scanned(completed, dpi=40)
    send(doctor, photographed(competence, turn=7), scanned(completed, 2), without_code)
    doctor.sees("2 sidor är insorterade.")
    doctor.sees("1 sida väntar på svar.")
    doctor.follow("Svara")
    doctor.choose("place", "Bilaga 3, nr 2, sidan 1 av 2")
    doctor.fits()
    doctor.press("Sortera in")
    doctor.sees("Sidan är insorterad: Bilaga 3, nr 2, sidan 1 av 2.")
    assert doctor.page.locator("tr", has_text="Bilaga 4, nr 3").get_by_text("Skannat").count()  # fmt: skip

    clerk = visit(ADMINISTRATOR)
    clerk.open(f"{bt}ansokan/original/")
    clerk.follow("Registrera underskrift")
    boxes = clerk.page.locator("[name='boxes']")
    assert "Bilaga 4, nr 3: " in clerk.text
    assert "(skannad)" in clerk.text
    for number in range(boxes.count()):
        boxes.nth(number).check()
    clerk.write(paper_signed_on=str(date.today()), paper_place="Ljungby")
    clerk.page.locator("[name='seen']").check()
    clerk.press("Registrera underskrift")
    clerk.open(f"{bt}intyg/?bilaga=4")
    clerk.sees("Utfärdat")

    clerk.open(f"{bt}ansokan/original/")
    clerk.page.get_by_role("link", name=re.compile("^Rätta underskriften")).last.click()
    clerk.write(paper_place="Alvesta", reason="Fel ort.")
    clerk.press("Rätta")
    clerk.sees("Registreringen är rättad.")
    for tick in clerk.page.locator("[name='packed']").all():
        tick.check()
    clerk.press("Spara kuvertet")
    clerk.sees("Alla original ligger i kuvertet.")
    clerk.fits()
