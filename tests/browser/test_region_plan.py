"""A region writes its plan and how it does things on a phone; a new BT follows."""

from collections.abc import Callable
from datetime import date, timedelta

from tests.browser.axe import violations
from tests.browser.keys import every_stop_is_seen
from tests.browser.visitor import PHONE, Visitor

Visit = Callable[..., Visitor]
# So far ahead that nobody else's walk begins a BT by it.
FROM = date.today() + timedelta(days=8 * 365)


def test_a_plan_and_the_ways_are_written_and_followed(visit: Visit) -> None:
    director = visit("Johanna Tistrand", phone=True)
    director.open("/kronoberg/regionen/")
    director.follow("Ändra planen")
    every_stop_is_seen(director)
    director.page.set_viewport_size(PHONE["viewport"])
    psychiatry = director.page.locator("input[value='Psykiatri']")
    row = director.page.locator("li", has=psychiatry)
    director.click(row.get_by_role("button", name="Ta bort"))
    director.write(valid_from=str(FROM))
    director.press("Visa planen")
    director.sees("Ingen placering i psykiatri är planerad")
    director.fits()
    assert violations(director.page) == []

    director.press("Lägg till en del")
    last = director.page.locator(".parts > li").last
    last.locator("[name$='_label']").fill("Vuxenpsykiatri")
    director.press("Visa planen")
    assert director.faults == ["Skriv hur lång delen är."]
    last = director.page.locator(".parts > li").last
    last.locator("[name$='_length']").fill("2,5")
    last.locator("[name$='_care']").select_option(label="Psykiatri")
    director.press("Spara")
    director.sees("Planen är sparad.")
    director.sees("Vuxenpsykiatri")

    director.follow("Ändra hur regionen gör")
    every_stop_is_seen(director)
    assert violations(director.page) == []
    director.write(requests__late_after_days="0")
    director.press("Spara")
    assert director.faults == ["Skriv ett helt tal från 1 till 365."]
    director.write(requests__late_after_days="", teaching__text="En dag i månaden.")
    director.press("Spara")
    director.sees("Det gäller BT som läggs upp från och med nu.")
    director.sees("En dag i månaden.")

    director.open("/kronoberg/bt-lakare/lagg-upp/")
    director.write(starts_on=str(FROM + timedelta(days=7)))
    director.press("Visa planen")
    director.sees("Vuxenpsykiatri")
