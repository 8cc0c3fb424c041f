"""What the work costs in clicks; and that the counter can say no."""

from collections.abc import Callable

import pytest

from tests.browser.clicks import Clicks, at_most
from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]
SAMPLE = """<!doctype html><button>Ett</button><a href="#x">Två</a>
<label>Text <input name="text"></label>
<label><input type="radio" name="level" value="1"> Nivå</label>
<select name="list"><option>a</option><option>b</option></select>"""


@pytest.mark.parametrize("phone", [False, True])
def test_each_way_of_clicking_is_counted(visit: Visit, phone: bool) -> None:
    visitor = visit(phone=phone)
    visitor.page.set_content(SAMPLE)
    clicks = Clicks(visitor)
    acts = [
        (lambda: visitor.press("Ett"), 1),
        (lambda: visitor.follow("Två"), 1),
        (lambda: visitor.write(text="hela meningen"), 1),
        (lambda: visitor.page.get_by_label("Nivå").check(), 1),
        (lambda: visitor.page.locator("select").select_option("b"), 2),
        (lambda: visitor.page.keyboard.press("Tab"), 0),
        (lambda: visitor.page.get_by_text("Ett").press("Enter"), 1),
    ]
    for number, (act, cost) in enumerate(acts):
        before = clicks.count
        act()
        assert (number, clicks.count - before) == (number, cost), clicks.made


def test_over_budget_is_a_failure(visit: Visit) -> None:
    visitor = visit()
    visitor.page.set_content(SAMPLE)
    with pytest.raises(AssertionError, match="2 clicks, not 1"):
        with at_most(visitor, 1):
            visitor.press("Ett")
            visitor.press("Ett")


# -------------------------------------------------------------------------- the budgets
DOCTOR, HANDLEDARE = "Elza Bērziņa", "Tuomas Haapakorpi"
SEEN = "Ångestattack på jourmottagningen"


def test_a_whole_mini_cex_costs_at_most_twelve_clicks(visit: Visit) -> None:
    """From Att göra to signed, with every area judged and both texts written."""
    ask(visit(DOCTOR, phone=True))
    supervisor = visit(HANDLEDARE, phone=True)
    supervisor.open("/kronoberg/")
    with at_most(supervisor, 12, seconds=60) as clicks:
        todo = supervisor.page.locator("main li", has_text=SEEN)
        todo.get_by_role("link", name="Signera Mini-CEX").first.click()
        supervisor.page.wait_for_url("**/bedomning/**")
        supervisor.open_fold("Bedöm enskilda områden")
        rows = supervisor.page.locator(".scale-row")
        for row in range(rows.count()):
            rows.nth(row).locator("input[value='4']").check()
        supervisor.level("overall", 4)
        supervisor.write(
            text_keep_doing="Du lät patienten berätta färdigt.",
            text_work_on="Sammanfatta högt.",
        )
        supervisor.press("Signera bedömningen")
        supervisor.page.wait_for_url("**/kronoberg/")
    assert "Signerat." in supervisor.text
    assert clicks.count == 12, clicks.made  # nothing is left out of the count


def ask(doctor: Visitor) -> None:
    doctor.open("/kronoberg/min-bt/")
    doctor.follow("Be om bedömning")
    doctor.follow("Mini-CEX (observerat patientmöte)")
    doctor.choose("assessor", HANDLEDARE)
    doctor.tick("delmal", "BT1")
    doctor.write(what=SEEN)
    doctor.press("Be om bedömning")
