"""The dossier: opened by the assessor, moved about in, taken along; frozen afterwards."""

from collections.abc import Callable
from pathlib import Path

from pypdf import PdfReader

from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]
ASSESSOR, JUDGED = "Elisabet Sandfors", "Yazan Haddad"
FINISHED = "Ebba Thorsell"
PRINTING = 30_000  # milliseconds; the worker may have others' work before it


def test_the_assessor_moves_about_and_takes_the_pdf_along(visit: Visit) -> None:
    assessor = visit(ASSESSOR, phone=True)
    assessor.open("/kronoberg/")
    assessor.click(assessor.page.locator("main a", has_text=JUDGED))
    assessor.page.wait_for_url("**/underlag/")
    assert "slutbedömning" in assessor.heading
    assessor.fits()
    menu = assessor.page.locator("[aria-current=true]").all_inner_texts()
    assert not any("BT-läkare" in words for words in menu)
    contents = assessor.page.get_by_role("navigation", name="Innehåll")
    for words in contents.get_by_role("link").all_inner_texts():
        contents.get_by_role("link", name=words, exact=True).click()
        key = assessor.page.url.partition("#")[2]
        assert assessor.page.locator(f"[id='{key}']").is_visible()
    reader = taken(assessor)
    first = reader.pages[0].extract_text()
    assert JUDGED in first
    assert "Arbetsutskrift" in first
    assert all(f"BT{number}" in first for number in range(1, 19))


def test_the_doctor_sees_that_it_was_frozen(visit: Visit) -> None:
    doctor = visit(FINISHED, phone=True)
    doctor.open(f"{doctor.own_bt()}intyg/")
    doctor.follow("Underlaget för slutbedömningen")
    doctor.sees("Underlaget frystes")
    doctor.fits()
    reader = taken(doctor)
    text = reader.pages[0].extract_text()
    code = text.split("Kontrollkod ")[1][:39]
    assert code in doctor.text
    doctor.open("/verifiera/")
    doctor.write(code=code)
    doctor.press("Verifiera")
    doctor.sees("Utfärdat, och gäller")


def taken(visitor: Visitor) -> PdfReader:
    """The PDF, asked for, waited for and fetched."""
    if not visitor.page.get_by_role("link", name="Hämta PDF").count():
        visitor.press("Gör en PDF")
    link = visitor.page.get_by_role("link", name="Hämta PDF")
    link.wait_for(timeout=PRINTING)
    return PdfReader(Path(visitor.fetch(link).path()))
