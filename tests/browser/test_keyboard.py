"""Without a mouse: every stop is seen, none is a trap, and the work gets done."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import psycopg
import pytest

from bt_admin.lib.links import hash_of, new_token
from tests.browser.keys import FOCUS, every_stop_is_seen, stops, tab_to, unseen
from tests.browser.system import System
from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]
HANDLEDARE = "Tuomas Haapakorpi"


@pytest.mark.parametrize("phone", [False, True])
@pytest.mark.parametrize(
    ("name", "path"),
    [
        (HANDLEDARE, "/kronoberg/"),
        ("Elza Bērziņa", "/kronoberg/min-bt/"),
        ("Karin Björnhede", "/kronoberg/bt-lakare/"),
        ("Karin Björnhede", "/kronoberg/bt-lakare/lagg-upp/"),
    ],
)
def test_every_stop_is_seen(visit: Visit, name: str, path: str, phone: bool) -> None:
    visitor = visit(name, phone=phone)
    visitor.open(path)
    found = stops(visitor)
    assert found[0]["words"] == "Hoppa till innehållet"
    assert unseen(found) == []


def test_a_mini_cex_is_signed_with_the_keys_alone(visit: Visit) -> None:
    visitor = visit("Goran Vukelić")  # whose request no other test answers
    keys = visitor.page.keyboard
    tab_to(visitor, "Signera Mini-CEX")
    keys.press("Enter")
    visitor.page.wait_for_url("**/bedomning/**")
    every_stop_is_seen(visitor)
    tab_to(visitor, "item_overall")
    keys.press("Space")
    tab_to(visitor, "text_keep_doing")
    keys.type("Du lät patienten berätta färdigt.")
    tab_to(visitor, "Signera bedömningen")
    keys.press("Enter")
    visitor.page.wait_for_url("**/kronoberg/")
    assert "Signerat." in visitor.text


# -------------------------------------------------------------------- one page at a time
def test_a_talk_is_planned_with_the_keys_alone(visit: Visit) -> None:
    doctor = visit("Rasha Al-Sabbagh")
    keys = doctor.page.keyboard
    doctor.open(f"{doctor.own_bt('stockholm')}samtal/")
    tab_to(doctor, "Lägg till samtal")
    keys.press("Enter")
    doctor.page.wait_for_url("**/samtal/nytt/")
    every_stop_is_seen(doctor)
    for name, text in {
        "on": str(date.today() + timedelta(days=2)),
        "at": "1430",
        "topics": "Jouren i helgen",
    }.items():
        tab_to(doctor, name)
        keys.type(text)
    tab_to(doctor, "Lägg till samtal")
    keys.press("Enter")
    doctor.sees("Samtalet är inlagt.")


def test_the_checklist_is_ticked_with_the_keys_alone(visit: Visit) -> None:
    doctor = visit("Rasha Al-Sabbagh")
    keys = doctor.page.keyboard
    doctor.own_bt("stockholm")
    doctor.follow("Geriatrik")
    every_stop_is_seen(doctor)
    tab_to(doctor, "Klart")
    line = doctor.page.evaluate("document.activeElement.innerText").split(":")[1]
    keys.press("Enter")
    doctor.page.wait_for_url("**#*")
    doctor.page.get_by_role("button", name=f"Öppna igen :{line}").wait_for()


def test_laget_is_narrowed_with_the_keys_alone(visit: Visit) -> None:
    director = visit("Parisa Nouri")
    keys = director.page.keyboard
    director.open("/stockholm/laget/")
    every_stop_is_seen(director)
    tab_to(director, "fas")
    keys.type("I fas")
    tab_to(director, "Visa")
    keys.press("Enter")
    director.page.wait_for_url("**fas=i-fas**")
    tab_to(director, director.page.locator("tbody th a").first.inner_text())
    keys.press("Enter")
    director.page.wait_for_url("**/delmal/")


def test_an_application_is_reviewed_with_the_keys_alone(visit: Visit) -> None:
    reviewer = visit("Goran Vukelić")
    keys = reviewer.page.keyboard
    reviewer.open("/kronoberg/granskningar/")
    tab_to(reviewer, "Sökande")  # what is left to do stands first
    keys.press("Enter")
    reviewer.page.wait_for_url("**/granskning/**")
    assert unseen(stops(reviewer)) == []
    scales = reviewer.page.locator("fieldset:has([name^='score_'])").count()
    for _scale in range(scales):
        tab_to(reviewer, "score_")
        keys.press("Space")
        keys.press("ArrowRight")
    keys.press("Enter")  # on a step: saves, and never sends
    reviewer.sees("är sparad.")
    tab_to(reviewer, "comment")
    keys.type("Tydliga exempel.")
    tab_to(reviewer, "Skicka granskningen")
    keys.press("Enter")
    reviewer.sees("är skickad.")


@pytest.fixture
def letter(system: System) -> str:
    """The link in the letter to somebody who has not answered a 360 yet."""
    with psycopg.connect(system.environment["DATABASE_URL"]) as connection:
        connection.execute("SELECT set_config('app.region', '1', false)")
        row = connection.execute(
            "SELECT a.id FROM assessments_roundrater a"
            " JOIN assessments_feedbackround r ON r.id = a.round_id"
            " WHERE NOT a.answered AND r.closed_at IS NULL"
        ).fetchone()
        assert row, "nobody has a 360 to answer in the demo"
        token = new_token()
        connection.execute(
            "INSERT INTO assessments_raterlink (id, region_id, rater_id, token_hash)"
            " VALUES (%s, 1, %s, %s)",
            [uuid4(), row[0], hash_of(token)],
        )
    return f"/svara/stockholm/{token}/"


def test_a_360_is_answered_with_the_keys_alone(visit: Visit, letter: str) -> None:
    rater = visit()
    keys = rater.page.keyboard
    rater.open(letter)
    every_stop_is_seen(rater)
    for _statement in range(10):
        tab_to(rater, "item_")
        keys.press("Space")
        keys.press("ArrowRight")
    tab_to(rater, "text_keep_doing")
    keys.type("Ringer upp när det är lovat.")
    tab_to(rater, "Skicka svaret")
    keys.press("Enter")
    rater.sees("Tack, ditt svar är sparat")


@pytest.mark.parametrize("phone", [False, True])
def test_escape_closes_what_was_opened(visit: Visit, phone: bool) -> None:
    """And the focus comes back to where it was."""
    manager = visit("Karin Björnhede", phone=phone)
    manager.open("/kronoberg/roller/")
    for opener, opened in [("Avsluta", "dialog"), ("Karin Björnhede", "menu")]:
        tab_to(manager, opener)
        manager.page.keyboard.press("Enter")
        shown = manager.page.locator(f".{opened}:popover-open")
        shown.wait_for()
        manager.page.keyboard.press("Tab")
        inside = "document.activeElement.closest(':popover-open') !== null"
        assert manager.page.evaluate(inside)
        manager.page.keyboard.press("Escape")
        shown.wait_for(state="hidden")
        focus = manager.page.evaluate(FOCUS)
        assert str(focus["words"]).startswith(opener)
