"""How far each has come: on the doctor's phone, on the handledare's, at a desk."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]
DOCTOR, MAIN = "Réka Zsoldos", "Samuel Okafor"
STUDIEREKTOR = "Parisa Nouri"
LAGET = "/stockholm/laget/"


def doctors(visitor: Visitor) -> list[str]:
    """Those in the list, from the top."""
    return visitor.page.locator("tbody th a").all_inner_texts()


def asked(visitor: Visitor) -> dict[str, list[str]]:
    """What the address says."""
    return parse_qs(urlsplit(visitor.page.url).query)


def test_the_matrix_leads_to_what_it_counts(visit: Visit) -> None:
    doctor = visit(DOCTOR, phone=True)
    bt = doctor.own_bt("stockholm")
    doctor.open(bt)
    folds = doctor.page.locator("main .goal-lines")
    count = sum(one.count("BT") for one in folds.all_text_contents())
    assert count == 18  # each delmål stands in one of the folds
    folds.locator("a:visible").first.click()
    doctor.page.wait_for_url("**/delmal/#BT*")
    doctor.fits()
    lines = doctor.page.locator("section#BT1 li")
    line = lines.filter(has_text="Mini-CEX").first.inner_text()
    lines.get_by_role("link", name="Mini-CEX").first.click()
    doctor.page.wait_for_url("**/bedomning/**")
    doctor.sees("BT1")
    assessor = line.split("\n")[1].split(",")[0]
    assert assessor in doctor.text
    doctor.fits()
    doctor.open(f"{bt}bedomningar/?delmal=BT1")
    doctor.sees(assessor)
    doctor.fits()


def test_the_huvudansvarige_sees_the_own_doctors_and_no_others(visit: Visit) -> None:
    main = visit(MAIN, phone=True)
    main.open("/stockholm/bt-lakare/")
    main.follow("Läget")
    main.page.wait_for_url(f"**{LAGET}")
    main.fits()
    seen = doctors(main)
    assert DOCTOR in seen
    director = visit(STUDIEREKTOR)
    director.open(LAGET)
    assert set(seen) < set(doctors(director))
    main.click(main.page.get_by_role("link", name=DOCTOR))
    main.page.wait_for_url("**/delmal/")
    main.fits()


def test_filters_stay_in_the_address(visit: Visit) -> None:
    director = visit(STUDIEREKTOR)
    director.open(LAGET)
    everybody = doctors(director)
    director.choose("ordning", "Efternamn")
    director.press("Visa")
    last = [one.split()[-1] for one in doctors(director)]
    assert (len(last), last) == (len(everybody), sorted(last))
    director.choose("fas", "Efter plan")
    director.press("Visa")
    late = doctors(director)
    assert director.text.count("efter plan") >= len(late)
    assert asked(director)["ordning"] == ["namn"]
    director.choose("fas", "I fas")
    director.press("Visa")
    on_time = doctors(director)
    assert (sorted(late + on_time), asked(director)["fas"]) == (
        sorted(everybody),
        ["i-fas"],
    )
    address = director.page.url
    director.follow(on_time[0])
    director.page.wait_for_url("**/delmal/")
    director.page.go_back()
    assert (director.page.url, doctors(director)) == (address, on_time)
    again = visit(STUDIEREKTOR)
    again.open(address)  # sent to a colleague, it shows the same
    assert doctors(again) == on_time
    again.write(namn="finns inte")
    again.press("Visa")
    again.follow("Rensa filter")
    assert sorted(doctors(again)) == sorted(everybody)
