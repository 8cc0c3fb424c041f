"""Stockholm's way of recruiting, whole: from the advertisement to an opened BT.

One person takes each step in a browser; the others take theirs meanwhile, by way of
tests.objects.stockholm_round.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from tests.browser.stockholm import Round, running
from tests.browser.system import System
from tests.browser.test_applying import hand_in, looks_right
from tests.browser.visitor import Visitor
from tests.objects.stockholm_round import CHIEF, OFFICE

Visit = Callable[..., Visitor]
JUDGE = "Daniel Frösell"
TODAY = datetime.now().date()
NAME = f"BT hela vägen {datetime.now():%H%M%S}"
REASON = "Efter samtalet i gruppen: hon bad om hjälp tidigare än jag hade uppfattat."


def test_a_round_of_stockholm(visit: Visit, system: System) -> None:
    office, chief, judge = visit(OFFICE), visit(CHIEF), visit(JUDGE)
    amal = visit(phone=True)
    with running(system, begin(office)) as round:
        lay_out(office, round)
        advertise(office, round)
        case = apply(amal, round)
        round.others("apply")
        close(office, round)
        try_eligible(office, round)
        share_out(office, round)
        read_blind(judge, round)
        choose_who_goes_on(office, round)
        lay_out_interviews(office, round)
        come(amal, case, round)
        score(judge, round)
        reconcile(judge, chief, round)
        refer(office, visit(phone=True), round)
        fix(office, chief, round)
        let_out(office, chief, round)
        accept(amal, case)
        hire(chief, round)


# ------------------------------------------------------------------------- the round
def begin(office: Visitor) -> str:
    """By Stockholm's own method; the round's key."""
    office.open("/stockholm/rekrytering/ny/")
    office.write(name=NAME)
    office.choose("begins_as", "Rekrytering till BT i Region Stockholm")
    office.press("Lägg upp omgången")
    office.sees("Sista ansökningsdag saknas")
    looks_right(office)
    return urlsplit(office.page.url).path.split("/")[-2]


def lay_out(office: Visitor, round: Round) -> None:
    office.follow("Ändra annons och dagar")
    office.write(
        text="BT ett år, vid ett av Stockholms sjukhus och en vårdcentral.",
        contact_name="Agneta Fornlind",
        contact_email="bt@stockholm.example.org",
        closes_on=str(TODAY + timedelta(days=30)),
        complement_until=str(TODAY + timedelta(days=33)),
        starts_on=str(TODAY + timedelta(days=200)),
    )
    office.press("Spara")
    office.follow("Ändra BT-tjänsterna")
    office.write(many_0="2")
    office.press("Spara")
    gather(office, round)


def gather(office: Visitor, round: Round) -> None:
    """The last reviewer by hand."""
    round.others("gather")
    office.open(f"{round.page}grupp/")
    office.choose("user", "Ulrika Brandefelt, Vårdcentralen Kungsängsbacken")
    office.choose("task", "Granskare")
    office.press("Lägg till")
    office.sees("Ulrika Brandefelt: granskare.")
    looks_right(office)


def advertise(office: Visitor, round: Round) -> None:
    office.open(round.page)
    office.press("Annonsera omgången")
    office.sees("Omgången är nu: Öppen för ansökan.")


def apply(amal: Visitor, round: Round) -> str:
    """On a phone; the case's own address."""
    amal.open(f"/bli-bt-lakare/stockholm/omgang/{round.key}/")
    amal.follow("Ansök")
    amal.write(email=f"amal.{round.key}@example.org")
    amal.press("Mejla min länk")
    amal.follow("Öppna länken")
    fill_in(amal)
    hand_in(amal)
    amal.page.reload()
    amal.press("Skicka ansökan")
    amal.sees("Ärendenummer: 1")
    return urlsplit(amal.page.url).path


def fill_in(amal: Visitor) -> None:
    amal.write(first_name="Amal", last_name="Rahimi", phone="070-123 45 67")
    amal.write(licensed_on="2025-06-01", degree_country="Polen")
    for field in ("at_first", "at_done", "st_before", "bt_done"):
        amal.tick(field, "no")
    for key in ("experience", "reflection", "motive"):
        amal.write(**{f"q_{key}": "Jag lärde mig att fråga tidigare."})
    amal.write(r1_name="Bo Ek", r1_email="bo.ek@example.org")
    amal.page.locator("[data-draft-line]", has_text="Sparat kl.").first.wait_for()


def close(office: Visitor, round: Round) -> None:
    """The last day to apply has been, which the worker notes within minutes."""
    round.change(
        "UPDATE recruitment_recruitmentround SET closes_at = now(), state = 'closed'"
        " WHERE id = %(round)s"
    )
    office.open(round.page)
    office.press("Gå vidare: Granskning pågår")
    office.sees("Omgången är nu: Granskning pågår.")


# ------------------------------------------------------------- read, and who goes on
def try_eligible(office: Visitor, round: Round) -> None:
    decide(office, round, "Behörig", "behörig")
    round.others("try_eligible")
    send_answers(office, round, "5")


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


def share_out(office: Visitor, round: Round) -> None:
    office.open(f"{round.page}granskning/")
    office.press("Föreslå en fördelning")
    office.sees("Förslaget är klart.")
    looks_right(office)
    office.press("Publicera förslaget")
    office.sees("15 granskningar är utdelade.")


def read_blind(judge: Visitor, round: Round) -> None:
    """By number alone; the others' points when one's own are sent."""
    judge.open("/stockholm/granskningar/")
    queue = judge.page.get_by_label(f"Ansökningar att granska, {NAME}")
    queue.get_by_role("link", name="Sökande 1", exact=True).click()
    assert "Amal" not in judge.everything_said
    for key, level in (("experience", "4"), ("reflection", "5"), ("motive", "5")):
        judge.tick(f"score_{key}", level)
    looks_right(judge)
    judge.press("Skicka granskningen")
    judge.sees("Granskningen av Sökande 1 är skickad.")
    round.others("review")


def choose_who_goes_on(office: Visitor, round: Round) -> None:
    decide(office, round, "Går vidare", "går vidare")
    round.others("select")
    send_answers(office, round, "5")


# --------------------------------------------------------------------- the interviews
def lay_out_interviews(office: Visitor, round: Round) -> None:
    office.open(round.page)
    office.press("Gå vidare: Intervjuer")
    office.open(f"{round.page}intervjuer/")
    office.follow("Lägg upp dagarna")
    office.write(day_1=str(TODAY + timedelta(days=7)), rooms="Rum 1\nRum 2")
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


def score(judge: Visitor, round: Round) -> None:
    """The day has come: one after the other, each on one's own."""
    round.change(
        "UPDATE recruitment_interview SET starts_at = starts_at - interval '8 days',"
        " ends_at = ends_at - interval '8 days' WHERE round_id = %(round)s"
    )
    judge.open(f"{round.page}mina-intervjuer/")
    looks_right(judge)
    judge.follow("Sökande 1, Sökande 2, Sökande 3, Sökande 4")
    judge.follow("Sätt poäng för Sökande 1")
    judge.tick("c_cooperation", "3")
    judge.tick("c_structure", "5")
    judge.press("Skicka poängen")
    judge.sees("Dina poäng är skickade")
    looks_right(judge)


def reconcile(judge: Visitor, chief: Visitor, round: Round) -> None:
    """Nobody's points before all are in; then changed, with the reason beside them."""
    judge.open(f"{round.page}avstamning/")
    judge.sees("Väntar på poäng")
    round.others("score")
    judge.page.reload()
    judge.follow("Ändra mina poäng för Sökande 1, Gruppintervju")
    judge.tick("c_cooperation", "5")
    judge.write(change_reason=REASON)
    judge.press("Ändra poängen")
    judge.sees(REASON)
    looks_right(judge)
    chief.open(f"{round.page}avstamning/")
    chief.sees("Alla grupper är klara.")
    chief.sees(REASON)


def refer(office: Visitor, referee: Visitor, round: Round) -> None:
    """By a link, once, without an account."""
    office.open(f"{round.page}ansokningar/")
    office.follow("Amal Rahimi")
    office.follow("Referenser och utdrag ur belastningsregistret")
    office.page.get_by_role("button", name="Be om referens").click()
    office.sees("Väntar på svar")
    referee.open(round.others("link"))
    looks_right(referee)
    for key in ("known", "strengths", "cooperation", "safety", "development"):
        referee.write(**{key: "Ett år på samma avdelning; hon frågar i tid."})
    referee.tick("again", "yes")
    referee.press("Skicka svaret")
    referee.sees("Tack")
    round.others("refer")


# --------------------------------------------------------------- the order and the BT
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
    chief.write(number="4")
    chief.press("Släpp beskeden")
    chief.sees("Beskeden är skickade.")
    chief.press("Bekräfta utskicket")
    chief.sees("Utskicket är bekräftat.")


def accept(amal: Visitor, case: str) -> None:
    amal.open(case)
    amal.sees("Så bedömdes du")
    looks_right(amal)
    amal.press("Tacka ja")
    amal.sees("Du har tackat ja. Välkommen till Region Stockholm.")


def hire(chief: Visitor, round: Round) -> None:
    chief.open(f"{round.page}erbjudanden/")
    looks_right(chief)
    chief.follow("Lägg upp BT")
    chief.press("Lägg upp BT")
    chief.follow("Öppna BT")
    assert chief.heading.startswith("Amal Rahimi")
