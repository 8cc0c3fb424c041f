"""A 360 as people live it: on the phone, by letter, and looked through at a desk."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

import psycopg
import pytest

from assessments.rules.instruments import instrument
from bt_admin.lib.links import hash_of, new_token
from tests.browser.axe import violations
from tests.browser.system import System
from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]
KRONOBERG = 7
STUDIEREKTOR = "Johanna Tistrand"
ITEMS = [item.key for item in instrument("msf_360").items]
ASKED = ["Läkare"] * 5 + ["Sjuksköterska"] * 4 + ["Undersköterska"]
# A doctor under way, about whom there is no 360 yet, and the huvudansvariga.
WHO = """
    SELECT p.id, u.first_name || ' ' || u.last_name, m.first_name || ' ' || m.last_name
    FROM placements_programme p
    JOIN placements_doctor d ON d.id = p.doctor_id
    JOIN regions_user u ON u.id = d.user_id
    JOIN placements_programmeassignment a ON a.programme_id = p.id
        AND a.role = 'main_supervisor' AND a.starts <= %(today)s
        AND (a.ends IS NULL OR a.ends >= %(today)s)
    JOIN regions_user m ON m.id = a.user_id
    WHERE u.is_demo AND m.is_demo AND p.starts_on < %(today)s
        AND p.state IN ('planned', 'in_service')
        AND NOT EXISTS (
            SELECT 1 FROM assessments_feedbackround r WHERE r.programme_id = p.id)
    ORDER BY p.starts_on LIMIT 1
"""


@dataclass
class About:
    programme: str
    doctor: str
    main: str


@pytest.fixture
def kronoberg(system: System) -> Iterator[psycopg.Connection]:
    """As the application sees the region."""
    with psycopg.connect(system.environment["DATABASE_URL"]) as connection:
        connection.execute(f"SELECT set_config('app.region', '{KRONOBERG}', false)")
        yield connection


@pytest.fixture
def about(kronoberg: psycopg.Connection) -> About:
    row = kronoberg.execute(WHO, {"today": date.today()}).fetchone()
    assert row, "every doctor of the demo has had a 360"
    return About(*map(str, row))


def test_a_360_from_the_doctors_phone_to_the_talk(
    visit: Visit, about: About, kronoberg: psycopg.Connection
) -> None:
    doctor = visit(about.doctor, phone=True)
    prepare(doctor, about)
    links = letters(kronoberg, about)
    for number, link in enumerate(links[:5]):
        answer_by_letter(visit, link, number)
    end_it(doctor, about)
    look_it_through(visit, about)
    talk_about_it(visit, about)
    doctor.open("/kronoberg/")
    doctor.open(f"/kronoberg/bt/{about.programme}/bedomningar/")
    doctor.click(doctor.page.locator("section[aria-labelledby='aterkoppling'] li a"))
    assert "Samtalet hölls den" in doctor.text
    assert "Text nummer 0." in doctor.text
    assert "Text nummer 1." not in doctor.text
    doctor.fits()
    assert violations(doctor.page) == []


def prepare(doctor: Visitor, about: About) -> None:
    """The doctor answers first, chooses ten, and sends the letters."""
    doctor.open(f"/kronoberg/bt/{about.programme}/bedomningar/")
    doctor.follow("Starta en 360-återkoppling")
    doctor.press("Starta")
    doctor.follow("Gör självskattningen")
    doctor.fits()
    for number, item in enumerate(ITEMS):
        doctor.level(item, 2 + number % 3)
    doctor.press("Spara självskattningen")
    for number, profession in enumerate(ASKED):
        doctor.write(name=f"Kollega {number}", email=f"k{number}@example.org")
        doctor.choose("profession", profession)
        doctor.press("Lägg till")
        doctor.page.get_by_text(f"k{number}@example.org").wait_for()
    doctor.fits()
    doctor.press("Skicka mejlen")
    doctor.page.get_by_text("0 av 10 har svarat").wait_for()


def letters(kronoberg: psycopg.Connection, about: About) -> list[str]:
    """The links that the letters carry; nobody but their readers knows them."""
    raters = kronoberg.execute(
        "SELECT a.id FROM assessments_roundrater a JOIN assessments_feedbackround r"
        " ON r.id = a.round_id WHERE r.programme_id = %s ORDER BY a.email",
        [about.programme],
    ).fetchall()
    links = []
    for (rater,) in raters:
        token = new_token()
        kronoberg.execute(
            "INSERT INTO assessments_raterlink (id, region_id, rater_id, token_hash)"
            " VALUES (%s, %s, %s, %s)",
            [uuid4(), KRONOBERG, rater, hash_of(token)],
        )
        links.append(f"/svara/kronoberg/{token}/")
    kronoberg.commit()
    return links


def answer_by_letter(visit: Visit, link: str, number: int) -> None:
    """Nobody is logged in; opening it, even twice, answers nothing."""
    rater = visit(phone=True)
    rater.open(link)
    rater.open(link)
    assert rater.heading == "360-återkoppling"
    if number == 0:
        rater.fits()
        assert violations(rater.page) == []
        rater.press("Skicka svaret")
        assert len(rater.faults) == 10
    for item in ITEMS:
        rater.level(item, 1 + (number + len(item)) % 4)
    rater.write(text_keep_doing=f"Text nummer {number}.")
    rater.press("Skicka svaret")
    rater.page.get_by_text("Tack, ditt svar är sparat").wait_for()
    rater.open(link)
    assert rater.heading == "Tack, ditt svar är sparat"
    assert rater.open(f"{link[:-4]}abc/") == 404


def end_it(doctor: Visitor, about: About) -> None:
    doctor.page.reload()
    assert "5 av 10 har svarat" in doctor.text
    doctor.follow("Ändra eller avsluta")
    doctor.fits()
    doctor.press("Stäng nu")
    doctor.page.get_by_text("5 svar kom in").wait_for()
    assert "Text nummer" not in doctor.text


def look_it_through(visit: Visit, about: About) -> None:
    director = visit(STUDIEREKTOR)
    director.open("/kronoberg/")
    director.follow(f"Gå igenom 360-återkopplingen för {about.doctor}")
    figure = director.page.locator("div[id^='text-']", has_text="Text nummer 1.")
    figure.locator("summary").click()
    figure.locator("textarea").fill("Pekar ut en patient.")
    figure.get_by_role("button", name="Dölj", exact=True).click()
    director.page.get_by_text("Pekar ut en patient.").wait_for()
    assert violations(director.page) == []
    director.press("Lämna ut resultatet")
    director.page.get_by_text("Påstående för påstående").wait_for()


def talk_about_it(visit: Visit, about: About) -> None:
    main = visit(about.main, phone=True)
    main.open("/kronoberg/")
    main.follow(f"Prata om 360-återkopplingen med {about.doctor}")
    assert "Text nummer 0." in main.text
    main.follow("Registrera samtalet")
    main.press("Registrera samtalet")
    main.page.get_by_text("Samtalet hölls den").wait_for()
