"""A round is begun from the last one, given its days, and advertised."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]
NAME = f"Provomgången {date.today():%Y}"


def test_a_round_from_the_last_one_to_the_advertisement(visit: Visit) -> None:
    hr = visit("Henrik Brofeldt")
    page = hr.page
    hr.open("/kronoberg/rekrytering/ny/")
    page.get_by_label("Namn").fill(NAME)
    ours = page.get_by_label(
        re.compile("^Som (Hösten|Våren|BT hela vägen)")
    )  # not another test's
    ours.first.check()
    page.get_by_role("button", name="Lägg upp omgången").click()
    page.get_by_text("Sista ansökningsdag saknas").wait_for()
    page.get_by_role("link", name="Ändra annons och dagar").click()
    today = date.today()
    page.get_by_label("Sista ansökningsdag").fill(f"{today + timedelta(days=30)}")
    page.get_by_label("Komplettera senast").fill("")
    page.get_by_label("BT börjar").fill(f"{today + timedelta(days=200)}")
    page.get_by_role("button", name="Spara").click()
    page.get_by_role("button", name="Annonsera omgången").click()
    page.get_by_text("Omgången är nu: Öppen för ansökan.").wait_for()
    hr.open_fold("Lotten")
    assert (
        len(page.get_by_text("Kontrollsumma").locator("xpath=../dd").inner_text()) == 64
    )
