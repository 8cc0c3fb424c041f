"""Leave: somebody else looks after what waits, as themselves, and only for a time."""

from collections.abc import Callable
from datetime import date, timedelta

from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]
ABSENT, STAND_IN = "Ulrika Brandefelt", "Gustav Hedlöf"
MANAGER, LEAVES = "Cecilia Roxström", "Emilia Kronvall"
DOCTOR = "Stavros Mantzaris"
DAY = timedelta(days=1)


def test_a_stand_in_acts_as_themselves_until_it_ends(visit: Visit) -> None:
    absent = visit(ABSENT, phone=True)
    bt = absent.bt_of(DOCTOR, "stockholm")
    stand_in = visit(STAND_IN, phone=True)
    assert stand_in.open(bt) == 404
    name(absent)
    stand_in.open("/stockholm/")
    stand_in.sees(f"Du är ersättare för {ABSENT}")
    stand_in.fits()
    assert stand_in.open(bt) == 200
    assess(stand_in, bt)
    end(absent)
    assert stand_in.open(bt) == 404
    stand_in.open("/stockholm/")
    assert ABSENT not in stand_in.text
    absent.open(f"{bt}bedomningar/")
    row = absent.page.locator("tr", has_text="Hembesök hos en som bor ensam")
    assert STAND_IN in row.first.inner_text()


def name(absent: Visitor) -> None:
    absent.open("/stockholm/mina-uppgifter/")
    absent.follow("Utse en ersättare")
    people = absent.page.locator("[name='person']")
    people.select_option(label=option(absent, STAND_IN))
    absent.write(starts=str(date.today()), ends=str(date.today() - DAY))
    absent.fits()
    absent.press("Utse")
    assert len(absent.faults) == 1
    absent.write(ends=str(date.today() + 14 * DAY))
    absent.press("Utse")
    absent.sees(f"{STAND_IN} är ersättare till och med")


def option(visitor: Visitor, name: str) -> str:
    """How the list words this person."""
    return visitor.page.locator("option", has_text=name).inner_text()


def assess(stand_in: Visitor, bt: str) -> None:
    stand_in.open(f"{bt}bedom/?instrument=mini_cex")
    stand_in.write(
        what="Hembesök hos en som bor ensam",
        text_keep_doing="Du såg hur det var hemma, och sade det.",
    )
    stand_in.tick("delmal", "BT1")
    stand_in.level("overall", 4)
    stand_in.press("Signera bedömningen")
    stand_in.sees("Signerat.")


def end(absent: Visitor) -> None:
    absent.open("/stockholm/mina-uppgifter/")
    absent.click(absent.page.get_by_role("button", name=f"Avsluta {STAND_IN}"))
    absent.sees(f"{STAND_IN} är inte längre ersättare.")


def test_the_right_ends_with_the_role(visit: Visit) -> None:
    leaves = visit(LEAVES)
    assert leaves.open("/stockholm/bt-lakare/") == 200
    assert DOCTOR in leaves.text
    manager = visit(MANAGER)
    manager.open("/stockholm/roller/")
    manager.click(
        manager.page.get_by_role("button", name=f"Avsluta administratör, {LEAVES}")
    )
    asked = manager.page.locator(".dialog:popover-open")
    manager.click(asked.get_by_role("button", name="Avsluta rollen"))
    manager.sees(f"Rollen är avslutad för {LEAVES}.")
    leaves.open("/stockholm/bt-lakare/")
    assert DOCTOR not in leaves.text
    leaves.open("/")
    leaves.sees("Du har inget uppdrag just nu")
