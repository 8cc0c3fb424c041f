"""A whole BT as the people live it: from an empty plan to the paper in the envelope.

The doctor and the handledare are on the phone, the others at a desk. The year lies in
the past, so that every placement has ended when it is to be assessed.
"""

import io
import re
import tomllib
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pypdf

from bt_admin.lib.dates import add_months, yymmdd
from tests.browser.visitor import Visitor

ROOT = Path(__file__).parents[2]
Visit = Callable[..., Visitor]

FIRST, LAST = "Žofia", "Åkesson Ćirić"
DOCTOR = f"{FIRST} {LAST}"
MANAGER, STUDIEREKTOR = "Karin Björnhede", "Johanna Tistrand"
ADMINISTRATOR = "Mona Sadeghpour"
MAIN = "Sofia Lindehag"  # at the vårdcentral, where BT begins and ends
EXTERNAL = "Jakob Enerström"
SUPERVISORS = {
    "Internmedicin": "Mats Örneblad",
    "Kirurgi": "Leyla Yıldırım",
    "Psykiatri": "Tuomas Haapakorpi",
    "Primärvård": MAIN,
}
UNITS = {
    "Primärvård": "Vårdcentralen Norrsjön, Växjö",
    "Internmedicin": "Medicinkliniken, Växjö",
    "Kirurgi": "Kirurgkliniken, Växjö",
    "Psykiatri": "Vuxenpsykiatrin, Växjö",
}


@dataclass
class Year:
    """What one step tells the next."""

    visit: Visit
    begins: date = field(default_factory=lambda: starts_on(date.today()))
    address: str = ""
    people: dict[str, Visitor] = field(default_factory=dict)

    def as_(self, name: str) -> Visitor:
        """Whoever it is, at the screen they use; they stay logged in."""
        if name not in self.people:
            phone = name == DOCTOR or name in SUPERVISORS.values()
            self.people[name] = self.visit(name, phone=phone)
        return self.people[name]

    @property
    def seen_on(self) -> date:
        return add_months(self.begins, 2)  # at internmedicin


def starts_on(today: date) -> date:
    """Twelve months that ended three days ago."""
    return add_months(today, -12) - timedelta(days=3)


def unused_number() -> str:
    """A personnummer that belongs to nobody, and to nobody in the demo."""
    series = tomllib.loads(
        (ROOT / "regions/data/test_personal_numbers.toml").read_text()
    )["series"]
    demo = (ROOT / "bt_admin/demo/data/people.toml").read_text()
    numbers = [number for one in series for number in one["numbers"]]
    return next(number for number in numbers if number not in demo)


NUMBER = unused_number()


def test_a_whole_bt_from_the_plan_to_the_verified_paper(visit: Visit) -> None:
    year = Year(visit)
    open_the_programme(year)
    appoint_the_supervisors(year)
    ask_for_a_mini_cex(year)
    return_it_and_ask_again(year)
    sign_the_mini_cex(year)
    sum_up_every_placement(year)
    hold_the_kollegium(year)
    certify_the_delmal(year)
    appoint_the_external(year)
    judge_and_approve(year)
    certify_the_service(year)
    files = complete_the_application(year)
    read_the_files(year, files)
    register_the_pens(year)
    verify_the_papers(year, files)


# ------------------------------------------------------------------------------ step 1
def open_the_programme(year: Year) -> None:
    manager = year.as_(MANAGER)
    manager.open("/kronoberg/bt-lakare/lagg-upp/")
    manager.write(
        first_name=FIRST,
        last_name=LAST,
        email="zofia.akesson@example.org",
        personal_number=f"{NUMBER[:8]}-{NUMBER[8:]}",
        licence_on=str(year.begins - timedelta(days=60)),
        starts_on=str(year.begins),
    )
    manager.choose("employment_form", "Fristående BT")
    for slot, unit in UNITS.items():
        manager.page.get_by_label(slot, exact=True).select_option(label=unit)
    manager.press("Lägg upp BT")
    manager.page.wait_for_url("**/plan/")
    assert DOCTOR in manager.text
    assert f"{year.begins}–{add_months(year.begins, 1) - timedelta(days=1)}" in (
        manager.text
    )
    year.address = manager.page.url.split("/plan/")[0]


def appoint_the_supervisors(year: Year) -> None:
    director = year.as_(STUDIEREKTOR)
    director.open(f"{year.address}/plan/")
    director.follow("Utse huvudansvarig handledare")
    appoint(director, MAIN)
    for slot, name in SUPERVISORS.items():
        director.open(f"{year.address}/plan/")
        row = director.page.get_by_role("row", name=re.compile(f"^{slot}")).first
        director.click(row.get_by_role("link", name=re.compile("^Utse handledare")))
        appoint(director, name)
    director.open(f"{year.address}/plan/")
    assert "Ingen utsedd" not in director.text


def appoint(director: Visitor, name: str) -> None:
    search = director.page.locator("[name='namn']")
    if search.count():
        search.fill(name.split()[-1])
        director.press("Sök")
    director.page.get_by_label(name, exact=True).check()
    director.press("Utse")
    director.page.wait_for_url("**/plan/")


# ------------------------------------------------------------------------------ step 2
def ask_for_a_mini_cex(year: Year) -> None:
    doctor = year.as_(DOCTOR)
    doctor.open("/kronoberg/min-bt/")
    doctor.follow("Be om bedömning")
    doctor.follow("Mini-CEX (observerat patientmöte)")
    doctor.choose("assessor", SUPERVISORS["Internmedicin"])
    doctor.tick("delmal", "BT1", "BT9")
    doctor.write(what="Bröstsmärta på akutmottagningen")
    doctor.click(doctor.page.get_by_role("button", name="Be om bedömning"))
    # The first guess is today, when nobody at internmedicin saw anything.
    doctor.write(performed_on=str(year.seen_on))
    press_if_there(doctor, "Be om bedömning")
    assert "Mats Örneblad" in doctor.text


def press_if_there(visitor: Visitor, words: str) -> None:
    button = visitor.page.get_by_role("button", name=words, exact=True)
    if button.count():
        visitor.click(button)


def return_it_and_ask_again(year: Year) -> None:
    supervisor = year.as_(SUPERVISORS["Internmedicin"])
    supervisor.open("/kronoberg/")
    supervisor.follow(f"Signera Mini-CEX för {DOCTOR}")
    supervisor.follow("Skicka tillbaka den")
    supervisor.write(reason="Det var dagen efter. Ändra datumet.")
    supervisor.press("Skicka tillbaka")
    doctor = year.as_(DOCTOR)
    doctor.open("/kronoberg/")
    assert "Det var dagen efter. Ändra datumet." in doctor.text
    doctor.click(doctor.page.locator("main h3 a"))
    doctor.write(performed_on=str(year.seen_on + timedelta(days=1)))
    doctor.press("Skicka igen")


def sign_the_mini_cex(year: Year) -> None:
    supervisor = year.as_(SUPERVISORS["Internmedicin"])
    supervisor.open("/kronoberg/")
    supervisor.follow(f"Signera Mini-CEX för {DOCTOR}")
    supervisor.level("overall", 4)
    supervisor.write(
        text_keep_doing="Du började med A och B utan att låta dig störas.",
        text_work_on="Bestäm dig för en arbetsdiagnos innan du ringer.",
    )
    supervisor.press("Signera bedömningen")
    doctor = year.as_(DOCTOR)
    doctor.open(f"{year.address}/bedomningar/")
    doctor.follow("Mini-CEX")
    assert "Du började med A och B utan att låta dig störas." in doctor.text
    supervisor.open(doctor.page.url)
    assert supervisor.page.locator("main form textarea").count() == 0  # it is locked


# ------------------------------------------------------------------------------ step 3
def sum_up_every_placement(year: Year) -> None:
    for slot, name in SUPERVISORS.items():
        sum_up(year.as_(name), slot)
        doctor = year.as_(DOCTOR)
        doctor.open("/kronoberg/")
        doctor.click(doctor.page.locator("main h3 a"))
        assert f"Att lita på det du har sett, {slot}." in doctor.text
        doctor.press("Jag har läst")


def sum_up(supervisor: Visitor, slot: str) -> None:
    supervisor.open("/kronoberg/")
    links = supervisor.page.get_by_role("link", name=re.compile(DOCTOR))
    supervisor.click(links.filter(has_text=re.compile("[Ss]ammantagen")))
    for number, key in enumerate(GROUPS):
        supervisor.level(key, 4 if number % 2 else 3)
    supervisor.level("phase", 1)
    supervisor.write(
        text_keep_doing=f"Att lita på det du har sett, {slot}.",
        text_work_on="Att avsluta i tid.",
        text_basis="Egna observationer och samtal varje vecka.",
    )
    supervisor.press("Signera bedömningen")


GROUPS = [
    "medicin",
    "lakemedel_prevention",
    "dokumentation",
    "bemotande",
    "samarbete",
    "kvalitet_vetenskap",
]


# ------------------------------------------------------------------------------ step 4
def hold_the_kollegium(year: Year) -> None:
    director = year.as_(STUDIEREKTOR)
    director.open(f"{year.address}/kollegium/nytt/")
    held_on = add_months(year.begins, 6)
    director.write(
        held_on=str(held_on),
        strengths="Noggrann och lugn.",
        development="Fatta fler beslut på egen hand.",
    )
    director.choose("outcome", "I fas")
    director.press("Dokumentera kollegiet")
    doctor = year.as_(DOCTOR)
    doctor.open(f"{year.address}/bedomningar/")
    assert "Noggrann och lugn." not in doctor.text
    supervisor = year.as_(MAIN)
    supervisor.open("/kronoberg/")
    supervisor.follow(f"Gå igenom kollegiets bedömning med {DOCTOR}")
    supervisor.write(on=str(held_on + timedelta(days=7)))
    supervisor.press("Registrera samtalet")
    collegium = supervisor.page.url
    assert doctor.open(collegium) == 200
    assert "Noggrann och lugn." in doctor.text


# ------------------------------------------------------------------------------ step 5
def certify_the_delmal(year: Year) -> None:
    supervisor = year.as_(MAIN)
    supervisor.open("/kronoberg/")
    supervisor.follow(f"Intyga delmål för {DOCTOR}")
    for code in [f"BT{number}" for number in range(1, 19)]:
        supervisor.tick("codes", code)
    supervisor.open_fold("Underlag och text för BT1")
    activities = supervisor.page.locator("[name='activities_BT1']")
    activities.fill(f"Jourer på Ängön. {activities.input_value()}")
    supervisor.press("Visa intygen")
    assert "Jourer på Ängön." in supervisor.text
    supervisor.sign()
    supervisor.page.wait_for_url("**/intyg/**")
    supervisor.open(f"{year.address}/intyg/")
    assert "18 av 18" in supervisor.text


# ------------------------------------------------------------------------------ step 6
def appoint_the_external(year: Year) -> None:
    manager = year.as_(MANAGER)
    manager.open(f"{year.address}/intyg/extern-bedomare/")
    assert "Mats Örneblad kan inte vara extern bedömare" in told(manager)
    manager.page.get_by_label(EXTERNAL, exact=True).check()
    manager.write(planned_on=str(date.today()))
    manager.press("Utse")


def told(visitor: Visitor) -> str:
    """The text with what is folded away."""
    return " ".join((visitor.page.locator("main").text_content() or "").split())


def judge_and_approve(year: Year) -> None:
    external = year.as_(EXTERNAL)
    external.open("/kronoberg/")
    external.follow("Svara på frågorna om jäv")
    external.page.locator("[name='not_same_unit']").check()
    external.page.locator("[name='no_part']").check()
    external.press("Öppna underlaget")
    external.page.wait_for_url("**/underlag/")
    assert "Underlaget är komplett" in external.text
    supervisor = year.as_(MAIN)
    supervisor.open("/kronoberg/")
    supervisor.follow(f"Signera baskompetens för {DOCTOR}")
    supervisor.sign()
    external.open("/kronoberg/")
    external.follow(f"Bedöm {DOCTOR}")
    external.follow("Till beslutet")
    external.tick("outcome", "approved")
    external.sign("Signera beslutet")
    external.page.wait_for_load_state()
    assert external.faults == []


# ------------------------------------------------------------------------------ step 7
def certify_the_service(year: Year) -> None:
    manager = year.as_(MANAGER)
    manager.open("/kronoberg/")
    manager.follow(f"Intyga fullgjord BT för {DOCTOR}")
    manager.write(
        primary_care_text="Fem månader på Vårdcentralen Norrsjön.",
        acute_care_text="Internmedicin och kirurgi i fyra månader.",
    )
    manager.press("Visa intyget")
    assert "Internmedicin och kirurgi i fyra månader." in manager.text
    manager.sign()
    manager.open(f"{year.address}/intyg/")
    assert "Signerat i bt-admin" in manager.text


# ------------------------------------------------------------------------------ step 8
def complete_the_application(year: Year) -> dict[str, bytes]:
    """The package with everything in it, by file name."""
    doctor = year.as_(DOCTOR)
    doctor.open("/kronoberg/")
    doctor.follow("Gör klar din ansökan")
    doctor.write(**OWN_WORDS, degree_on=str(DEGREE_ON))
    doctor.open_fold("Tjänstgöring före legitimation eller utomlands")
    doctor.write(before_licence="Underläkare, Ljungby, sommaren 2024")
    doctor.press("Gör klar ansökan")
    assert doctor.faults == []
    doctor.sees("Nr 4 (1 kopia)")
    ready = doctor.page.get_by_role("link", name="Ladda ner allt")
    ready.wait_for(timeout=240_000)  # the worker prints them
    package = zipfile.ZipFile(doctor.fetch(ready).path())
    return {name: package.read(name) for name in package.namelist()}


OWN_WORDS = {
    "address": "Exempelgränd 7",
    "postcode": "352 34",
    "city": "Växjö",
    "phone": "070-174 06 70",
    "email": "zofia.akesson@example.org",
    "workplace": "Vårdcentralen Norrsjön",
    "work_phone": "070-174 06 71",
    "degree_country": "Slovakien",
}
DEGREE_ON = date(2023, 6, 15)


def read_the_files(year: Year, files: dict[str, bytes]) -> None:
    """Every value stands on its form."""
    texts = {name: text_of(pdf) for name, pdf in files.items() if name.endswith(".pdf")}
    expected = values(year)
    for annex, wanted in expected.items():
        found = [text for name, text in texts.items() if annex in name]
        assert found, (annex, sorted(files))
        missing = [value for value in wanted if value not in " ".join(found)]
        assert (annex, missing) == (annex, [])
    assert any(name.endswith(".txt") for name in files)


def values(year: Year) -> dict[str, list[str]]:
    number = f"{NUMBER[:8]}-{NUMBER[8:]}"
    who = [LAST, FIRST, number]
    months = [add_months(year.begins, n) for n in (1, 3, 6, 8, 12)]
    periods = [
        f"{yymmdd(first)}-{yymmdd(last - timedelta(days=1))}"
        for first, last in zip([year.begins, *months], months, strict=False)
    ]
    return {
        "bilaga-1": [*who, *OWN_WORDS.values(), yymmdd(DEGREE_ON), "Sverige",
                     yymmdd(year.begins - timedelta(days=60))],
        "bilaga-2": [*who, "Jourer på Ängön.", MAIN, "allmänmedicin", "BT18"],
        "bilaga-3": [*who, *periods, *UNITS.values(), "12,0", MANAGER,
                     "Fem månader på Vårdcentralen Norrsjön.",
                     "Internmedicin och kirurgi i fyra månader."],
        "bilaga-4": [*who, MAIN, EXTERNAL, "akutsjukvård"],
    }  # fmt: skip


def text_of(pdf: bytes) -> str:
    """The words of a PDF, whatever lines they were broken into."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def register_the_pens(year: Year) -> None:
    clerk = year.as_(ADMINISTRATOR)
    clerk.open(f"{year.address}/ansokan/")
    clerk.follow("Registrera underskrift")
    boxes = clerk.page.locator("[name='boxes']")
    for number in range(boxes.count()):
        boxes.nth(number).check()
    clerk.write(paper_signed_on=str(date.today()), paper_place="Växjö")
    clerk.page.locator("[name='seen']").check()
    clerk.press("Registrera underskrift")
    clerk.page.wait_for_url("**/ansokan/**")
    doctor = year.as_(DOCTOR)
    doctor.open(f"{year.address}/ansokan/")
    doctor.press("Jag har skickat ansökan")
    assert "Ansökan är skickad" in doctor.text


# ------------------------------------------------------------------------------ step 9
def verify_the_papers(year: Year, files: dict[str, bytes]) -> None:
    anybody = year.visit()
    anybody.open("/verifiera/")
    readme = next(text for name, text in files.items() if name.endswith(".txt"))
    code = re.search(r"\b[0-9A-Z]{4}(?:[ -][0-9A-Z]{4}){7}\b", readme.decode())
    assert code, readme.decode()
    anybody.write(code=code[0])
    anybody.press("Verifiera")
    anybody.page.get_by_text("Utfärdat, och gäller").first.wait_for()
    anybody.open("/verifiera/")
    name, pdf = next(item for item in files.items() if "bilaga-4" in item[0])
    file = {"name": name, "mimeType": "application/pdf", "buffer": pdf}
    anybody.page.locator("[name='file']").set_input_files(file)
    anybody.press("Verifiera")
    anybody.page.get_by_text("Identiskt med det som utfärdades").first.wait_for()
