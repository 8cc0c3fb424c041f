"""A day of interviews: planned at a desk, confirmed on a phone, scored on a tablet."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta

import psycopg

from tests.browser.axe import violations
from tests.browser.system import System
from tests.browser.visitor import Visitor
from tests.databases import ROOT

Visit = Callable[..., Visitor]
INTERVIEWER = "Johanna Tistrand"  # the studierektor, with a task in the round
TABLET = {"width": 768, "height": 1024}
# One round that interviews, one candidate who goes on, one who interviews alone.
ROUND = f"""
from recruitment.enums import ApplicationState, RoundState, Task
from recruitment.queries.links import path_of
from recruitment.queries.methods import library
from regions.models import Region, User
from regions.context import in_region
from tests.objects.recruitment import make_application, take_part
from recruitment.models import RecruitmentRound
from django.utils import timezone
from datetime import timedelta
first, last = "{INTERVIEWER}".split()
user = User.objects.get(first_name=first, last_name=last)
region, now = Region.objects.get(slug="kronoberg"), timezone.now()
method = library()["kronoberg"]
for phase in method["phase"]:
    phase["judges"] = 1
with in_region(region.pk, user.pk):
    round = RecruitmentRound.objects.create(
        region=region, name="BT med intervjuer", state=RoundState.INTERVIEW,
        method=method, opens_at=now - timedelta(days=40),
        closes_at=now - timedelta(days=9), created_by=user, created_at=now,
        starts_on=timezone.localdate() + timedelta(days=90),
    )
    take_part(round, user, Task.INTERVIEWER)
    case = make_application(round, 14, ApplicationState.SHORTLISTED)
    print("made", round.pk, path_of(case))
"""


def make_round(system: System) -> tuple[str, str]:
    """Its address, and the candidate's own link."""
    made = subprocess.run(
        [sys.executable, "manage.py", "shell", "-c", ROUND],
        env=system.environment, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    line = next(one for one in made.stdout.splitlines() if one.startswith("made "))
    _, pk, case = line.split()
    return f"/kronoberg/rekrytering/{pk}/", case


def test_an_interview_from_the_plan_to_the_reconciliation(
    visit: Visit, system: System
) -> None:
    round, case = make_round(system)
    office = visit(INTERVIEWER)
    plan_and_call(office, round)
    confirm(visit(phone=True), case)
    begin_now(system)
    score(office, round)
    office.open(f"{round}avstamning/")
    office.sees("Alla grupper är klara.")
    office.fits()
    assert violations(office.page) == []


def plan_and_call(office: Visitor, round: str) -> None:
    office.open(f"{round}intervjuer/")
    office.follow("Lägg upp dagarna")
    office.write(
        day_1=(date.today() + timedelta(days=7)).isoformat(), rooms="Rum 1\nRum 2"
    )
    office.fits()
    assert violations(office.page) == []
    office.press("Spara och föreslå plan")
    office.sees("1 sökande har en tid.")
    office.fits()
    office.follow("Kalla")
    office.press("Kalla 1 sökande")
    office.sees("1 sökande är kallad.")
    assert violations(office.page) == []


def confirm(candidate: Visitor, case: str) -> None:
    candidate.open(case)
    candidate.fits()
    candidate.follow("Svara på kallelsen")
    candidate.press("Skicka svaret")
    assert len(candidate.faults) == 2
    candidate.tick("works", "ja")
    candidate.tick("observer", "nej")
    candidate.fits()
    candidate.press("Skicka svaret")
    candidate.sees("Du kommer")
    assert violations(candidate.page) == []


def begin_now(system: System) -> None:
    """The day has come. Also late in the evening, an interview ends the same day."""
    zone = "AT TIME ZONE 'Europe/Stockholm'"
    tomorrow = f"(date_trunc('day', now() {zone}) + interval '1 day') {zone}"
    with psycopg.connect(system.environment["DATABASE_URL"]) as connection:
        connection.execute("SELECT set_config('app.region', '7', false)")
        connection.execute(
            "UPDATE recruitment_interview SET starts_at = now(),"
            " ends_at = least(now() + interval '40 minutes',"
            f" {tomorrow} - interval '1 second') WHERE state = 'called'"
        )


def score(judge: Visitor, round: str) -> None:
    judge.page.set_viewport_size(TABLET)
    judge.open(f"{round}mina-intervjuer/")
    judge.fits()
    judge.click(judge.page.get_by_role("link", name="Sökande 14"))
    judge.click(judge.page.locator("button[name='came'][value='ja']"))
    judge.sees("Noterat.")
    judge.follow("Sätt poäng för Sökande 14")
    judge.tick("c_safety", "4")
    judge.page.locator(
        "[data-draft-line]", has_text="Sparat"
    ).first.wait_for()  # by itself, while it is written
    judge.page.reload()
    assert judge.page.locator("[name='c_safety'][value='4']").is_checked()
    judge.fits()
    assert violations(judge.page) == []
    judge.press("Skicka poängen")
    judge.sees("Poäng saknas för Samarbete och Svenska i samtal.")
    judge.tick("c_cooperation", "3")
    judge.tick("c_communication", "5")
    judge.press("Skicka poängen")
    judge.sees("Dina poäng är skickade")
