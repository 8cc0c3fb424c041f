"""What is put right afterwards, and what a region says in words of its own.

A signed form is corrected with a new version; a requirement row gets a text that meets
whoever judges it; a competence committee looks at a whole cohort.
"""

from collections.abc import Callable
from datetime import date, timedelta

from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]
STUDIEREKTOR, HANDLEDARE, DOCTOR = "Parisa Nouri", "Samuel Okafor", "Rasha Al-Sabbagh"
WHAT = "Svimning på mottagningen"
WHY = "Nivån blev fel: jag menade fyra."
IN_WORK = "Säger högt vad som talar emot diagnosen."
COMMITTEE = "Kommitté på prov"


def test_a_signed_form_is_put_right(visit: Visit) -> None:
    handledare = visit(HANDLEDARE, phone=True)
    bt = handledare.bt_of(DOCTOR, "stockholm")
    handledare.open(f"{bt}bedom/?instrument=mini_cex")
    handledare.write(what=WHAT, text_keep_doing="Du satte dig ner.")
    handledare.tick("delmal", "BT1")
    handledare.level("overall", 2)
    handledare.press("Signera bedömningen")
    handledare.sees("Signerat.")
    doctor = visit(DOCTOR, phone=True)
    first = find(doctor, bt)
    put_right(handledare, bt)
    doctor.open(first)
    doctor.sees("Rättad. Den här versionen räknas inte längre.")
    doctor.follow("Se den nya")
    doctor.sees(WHY)
    doctor.fits()


def find(visitor: Visitor, bt: str) -> str:
    """The address of the one that counts."""
    visitor.open(f"{bt}bedomningar/")
    visitor.click(visitor.page.locator("tr", has_text=WHAT).locator("a"))
    visitor.sees(WHAT)
    return visitor.page.url


def put_right(handledare: Visitor, bt: str) -> None:
    find(handledare, bt)
    handledare.follow("Rätta")
    handledare.level("overall", 4)
    handledare.press("Signera rättelsen")
    assert len(handledare.faults) == 1  # why?
    handledare.write(correction_reason=WHY)
    handledare.fits()
    handledare.press("Signera rättelsen")
    handledare.sees(WHY)


def test_the_regions_words_meet_who_judges(visit: Visit) -> None:
    director = visit(STUDIEREKTOR)
    director.open("/stockholm/regionen/")
    director.follow("Delmålen i vardagen")
    director.open_fold("BT1")
    director.click(director.page.get_by_role("link", name="BT1 rad 1"))
    director.write(lines="\n".join([IN_WORK] * 2))
    director.press("Spara texten")
    assert len(director.faults) == 1
    director.write(lines=IN_WORK)
    director.press("Spara texten")
    director.sees(IN_WORK)
    handledare = visit(HANDLEDARE, phone=True)
    bt = handledare.bt_of(DOCTOR, "stockholm")
    handledare.open(f"{bt}bedom/?instrument=cbd")
    handledare.open_fold("Så ser det ut i vardagen")
    handledare.sees(IN_WORK)
    handledare.fits()


def test_a_committee_looks_at_a_whole_cohort(visit: Visit) -> None:
    director = visit(STUDIEREKTOR)
    director.open("/stockholm/kollegium/")
    director.follow("Kalla till kollegium")
    director.choose("kind", "Kompetenskommitté")
    director.write(title=COMMITTEE, meets_on=str(date.today()), meets_at="10.00")
    director.press("Kalla till mötet")
    assert director.faults  # of whom?
    cohorts = director.page.locator("[name='cohort'] option")
    days = cohorts.evaluate_all("nodes => nodes.map(node => node.value)")
    # Not whoever another walk has hired, to begin in half a year, with no handledare.
    soon = str(date.today() + timedelta(days=100))
    newest = next(day for day in days if "" < day < soon)
    director.page.locator("[name='cohort']").select_option(value=newest)
    director.press("Kalla till mötet")
    director.sees(f"{COMMITTEE} är kallat.")
    director.sees("Hela kullen, med samma uppgifter för var och en.")
    director.press("Registrera mötet")
    [fault] = director.faults
    assert fault.startswith("Mötet kan inte registreras. Extern bedömare ska vara med")
    member = director.page.locator("select[name='member']")
    outside = member.locator("option", has_text="extern bedömare").first
    member.select_option(value=outside.get_attribute("value"))
    director.press("Lägg till ledamot")
    director.press("Registrera mötet")
    director.sees("Mötet är registrerat.")
    director.page.get_by_role("link", name="Skriv bedömningen").first.wait_for()
