"""What is done in every round, whatever the region: by those in the browser."""

from datetime import date
from urllib.parse import urlsplit

from tests.browser.others import Round
from tests.browser.test_applying import hand_in, looks_right
from tests.browser.visitor import Visitor


def apply(amal: Visitor, round: Round) -> str:
    """On a phone; the case's own address."""
    amal.open(f"/bli-bt-lakare/{round.region}/omgang/{round.key}/")
    amal.follow("Ansök")
    amal.write(email=f"amal.{round.key}@example.org")
    amal.press("Mejla min länk")
    amal.follow("Öppna länken")
    fill_in(amal, round)
    hand_in(amal)
    amal.page.reload()
    amal.press("Skicka ansökan")
    amal.sees("Ärendenummer: 1")
    return urlsplit(amal.page.url).path


def fill_in(amal: Visitor, round: Round) -> None:
    amal.write(first_name="Amal", last_name="Rahimi", phone="070-123 45 67")
    amal.write(licensed_on="2025-06-01", degree_country="Polen")
    for field in ("at_first", "at_done", "st_before", "bt_done"):
        amal.tick(field, "no")
    for key in ("experience", "reflection", "motive"):
        amal.write(**{f"q_{key}": "Jag lärde mig att fråga tidigare."})
    if round.wish:
        amal.choose("wish_1", round.wish)
    amal.write(r1_name="Bo Ek", r1_email="bo.ek@example.org")
    amal.page.locator("[data-draft-line]", has_text="Sparat kl.").first.wait_for()


def close(office: Visitor, round: Round) -> None:
    """The last day to apply has been, which the worker notes within minutes."""
    round.change(
        "UPDATE recruitment_recruitmentround SET closes_at = now(), state = 'closed'"
        " WHERE id = %(round)s"
    )
    go_on(office, round, "Granskning pågår")


def go_on(office: Visitor, round: Round, state: str) -> None:
    office.open(round.page)
    office.press(f"Gå vidare: {state}")
    office.sees(f"Omgången är nu: {state}.")


def decide(office: Visitor, round: Round, choice: str, words: str) -> None:
    office.open(f"{round.page}ansokningar/")
    office.follow("Amal Rahimi")
    office.follow(choice)
    office.press(f"Besluta: {words}")
    office.sees("Svaret är inte skickat än.")


def send_answers(office: Visitor, round: Round, number: str) -> None:
    office.open(f"{round.page}svar/")
    office.write(number=number)
    office.press("Skicka svaren")
    office.sees(f"{number} svar är skickade.")


def share_out(office: Visitor, round: Round, number: int) -> None:
    office.open(f"{round.page}granskning/")
    office.press("Föreslå en fördelning")
    office.sees("Förslaget är klart.")
    looks_right(office)
    office.press("Publicera förslaget")
    office.sees(f"{number} granskningar är utdelade.")


def call_to_interviews(office: Visitor, round: Round, day: date) -> None:
    """The phase that has no days yet: laid out, planned, and everybody called."""
    office.open(f"{round.page}intervjuer/")
    office.follow("Lägg upp dagarna")
    office.write(day_1=str(day), rooms="Rum 1\nRum 2")
    office.press("Spara och föreslå plan")
    office.sees("4 sökande har en tid.")
    office.follow("Kalla")
    office.press("Kalla 4 sökande")
    office.sees("4 sökande är kallade.")


def come(amal: Visitor, case: str, round: Round) -> None:
    """To the group's interview and one's own: one answer to both."""
    amal.open(case)
    amal.follow("Svara på kallelsen")
    amal.tick("works", "ja")
    amal.tick("observer", "ja")
    amal.press("Skicka svaret")
    amal.sees("Du kommer")
    round.others("confirm")


def refer(office: Visitor, referee: Visitor, round: Round) -> None:
    """By a link, once, without an account."""
    office.open(f"{round.page}ansokningar/")
    office.follow("Amal Rahimi")
    office.follow("Referenser och utdrag ur belastningsregistret")
    office.click(office.page.get_by_role("button", name="Be om referens"))
    office.sees("Väntar på svar")
    referee.open(round.others("link"))
    looks_right(referee)
    for key in ("known", "strengths", "cooperation", "safety", "development"):
        referee.write(**{key: "Ett år på samma avdelning; hon frågar i tid."})
    referee.tick("again", "yes")
    referee.press("Skicka svaret")
    referee.sees("Tack")
    round.others("refer")


def fix(office: Visitor, chief: Visitor, round: Round) -> None:
    office.open(f"{round.page}rangordning/")
    office.press("Gör rangordningen")
    looks_right(office)
    chief.open(f"{round.page}rangordning/")
    chief.press("Fastställ")
    chief.sees("Poängen är låsta.")


def let_out(office: Visitor, chief: Visitor, round: Round) -> None:
    """Prepared by one, approved by another, sent when the list is counted."""
    office.open(f"{round.page}utskick/")
    office.press("Förbered utskicket")
    office.sees("4 personer får besked.")
    looks_right(office)
    chief.open(f"{round.page}utskick/")
    chief.press("Godkänn")
    chief.write(number="3")
    chief.press("Släpp beskeden")
    assert chief.faults == ["Listan har 4 rader. Läs den igen innan du bekräftar."]
    chief.write(number="4")
    chief.press("Släpp beskeden")
    chief.sees("Beskeden är skickade.")
    chief.press("Bekräfta utskicket")
    chief.sees("Utskicket är bekräftat.")


def accept(amal: Visitor, case: str, region: str) -> None:
    amal.open(case)
    amal.sees("Så bedömdes du")
    looks_right(amal)
    amal.press("Tacka ja")
    amal.sees(f"Du har tackat ja. Välkommen till {region}.")


def hire(chief: Visitor, round: Round) -> None:
    chief.open(f"{round.page}erbjudanden/")
    looks_right(chief)
    chief.follow("Lägg upp BT")
    chief.press("Lägg upp BT")
    chief.sees("Beställ behörighet till journalsystemet")
    chief.follow("Öppna BT")
    assert chief.heading.startswith("Amal Rahimi")
