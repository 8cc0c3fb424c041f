"""A handledarsamtal on two phones: called, moved, held, agreed on and closed."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import icalendar

from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]
DOCTOR, HANDLEDARE = "Raitis Vītols", "Daniel Frösell"
DAY = timedelta(days=1)
TOPIC = "Att säga nej till ett extrapass"
PROMISE = "Gå med ambulansen en kväll"


def test_a_talk_from_the_call_to_what_was_promised(visit: Visit) -> None:
    doctor = visit(DOCTOR, phone=True)
    bt = doctor.own_bt("stockholm")
    held = counted(doctor, bt)
    talk = call(doctor)
    put_in_the_calendar(doctor)
    handledare = visit(HANDLEDARE, phone=True)
    hold(handledare, talk)
    promise(handledare)
    close(doctor, talk)
    assert handledare.open(talk) == 200
    assert handledare.page.locator("main textarea").count() == 0  # it is locked
    assert counted(doctor, bt) == held + 1
    keep(doctor)


def counted(doctor: Visitor, bt: str) -> int:
    """How many talks the counter says there have been where the doctor serves."""
    doctor.open(f"{bt}samtal/")
    doctor.fits()
    said = re.search(r"(\d+) av \d+ hittills", doctor.text)
    assert said, doctor.text
    return int(said[1])


def call(doctor: Visitor) -> str:
    """For tomorrow; the address of the talk."""
    doctor.follow("Lägg till samtal")
    doctor.choose("supervisor", HANDLEDARE)
    doctor.write(on=str(date.today() + DAY), at="1530", place="Rum 4", topics=TOPIC)
    doctor.fits()
    doctor.press("Lägg till samtal")
    doctor.sees(f"Samtalet är inlagt. {HANDLEDARE} får ett mejl om det.")
    return doctor.page.url


def put_in_the_calendar(doctor: Visitor) -> None:
    """The file says when, and nothing of whom or what."""
    file = doctor.fetch(doctor.page.get_by_role("link", name="Lägg i kalendern"))
    text = Path(file.path()).read_text()
    [event] = icalendar.Calendar.from_ical(text).walk("VEVENT")
    tomorrow = date.today() + DAY
    assert event.decoded("dtstart").date() == tomorrow
    secrets = [*DOCTOR.split(), *HANDLEDARE.split(), TOPIC, "Rum 4"]
    assert [one for one in secrets if one in text] == []


def hold(handledare: Visitor, talk: str) -> None:
    """They happened to meet the day before."""
    handledare.open(talk)
    assert TOPIC in handledare.text
    handledare.follow("Ändra")
    handledare.write(on=str(date.today() - DAY))
    handledare.press("Spara ändringen")
    handledare.follow("Samtalet hölls")
    handledare.choose("hours", "Utanför arbetstid")
    handledare.write(notes="Det går att säga nej, och att säga det i tid.")
    handledare.fits()
    handledare.press("Registrera samtalet")
    handledare.sees("Samtalet är registrerat.")


def promise(handledare: Visitor) -> None:
    handledare.open_fold("Skriv in en överenskommelse")
    handledare.press("Skriv in")
    handledare.sees("Skriv vad som ska göras.")
    handledare.page.get_by_label("Vad ska göras?").fill(PROMISE)
    handledare.page.get_by_label(DOCTOR).check()
    handledare.page.get_by_label("Till när?").fill(str(date.today() + 9 * DAY))
    handledare.press("Skriv in")
    handledare.sees(PROMISE)


def close(doctor: Visitor, talk: str) -> None:
    doctor.open(talk)
    assert "Det går att säga nej" in doctor.everything_said
    assert f"{DOCTOR} · till" in doctor.text
    doctor.fits()
    doctor.press("Avsluta samtalet")
    doctor.sees("Utanför arbetstid")
    assert doctor.page.locator("main textarea").count() == 0


def keep(doctor: Visitor) -> None:
    """The promise can be ticked after the talk is closed."""
    doctor.click(doctor.page.get_by_role("button", name=f"Klart : {PROMISE}"))
    doctor.page.get_by_role("button", name=f"Klart : {PROMISE}").wait_for(
        state="detached"
    )


def test_the_calendar_has_an_address_of_its_own(visit: Visit) -> None:
    """A calendar reads it without being logged in; a new address ends the old one."""
    doctor = visit("Réka Zsoldos", phone=True)
    doctor.open("/stockholm/mina-uppgifter/")
    doctor.follow("Visa i din kalender")
    doctor.press("Skapa adress")
    first = given(doctor)
    calendar = visit().context.request.get(first)
    assert (calendar.status, calendar.headers["content-type"].split(";")[0]) == (
        200,
        "text/calendar",
    )
    assert icalendar.Calendar.from_ical(calendar.text()).walk("VEVENT")
    assert "Samuel" not in calendar.text()
    doctor.open("/stockholm/mina-uppgifter/kalender/")
    assert doctor.page.locator("#adress").count() == 0  # shown but once
    doctor.press("Gör en ny adress")
    assert given(doctor) != first
    assert visit().context.request.get(first).status == 404


def given(doctor: Visitor) -> str:
    doctor.fits()
    return urlsplit(doctor.page.locator("#adress").input_value()).path
