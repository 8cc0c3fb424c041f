"""Stockholm's way of recruiting, whole: from the advertisement to an opened BT.

One person takes each step in a browser; the others take theirs meanwhile, by way of
tests.objects.others_in_round.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from secrets import token_hex
from urllib.parse import urlsplit

from tests.browser.others import Round, running
from tests.browser.round_steps import (
    accept,
    apply,
    call_to_interviews,
    close,
    come,
    decide,
    fix,
    go_on,
    hire,
    let_out,
    refer,
    send_answers,
    share_out,
)
from tests.browser.system import System
from tests.browser.test_applying import looks_right
from tests.browser.visitor import Visitor
from tests.objects.others_in_round import GROUPS

Visit = Callable[..., Visitor]
OFFICE, CHIEF = GROUPS["stockholm"].office, GROUPS["stockholm"].chief
JUDGE = "Daniel Frösell"
TODAY = datetime.now().date()
NAME = f"BT hela vägen {token_hex(3)}"
REASON = "Efter samtalet i gruppen: hon bad om hjälp tidigare än jag hade uppfattat."


def test_a_round_of_stockholm(visit: Visit, system: System) -> None:
    office, chief, judge = visit(OFFICE), visit(CHIEF), visit(JUDGE)
    amal = visit(phone=True)
    with running(system, "stockholm", begin(office)) as round:
        lay_out(office, round)
        advertise(office, round)
        case = apply(amal, round)
        round.others("apply")
        close(office, round)
        try_eligible(office, round)
        share_out(office, round, 15)
        read_blind(judge, round)
        choose_who_goes_on(office, round)
        go_on(office, round, "Intervjuer")
        call_to_interviews(office, round, TODAY + timedelta(days=7))
        come(amal, case, round)
        score(judge, round)
        reconcile(judge, chief, round)
        refer(office, visit(phone=True), round)
        fix(office, chief, round)
        let_out(office, chief, round)
        accept(amal, case, "Region Stockholm")
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


# ------------------------------------------------------------- read, and who goes on
def try_eligible(office: Visitor, round: Round) -> None:
    decide(office, round, "Behörig", "behörig")
    round.others("try_eligible")
    send_answers(office, round, "5")


def read_blind(judge: Visitor, round: Round) -> None:
    """By number alone; the others' points when one's own are sent."""
    judge.open("/stockholm/granskningar/")
    queue = judge.page.get_by_label(f"Ansökningar att granska, {NAME}")
    judge.click(queue.get_by_role("link", name="Sökande 1", exact=True))
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


# --------------------------------------------------------------- the order and the BT
