"""Kronoberg's way of recruiting, whole: from the advertisement to an opened BT.

Who applies is read as the applications come, and referees are asked meanwhile. One
person takes each step in a browser; tests.objects.others_in_round takes the others'.
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
OFFICE, CHIEF = GROUPS["kronoberg"].office, GROUPS["kronoberg"].chief
JUDGE = "Johanna Tistrand"
TODAY = datetime.now().date()
NAME = f"BT hela vägen {token_hex(3)}"


def test_a_round_of_kronoberg(visit: Visit, system: System) -> None:
    office, chief, judge = visit(OFFICE), visit(CHIEF), visit(JUDGE)
    amal = visit(phone=True)
    with running(system, "kronoberg", begin(office)) as round:
        lay_out(office, round)
        advertise(office, round)
        case = apply(amal, round)
        round.others("apply")
        read_while_open(office, visit(phone=True), round)
        close(office, round)
        go_on(office, round, "Intervjuer")
        for days in (7, 8):  # the interview, and then the clinical test
            call_to_interviews(office, round, TODAY + timedelta(days=days))
            come(amal, case, round)
        score(judge, round)
        fix(office, chief, round)
        see_the_record(office, round)
        let_out(office, chief, round)
        accept(amal, case, "Region Kronoberg")
        hire(chief, round)


def begin(office: Visitor) -> str:
    """By the region's own method; the round's key."""
    office.open("/kronoberg/rekrytering/ny/")
    office.write(name=NAME)
    office.choose("begins_as", "Rekrytering till BT i Region Kronoberg")
    office.press("Lägg upp omgången")
    office.sees("Sista ansökningsdag saknas")
    return urlsplit(office.page.url).path.split("/")[-2]


def lay_out(office: Visitor, round: Round) -> None:
    office.follow("Ändra annons och dagar")
    office.write(
        text="BT ett år, i Växjö eller Ljungby och på en vårdcentral.",
        contact_name="Henrik Brofeldt",
        contact_email="bt@kronoberg.example.org",
        closes_on=str(TODAY + timedelta(days=25)),
        complement_until=str(TODAY + timedelta(days=28)),
        starts_on=str(TODAY + timedelta(days=200)),
    )
    office.press("Spara")
    round.others("gather")
    office.open(f"{round.page}grupp/")
    office.choose("user", "Vendela Tjädergren, Vuxenpsykiatrin, Växjö")
    office.choose("task", "Granskare")
    office.press("Lägg till")
    office.sees("Vendela Tjädergren: granskare.")


def advertise(office: Visitor, round: Round) -> None:
    office.open(round.page)
    office.press("Annonsera omgången")
    office.sees("Omgången är nu: Öppen för ansökan.")


def read_while_open(office: Visitor, referee: Visitor, round: Round) -> None:
    """As the applications come: eligible, and the referees of those who are."""
    decide(office, round, "Behörig", "behörig")
    round.others("try_eligible")
    share_out(office, round, 10)
    round.others("review")
    decide(office, round, "Går vidare", "går vidare")
    round.others("select")
    refer(office, referee, round)
    send_answers(office, round, "5")


def score(judge: Visitor, round: Round) -> None:
    """The day has come. The clinical test is judged like an interview."""
    round.change(
        "UPDATE recruitment_interview SET starts_at = starts_at - interval '9 days',"
        " ends_at = ends_at - interval '9 days' WHERE round_id = %(round)s"
    )
    judge.open(f"{round.page}mina-intervjuer/")
    looks_right(judge)
    judge.follow("Sökande 1")
    judge.follow("Sätt poäng för Sökande 1")
    for key, level in (("cooperation", "5"), ("safety", "4"), ("communication", "5")):
        judge.tick(f"c_{key}", level)
    judge.press("Skicka poängen")
    judge.sees("Dina poäng är skickade")
    round.others("score")


def see_the_record(office: Visitor, round: Round) -> None:
    """Yes, the day and by whom, when somebody has been selected; never a file."""
    go_on(office, round, "Kontroll före erbjudande")
    office.open(f"{round.page}ansokningar/")
    office.follow("Amal Rahimi")
    office.follow("Referenser och utdrag ur belastningsregistret")
    office.press("Jag har sett utdraget")
    office.sees("Uppvisat")
    looks_right(office)
    round.others("record")
