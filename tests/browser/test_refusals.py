"""What bad input gets: a Swedish sentence at the field, and everything typed kept."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]
MANAGER, DEPUTY = "Karin Björnhede", "Bertil Kvarnström"
STUDIEREKTOR = "Johanna Tistrand"
MARKUP = '<b class="evil">fet</b>'
MEGABYTE = 1024 * 1024


def programme_of(visitor: Visitor, doctor: str) -> str:
    """The address of somebody's BT."""
    visitor.open("/kronoberg/bt-lakare/")
    visitor.follow(doctor)
    visitor.page.wait_for_url("**/bt/*/")
    return visitor.page.url.rstrip("/")


def in_plan(visitor: Visitor, doctor: str, way: str) -> None:
    visitor.open(f"{programme_of(visitor, doctor)}/plan/")
    visitor.follow(way)


# --------------------------------------------------------------------------- the plan
@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (
            "19920504-2395",
            "Kontrollsiffran stämmer inte. Kontrollera de fyra sista siffrorna.",
        ),
        (
            "19921304-2394",
            "Det finns inget sådant datum. Kontrollera de åtta första siffrorna.",
        ),
        ("abc", "Skriv tolv siffror, ÅÅÅÅMMDD-NNNN."),
    ],
)
def test_a_personnummer_that_cannot_be(visit: Visit, typed: str, words: str) -> None:
    manager = visit(MANAGER)
    manager.open("/kronoberg/bt-lakare/lagg-upp/")
    manager.write(
        first_name="Oskriven",
        last_name="Person",
        email="oskriven@example.org",
        personal_number=typed,
        licence_on="2026-01-15",
        starts_on=str(date.today()),
    )
    manager.choose("employment_form", "Fristående BT")
    manager.press("Lägg upp BT")
    assert manager.at_field("personal_number") == words
    assert manager.value("personal_number") == typed
    assert manager.value("first_name") == "Oskriven"
    manager.open("/kronoberg/personer/")
    assert "Oskriven Person" not in manager.text


def test_a_period_that_ends_before_it_begins(visit: Visit) -> None:
    director = visit(STUDIEREKTOR)
    in_plan(director, "Lucia Hudáková", "Ny period, Psykiatri")
    first = date.today() + timedelta(days=400)
    last = first - timedelta(days=9)
    director.write(starts_on=str(first), ends_on=str(last), percent="50")
    director.choose("kind", "Tjänstgöring")
    director.press("Lägg till")
    assert director.at_field("ends_on") == (
        "Slutdatumet behöver vara samma dag som startdatumet eller senare."
    )
    assert director.value("starts_on") == str(first)
    director.open(director.page.url.split("placering/")[0])
    assert f"{first}–{last}" not in director.text


def test_more_than_full_time(visit: Visit) -> None:
    director = visit(STUDIEREKTOR)
    in_plan(director, "Lucia Hudáková", "Ny period, Psykiatri")
    first = date.today() + timedelta(days=60)
    last = first + timedelta(days=5)
    director.write(starts_on=str(first), ends_on=str(last), percent="50")
    director.choose("kind", "Tjänstgöring")
    director.press("Lägg till")
    assert "tillsammans blir det 150 %" in director.at_field("starts_on")
    assert director.value("percent") == "50"
    director.open(director.page.url.split("placering/")[0])
    assert str(last) not in director.text


def test_a_fifth_placement(visit: Visit) -> None:
    director = visit(STUDIEREKTOR)
    in_plan(director, "Lucia Hudáková", "Lägg till placering")
    director.write(
        title="Ortopedi", starts_on="2028-02-01", ends_on="2028-02-28", percent="100"
    )
    director.choose("care", "Akut sjukvård")
    director.press("Lägg till")
    [fault] = director.faults
    assert "En femte placering kan inte läggas till." in fault
    assert director.value("title") == "Ortopedi"
    director.open(director.page.url.split("ny-placering/")[0])
    assert "Ortopedi" not in director.text


# --------------------------------------------------------------------- the signatures
def test_only_the_one_who_was_asked_signs(visit: Visit) -> None:
    asked = visit("Tuomas Haapakorpi", phone=True)
    asked.follow("Signera Mini-CEX för Elza Bērziņa")
    asked.page.wait_for_url("**/bedomning/**")
    token = asked.page.locator("[name='csrfmiddlewaretoken']").first
    other = visit("Mats Örneblad", phone=True)
    other.open(asked.page.url)
    assert other.page.get_by_role("button", name="Signera bedömningen").count() == 0
    answer = other.post(
        asked.page.url, do="sign", item_overall="5", text_keep_doing="x"
    )
    assert answer in (403, 404)
    asked.page.reload()
    assert token.count() == 1
    assert asked.page.get_by_role("button", name="Signera bedömningen").count() == 1


def test_only_the_huvudansvariga_certifies_delmal(visit: Visit) -> None:
    director = visit(STUDIEREKTOR)
    address = f"{programme_of(director, 'Yazan Haddad')}/intyg/delmal/signera/"
    assert director.open(address) == 403
    assert "huvudansvarig handledare" in director.text
    assert director.post(address) == 403


def test_nobody_signs_twice(visit: Visit) -> None:
    supervisor = visit("Tuomas Haapakorpi", phone=True)
    supervisor.follow("Signera Mini-CEX för Bence Halmai")
    again = second_window(supervisor)
    for window, words in [(supervisor, "Lugn och tydlig."), (again, "Andra ord.")]:
        window.level("overall", 3)
        window.write(text_keep_doing=words)
        window.press("Signera bedömningen")
    assert "Du har redan signerat den här handlingen." in again.page.inner_text("main")
    supervisor.page.reload()
    assert "Andra ord." not in supervisor.text


def test_a_text_that_changed_meanwhile_is_not_signed(visit: Visit) -> None:
    supervisor = visit("Tuomas Haapakorpi", phone=True)
    supervisor.follow("Signera Mini-CEX för Eleni Karagianni")
    again = second_window(supervisor)
    again.write(text_keep_doing="Ändrat på datorn.")
    again.press("Spara och signera senare")
    again.page.wait_for_load_state()
    supervisor.level("overall", 3)
    supervisor.write(text_work_on="Skrivet på telefonen.")
    supervisor.press("Signera bedömningen")
    assert "Du kan inte signera den här versionen." in supervisor.text
    assert supervisor.value("text_work_on") == "Skrivet på telefonen."
    supervisor.open("/kronoberg/")
    assert "Signera Mini-CEX för Eleni Karagianni" in supervisor.text


def test_a_certificate_that_changed_meanwhile_is_not_signed(visit: Visit) -> None:
    manager, deputy = visit(MANAGER), visit(DEPUTY)
    manager.log_in(MANAGER)  # a moment ago, so that nothing is asked before the text
    address = f"{programme_of(manager, 'Yazan Haddad')}/intyg/fullgjord/"
    show_completed(manager, address, "Chefens ord.")
    show_completed(deputy, address, "Den biträdandes ord.")
    manager.sign()
    assert "Du kan inte signera den här versionen." in manager.text
    assert "Den biträdandes ord." in manager.text


def show_completed(visitor: Visitor, address: str, words: str) -> None:
    visitor.open(address)
    visitor.write(primary_care_text=words, acute_care_text=words)
    visitor.press("Visa intyget")
    visitor.page.wait_for_url("**/signera/")


def second_window(visitor: Visitor) -> Visitor:
    """The same page once more, by the same person."""
    visitor.page.wait_for_url("**/bedomning/**")
    again = Visitor(visitor.context)
    again.open(visitor.page.url)
    return again


# --------------------------------------------------------------- addresses that are not
def test_regions_and_ids_that_are_not_there_look_alike(visit: Visit) -> None:
    doctor = visit("Elza Bērziņa", phone=True)
    doctor.open("/kronoberg/min-bt/")
    own = doctor.page.url
    colleague = visit("Yazan Haddad", phone=True)
    colleague.open("/kronoberg/min-bt/")
    theirs = colleague.page.url.split("/kronoberg/")[1]
    unknown = re.sub(r"bt/[^/]+/", f"bt/{uuid4()}/", own)
    foreign = [f"/kronoberg/{theirs}", unknown]
    assert {doctor.open(path) for path in foreign} == {404}
    told = doctor.text
    for path in [*foreign, "/stockholm/", "/atlantis/", f"/stockholm/{theirs}"]:
        assert (path, doctor.open(path)) == (path, 404)
        assert doctor.heading in {"Sidan finns inte här", "Sidan finns inte"}
    doctor.open(foreign[0])
    assert doctor.text == told


# --------------------------------------------------------------------------- /verifiera/
@pytest.mark.parametrize(
    ("file", "words"),
    [
        (b"", "Filen är tom. Välj intyget som PDF."),
        (b"GIF89a" + b"\0" * 200, "Filen är ingen PDF. Välj intyget som PDF."),
        (
            b"%PDF-1.7\n" + b"\0" * 2000,
            "Filen går inte att öppna. Hämta den på nytt och försök igen.",
        ),
        (
            b"%PDF-1.7\n" + b"\0" * 50 * MEGABYTE,
            "Filen är 50 MB. Högst 5 MB går att ladda upp.",
        ),
    ],
    ids=["empty", "no-pdf", "broken", "50-megabyte"],
)
def test_files_that_verifiera_cannot_read(
    visit: Visit, tmp_path, file: bytes, words: str
) -> None:
    anybody = visit(phone=True)
    anybody.open("/verifiera/")
    (tmp_path / "intyg.pdf").write_bytes(file)
    anybody.page.locator("[name='file']").set_input_files(tmp_path / "intyg.pdf")
    anybody.press("Verifiera")
    assert anybody.at_field("file") == words


def test_a_code_that_cannot_be(visit: Visit) -> None:
    anybody = visit()
    anybody.open("/verifiera/")
    anybody.write(code="inte en kod")
    anybody.press("Verifiera")
    assert anybody.at_field("code") != ""
    assert anybody.value("code") == "inte en kod"


# -------------------------------------------------------------------- HTML is only text
def in_an_assessment(visit: Visit) -> Visitor:
    supervisor = visit("Elisabet Sandfors", phone=True)
    supervisor.follow("Signera Mini-CEX för Ionela Munteanu")
    supervisor.page.wait_for_url("**/bedomning/**")
    address = supervisor.page.url
    supervisor.level("overall", 3)
    supervisor.write(text_keep_doing=MARKUP, text_work_on=MARKUP)
    supervisor.press("Signera bedömningen")
    doctor = visit("Ionela Munteanu", phone=True)
    doctor.open(address)
    return doctor


def in_a_request(visit: Visit) -> Visitor:
    doctor = visit("Katarzyna Wójtowicz", phone=True)
    doctor.open("/kronoberg/min-bt/")
    doctor.follow("Be om bedömning")
    doctor.follow("Mini-CEX (observerat patientmöte)")
    doctor.choose("assessor", "Anneli Rosengård")
    doctor.tick("delmal", "BT1")
    doctor.write(what=MARKUP)
    doctor.press("Be om bedömning")
    return doctor


def in_a_reason(visit: Visit) -> Visitor:
    supervisor = visit("Anneli Rosengård", phone=True)
    supervisor.follow("Signera Mini-CEX för Katarzyna Wójtowicz")
    supervisor.follow("Tacka nej")
    supervisor.write(reason=MARKUP)
    supervisor.press("Tacka nej")
    doctor = visit("Katarzyna Wójtowicz", phone=True)
    doctor.open("/kronoberg/")
    return doctor


def in_a_kollegium(visit: Visit) -> Visitor:
    director = visit(STUDIEREKTOR)
    director.open(f"{programme_of(director, 'Dilan Kareem')}/kollegium/nytt/")
    director.write(held_on=str(date.today()), strengths=MARKUP, development=MARKUP)
    director.choose("outcome", "I fas")
    director.press("Dokumentera kollegiet")
    return director


def in_the_plan(visit: Visit) -> Visitor:
    director = visit(STUDIEREKTOR)
    in_plan(director, "Lucia Hudáková", "Ändra Psykiatri")
    director.write(title=MARKUP)
    director.press("Spara")
    return director


def in_a_new_name(visit: Visit) -> Visitor:
    manager = visit(MANAGER)
    manager.open("/kronoberg/bt-lakare/lagg-upp/")
    manager.write(first_name=MARKUP, last_name=MARKUP, email=f"{MARKUP}@example.org")
    manager.press("Lägg upp BT")
    assert manager.value("first_name") == MARKUP
    return manager


def in_the_application(visit: Visit) -> Visitor:
    doctor = visit("Shirin Moradi", phone=True)
    doctor.open("/kronoberg/min-bt/")
    doctor.open(f"{doctor.page.url}ansokan/")
    doctor.write(address=MARKUP, workplace=MARKUP)
    doctor.press("Spara utkast")
    doctor.page.reload()
    assert doctor.value("address") == MARKUP
    return doctor


def in_bilaga_3(visit: Visit) -> Visitor:
    manager = visit(MANAGER)
    address = f"{programme_of(manager, 'Shirin Moradi')}/intyg/fullgjord/"
    show_completed(manager, address, MARKUP)
    return manager


def in_ones_own_facts(visit: Visit) -> Visitor:
    clerk = visit("Henrik Brofeldt")
    clerk.open("/kronoberg/mina-uppgifter/")
    clerk.write(title=MARKUP, workplace=MARKUP)
    clerk.press("Spara")
    clerk.open("/kronoberg/mina-uppgifter/")
    return clerk


@pytest.mark.parametrize(
    "written",
    [
        in_an_assessment,
        in_a_request,
        in_a_reason,
        in_a_kollegium,
        in_the_plan,
        in_a_new_name,
        in_the_application,
        in_bilaga_3,
        in_ones_own_facts,
    ],
)
def test_html_is_only_text(visit: Visit, written: Callable[[Visit], Visitor]) -> None:
    visitor = written(visit)
    visitor.page.wait_for_load_state()
    assert MARKUP in visitor.everything_said
    assert visitor.page.locator(".evil").count() == 0
