"""What a doctor learns and can show: a course, teaching, a thought, earlier service."""

import io
from collections.abc import Callable
from datetime import date, timedelta

from PIL import Image

from bt_admin.lib.dates import add_months
from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]
DAY = timedelta(days=1)
DOCTOR, HANDLEDARE = "Xiaowen Lin", "Samuel Okafor"
STUDIEREKTOR, MANAGER = "Parisa Nouri", "Cecilia Roxström"
COURSE, THOUGHT = "Akut ultraljud, två dagar", "Att vänta för länge"
TEACHING = "Svåra samtal på jouren"


def picture() -> dict[str, object]:
    """A certificate as the telephone's camera takes it."""
    out = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(out, "JPEG")
    return {"name": "intyg.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


# --------------------------------------------------------------------------- a course
def test_a_course_with_its_certificate_is_confirmed(visit: Visit) -> None:
    doctor = visit(DOCTOR, phone=True)
    bt = doctor.own_bt("stockholm")
    doctor.open(f"{bt}aktiviteter/")
    doctor.fits()
    doctor.follow("Lägg till aktivitet")
    doctor.choose("kind", "Kurs")
    doctor.write(title=COURSE, starts_on=str(date.today() - 3 * DAY))
    doctor.open_fold("Delmål")
    doctor.tick("delmal", "BT1", "BT4")
    fake = {"name": "intyg.png", "mimeType": "image/png", "buffer": b"GIF89a<script>"}
    doctor.page.locator("[name='photo']").set_input_files(fake)
    doctor.press("Spara")
    assert len(doctor.faults) == 1
    assert doctor.value("title") == COURSE
    doctor.page.locator("[name='photo']").set_input_files(picture())
    doctor.fits()
    doctor.press("Spara")
    doctor.click(doctor.page.get_by_role("link", name=COURSE))
    doctor.fits()
    file = doctor.page.locator("main a[href*='/filer/']").first.get_attribute("href")
    handledare = visit(HANDLEDARE, phone=True)
    handledare.open(f"{bt}aktiviteter/")
    handledare.click(handledare.page.get_by_role("link", name=COURSE))
    handledare.press("Bekräfta")
    handledare.sees(f"{HANDLEDARE}, ")
    sent = handledare.context.request.get(str(file))
    assert sent.headers["content-disposition"].startswith("attachment")
    doctor.page.reload()
    assert f"Bekräftad {HANDLEDARE}" in doctor.text
    show_it_first(doctor, bt)


def show_it_first(doctor: Visitor, bt: str) -> None:
    """The doctor's best evidence stands first, and says so."""
    doctor.open(f"{bt}basta-underlag/?delmal=BT4")
    choice = doctor.page.locator("[name='best_1']")
    words = choice.locator("option", has_text=COURSE).inner_text()
    choice.select_option(label=words)
    doctor.fits()
    doctor.press("Spara ordningen")
    first = doctor.page.locator("section#BT4 li").first
    first.get_by_text("Visas först").wait_for()
    assert COURSE in first.inner_text()


# -------------------------------------------------------------------------- a thought
def test_a_thought_is_the_doctors_alone_until_it_is_shared(visit: Visit) -> None:
    doctor = visit(DOCTOR, phone=True)
    bt = doctor.own_bt("stockholm")
    doctor.open(f"{bt}aktiviteter/")
    doctor.follow("Skriv reflektion")
    doctor.write(title=THOUGHT, text="Jag ringde bakjouren en timme för sent.")
    doctor.press("Spara")
    doctor.click(doctor.page.get_by_role("link", name=THOUGHT))
    doctor.sees("Bara du ser reflektionen.")
    address = doctor.page.url
    handledare = visit(HANDLEDARE, phone=True)
    assert handledare.open(address) == 404
    handledare.open(f"{bt}aktiviteter/")
    assert THOUGHT not in handledare.text
    doctor.follow("Dela")
    doctor.fits()
    doctor.press("Dela reflektionen")
    doctor.sees("Delad")
    assert handledare.open(address) == 200
    assert "en timme för sent" in handledare.text


# --------------------------------------------------------------------------- teaching
def test_teaching_for_all_and_who_was_there(visit: Visit) -> None:
    director = visit(STUDIEREKTOR)
    director.open("/stockholm/undervisning/")
    director.follow("Planera undervisning")
    director.write(
        title=TEACHING, day=str(date.today() - DAY), starts="1300", ends="1200",
        place="Sal Eken", led_by="Övl. Signe Rask",
    )  # fmt: skip
    director.tick("delmal", "BT9")
    director.press("Planera")
    assert director.faults == ["Sluttiden behöver ligga efter starttiden."]
    director.write(ends="1500")
    director.press("Planera")
    director.page.get_by_role("heading", name=TEACHING).wait_for()
    director.follow("Notera närvaro")
    director.page.get_by_label(DOCTOR).check()
    director.press("Spara närvaron")
    doctor = visit(DOCTOR, phone=True)
    doctor.open(f"{doctor.own_bt('stockholm')}aktiviteter/")
    doctor.click(doctor.page.get_by_role("link", name=TEACHING))
    doctor.sees("Bekräftad")
    assert "BT9" in doctor.text


# -------------------------------------------------------------------- earlier service
def test_earlier_service_is_credited_and_bt_ends_sooner(visit: Visit) -> None:
    doctor = visit(DOCTOR, phone=True)
    bt = doctor.own_bt("stockholm")
    doctor.open(f"{bt}tillgodoraknande/")
    doctor.follow("Begär tillgodoräknande")
    began = add_months(date.today(), -3) - 24 * DAY
    doctor.choose("kind", "Efter legitimation")
    doctor.write(
        workplace="Vikariat på psykiatrin i Norrtälje",
        starts_on=str(began - 65 * DAY),
        ends_on=str(began - 5 * DAY),
        asked_months="1",
    )
    doctor.choose("placement", "Psykiatri")
    doctor.page.locator("[name='certificate']").set_input_files(picture())
    doctor.page.locator("[name='assessments']").set_input_files(picture())
    doctor.fits()
    doctor.press("Skicka begäran")
    doctor.sees("Begäran är skickad till AT/BT-chefen.")
    request = doctor.page.url
    decide(visit(MANAGER), request)
    doctor.page.reload()
    assert "Bedömningarna visar delmålen." in doctor.text
    assert "Beviljat" in doctor.text
    doctor.fits()


def decide(manager: Visitor, request: str) -> None:
    """First what it does to the plan, then the decision."""
    manager.open(request)
    manager.follow("Besluta")
    manager.choose("outcome", "Bevilja")
    manager.write(months="1", reason="Bedömningarna visar delmålen.")
    manager.press("Visa effekten")
    manager.sees("Sista dagen i BT flyttas från")
    manager.press("Besluta")
    manager.page.wait_for_url(request)
