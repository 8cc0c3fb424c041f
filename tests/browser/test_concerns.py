"""A worry is said early, a plan is made, and more time is decided within its limits."""

from collections.abc import Callable
from datetime import date, timedelta

from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]
STUDIEREKTOR, MANAGER = "Johanna Tistrand", "Karin Björnhede"
HANDLEDARE, DOCTOR = "Tuomas Haapakorpi", "Bence Halmai"
DAY = timedelta(days=1)
WORRY = "Blir sittande med journalerna till långt efter midnatt."
NEEDS = "Att avsluta ett besök i tid."


# --------------------------------------------------------------------- a worry, a plan
def test_a_worry_becomes_a_plan_that_is_followed_up(visit: Visit) -> None:
    handledare = visit(HANDLEDARE, phone=True)
    bt = handledare.bt_of(DOCTOR)
    worry = say_it(handledare)
    doctor = visit(DOCTOR, phone=True)
    assert doctor.open(worry) == 404
    assert doctor.open(f"{bt}oro/") in (403, 404)
    director = visit(STUDIEREKTOR)
    plan = write_a_plan(director)
    read_it(doctor, plan)
    follow_up(director, plan)
    doctor.page.reload()
    assert "Det gick bra redan efter två veckor." in doctor.text


def say_it(handledare: Visitor) -> str:
    """One sentence on the telephone; the address of it."""
    handledare.follow("Jag är orolig")
    handledare.fits()
    handledare.write(text=WORRY)
    handledare.press("Säg det")
    handledare.click(handledare.page.get_by_role("link", name=WORRY))
    handledare.sees(f"{DOCTOR} ser inte den här sidan.")
    return handledare.page.url


def write_a_plan(director: Visitor) -> str:
    director.open("/kronoberg/")
    director.follow(f"Ta hand om en oro för {DOCTOR}")
    director.sees(WORRY)
    director.follow("Skriv handlingsplan")
    director.write(needs=NEEDS, follow_up_on=str(date.today() + 30 * DAY))
    director.press("Dela planen")
    assert director.faults != []  # nobody has been heard, nothing is to be done
    assert director.value("needs") == NEEDS
    director.tick("consulted", "placement_supervisor", "main_supervisor")
    director.write(
        **{
            "atgard0-what": "Handledaren går förbi klockan sexton.",
            "atgard0-due_on": str(date.today() + 20 * DAY),
        }
    )
    director.choose("atgard0-owner", HANDLEDARE)
    director.press("Dela planen")
    director.sees("Handledaren går förbi klockan sexton.")
    return director.page.url


def read_it(doctor: Visitor, plan: str) -> None:
    """The plan is the doctor's to read; what made somebody worried is not."""
    assert doctor.open(plan) == 200
    assert NEEDS in doctor.text
    assert WORRY not in doctor.page.content()
    doctor.fits()


def follow_up(director: Visitor, plan: str) -> None:
    director.open(plan)
    director.write(outcome="Det gick bra redan efter två veckor.")
    director.press("Avsluta planen")
    director.sees("Avslutad")


# ------------------------------------------------------------------------- more time
LONGER, HEARD = "Desislava Yordanova", 3


def test_more_time_up_to_the_limit_and_beyond_it(visit: Visit) -> None:
    """Two months a placement, four in all; then only for reasons out of the ordinary."""
    manager = visit(MANAGER)
    bt = manager.bt_of(LONGER)
    preview(manager, bt, "Kirurgi", "2,5")
    assert manager.at_field("months").startswith("Placeringen kan inte förlängas så")
    for placement in ("Kirurgi", "Psykiatri"):
        preview(manager, bt, placement, "2")
        decide(manager)
    preview(manager, bt, "Primärvård", "1")
    assert manager.at_field("extraordinary").startswith(
        "BT kan inte förlängas så mycket."
    )
    manager.write(extraordinary="Sex veckors smittskyddsarbete på kommunens boenden.")
    manager.press("Visa vad som händer")
    decide(manager)
    decision = manager.page.url
    doctor = visit(LONGER, phone=True)
    doctor.open(decision)
    assert "Synnerliga skäl Sex veckors smittskyddsarbete" in doctor.text
    doctor.fits()


def preview(manager: Visitor, bt: str, placement: str, months: str) -> None:
    manager.open(f"{bt}plan/")
    manager.follow("Förläng")
    manager.choose("placement", placement)
    manager.choose("reason", "För att nå målen")
    manager.write(months=months, motivation="Mer tid med bakjour på plats behövs.")
    manager.press("Visa vad som händer")


def decide(manager: Visitor) -> None:
    """Not before everybody has been heard."""
    manager.sees("Det här händer med planen")
    manager.press("Besluta om förlängning")
    assert "Förlängningen kan inte beslutas än." in manager.at_field("heard0")
    heard = manager.page.get_by_label("hördes den")
    for number in range(heard.count()):
        heard.nth(number).fill(str(date.today()))
    manager.press("Besluta om förlängning")
    manager.sees("BT är förlängd till och med den")
