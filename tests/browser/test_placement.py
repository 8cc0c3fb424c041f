"""A placement on the phone: ticked, its card agreed to and read, the talk on its way.

The demo has a doctor with a week left, whose card waits for the handledare.
"""

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.axe import violations
from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]
DOCTOR, OLD, NEW = "Eleni Karagianni", "Tuomas Haapakorpi", "Sofia Lindehag"
LINE = "Tvång, frivillighet och etik"


def test_a_placement_comes_to_its_end(visit: Visit) -> None:
    doctor = visit(DOCTOR, phone=True)
    doctor.open("/kronoberg/min-bt/")
    doctor.follow("Psykiatri")
    place = doctor.page.url
    tick_and_open_again(doctor)
    change_the_card(doctor)
    agree(visit(OLD, phone=True), place)
    read(visit(NEW, phone=True), place)
    see_that_it_was_read(doctor, place)
    find_the_talk(doctor, place)


def tick_and_open_again(doctor: Visitor) -> None:
    before = progress(doctor)
    if not button(doctor, "Klart").count():  # its part of the list is folded
        doctor.open_fold("Att ta upp i samtal")
    doctor.click(button(doctor, "Klart"))
    doctor.page.wait_for_url("**#topic")
    assert progress(doctor) == before + 1
    doctor.click(button(doctor, "Öppna igen"))
    button(doctor, "Klart").wait_for()
    assert progress(doctor) == before


def button(doctor: Visitor, words: str) -> Any:
    """The line's own: its name says which line it is about."""
    name = re.compile(f"^{words} ?: {LINE}$")
    return doctor.page.get_by_role("button", name=name)


def progress(doctor: Visitor) -> int:
    return int(doctor.text.split("Checklista ")[1].split(" av ")[0])


def change_the_card(doctor: Visitor) -> None:
    doctor.follow("Ändra överlämningskortet")
    assert doctor.heading == "Överlämningskort"
    doctor.write(practise="")
    doctor.press("Spara ändringen")
    assert doctor.at_field("practise").startswith("Skriv vad som ska tränas vidare.")
    doctor.write(practise="Suicidriskbedömning utan stöd.")
    doctor.press("Spara ändringen")
    doctor.page.locator(".messages").get_by_text("Sparat.").wait_for()


def agree(handledare: Visitor, place: str) -> None:
    handledare.open("/kronoberg/")
    handledare.follow(f"Godkänn överlämningskortet för {DOCTOR}")
    assert "Suicidriskbedömning utan stöd." in handledare.everything_said
    handledare.write(agreements="Sitta med en gång i månaden.")
    handledare.press("Godkänn kortet")
    handledare.page.get_by_text("Överlämningskortet är godkänt och låst.").wait_for()
    assert "Inte kvitterat än." in handledare.text


def read(handledare: Visitor, place: str) -> None:
    handledare.open("/kronoberg/")
    handledare.follow(f"Läs överlämningskortet för {DOCTOR}")
    assert "Sitta med en gång i månaden." in handledare.text
    handledare.press("Jag har läst kortet")
    handledare.page.get_by_text(f"{DOCTOR} ser att du har läst.").wait_for()


def see_that_it_was_read(doctor: Visitor, place: str) -> None:
    doctor.open(place)
    doctor.follow("Läsa överlämningskortet")
    assert f"Läst av {NEW}" in doctor.text
    doctor.open_fold("Så löd BT-läkarens förslag")
    assert "Överenskommet" in doctor.text


def find_the_talk(doctor: Visitor, place: str) -> None:
    doctor.open(place)
    doctor.follow("Överlämningssamtalet")
    assert doctor.heading.startswith("Överlämningssamtal")
    assert OLD in doctor.text
    assert NEW in doctor.text


def test_the_region_writes_its_own_list(visit: Visit) -> None:
    leader = visit("Johanna Tistrand")
    leader.open("/kronoberg/checklistor/andra/?slag=geriatrics")
    leader.write(deepening="Mobilt team\nMobilt team")
    leader.press("Spara checklistan")
    assert "Raden ”Mobilt team” står två gånger." in leader.at_field("deepening")
    leader.write(deepening="Mobilt team")
    leader.press("Spara checklistan")
    leader.page.get_by_text("Checklistan för geriatrik är sparad.").wait_for()
    assert "Regionens egen, ändrad" in leader.text


@pytest.mark.parametrize("phone", [False, True])
@pytest.mark.parametrize("path", ["", "overlamning/"])
def test_axe_finds_nothing(visit: Visit, path: str, phone: bool) -> None:
    doctor = visit(DOCTOR, phone=phone)
    doctor.open("/kronoberg/min-bt/")
    doctor.follow("Psykiatri")
    doctor.open(f"{doctor.page.url}{path}")
    assert violations(doctor.page) == []
